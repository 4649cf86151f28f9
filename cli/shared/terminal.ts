/** The only way out for any command: what it reads, where it writes, which files and variables it sees. */
export interface Terminal {
  stdin: Input;
  stdout: Output;
  stderr: Output;
  /** Absolute path of the working folder. */
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  files: Files;
  /** Aborted by Ctrl-C; a command that waits stops then and exits with 130 unless the real one says otherwise. */
  signal: AbortSignal;
  /** Runs another program attached to this terminal ($EDITOR, a pager); undefined where there is none. */
  spawn?(command: string, args: string[]): Promise<number>;
}

export interface Input {
  isTTY: boolean;
  /** Everything up to the end. */
  readAll(): Promise<string>;
  /** One line without its newline, or undefined at the end. */
  readLine(): Promise<string | undefined>;
  /** What one key sends, or a byte of it; undefined at the end. For prompts that edit a line themselves, on a terminal that is raw. */
  readKey(): Promise<Uint8Array | undefined>;
  /** Keys come as they are typed, and are not shown. */
  setRaw(raw: boolean): void;
}

export interface Output {
  isTTY: boolean;
  columns: number;
  write(text: string): void;
}

/** Permissions of what is for its owner alone. */
export const OWNER_ONLY = { file: 0o600, folder: 0o700 };

/** Files, by path relative to cwd or absolute. Failures carry Node's codes (ENOENT, EACCES, EISDIR, ...) in `code`. */
export interface Files {
  read(path: string): string;
  /** `mode` are the permissions of a file that is not there yet. */
  write(path: string, text: string, mode?: number): void;
  append(path: string, text: string): void;
  /** Names in a folder, sorted. */
  list(path: string): string[];
  /** `mode` are the permissions, where files have such. */
  stat(path: string): { kind: 'file' | 'folder' | 'other'; size: number; mode?: number } | undefined;
  makeFolder(path: string, mode?: number): void;
  remove(path: string): void;
}
