import { folderFiles } from './folder-files.ts';
import { memoryFiles } from './memory-files.ts';
import type { Files, Input, Output, Terminal } from './terminal.ts';

export interface MemoryTerminal extends Terminal {
  /** Everything written so far. */
  readonly out: string;
  readonly err: string;
  /** Both, as they came. */
  readonly all: string;
  /** Ctrl-C. */
  interrupt(): void;
}

export interface MemoryTerminalOptions {
  /** What stands on standard input; on a terminal, the lines that a person answers. */
  stdin?: string;
  /** Whether stdin, stdout and stderr are a terminal (default: no). */
  tty?: boolean;
  columns?: number;
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** Files in memory, by path (the default), or `folder`: the real ones, seen from `cwd`. */
  files?: Record<string, string> | 'folder' | Files;
  signal?: AbortSignal;
  /** Called with each piece of output, besides keeping it. */
  onWrite?(text: string, stream: 'stdout' | 'stderr'): void;
}

/**
 * A terminal for tests and scenarios: keeps what is written, reads from a text.
 * @example const terminal = memoryTerminal({ files: { 'pod.yaml': '...' } }); await kubectl(['get', 'psp'], terminal, lab); terminal.out
 */
export function memoryTerminal(options: MemoryTerminalOptions = {}): MemoryTerminal {
  const { tty = false, columns = 80, cwd = '/home/trainee', env = {}, files = {} } = options;
  const written: { text: string; stream: 'stdout' | 'stderr' }[] = [];
  const interrupted = new AbortController();
  const output = (stream: 'stdout' | 'stderr'): Output => ({
    isTTY: tty,
    columns,
    write(text) {
      written.push({ text, stream });
      options.onWrite?.(text, stream);
    },
  });
  const text = (stream?: string) =>
    written
      .filter((w) => !stream || w.stream === stream)
      .map((w) => w.text)
      .join('');
  return {
    stdin: textInput(options.stdin ?? '', tty),
    stdout: output('stdout'),
    stderr: output('stderr'),
    cwd,
    env,
    files: files === 'folder' ? folderFiles(cwd) : isFiles(files) ? files : memoryFiles(cwd, files),
    signal: options.signal ? AbortSignal.any([options.signal, interrupted.signal]) : interrupted.signal,
    get out() {
      return text('stdout');
    },
    get err() {
      return text('stderr');
    },
    get all() {
      return text();
    },
    interrupt: () => interrupted.abort(),
  };
}

/** Standard input that is a text. */
export function textInput(text: string, isTTY = false): Input {
  let rest = text;
  return {
    isTTY,
    async readAll() {
      const all = rest;
      rest = '';
      return all;
    },
    async readLine() {
      if (rest === '') return undefined;
      const end = rest.indexOf('\n');
      const line = end < 0 ? rest : rest.slice(0, end);
      rest = end < 0 ? '' : rest.slice(end + 1);
      return line;
    },
    async readKey() {
      const [key] = rest;
      rest = rest.slice(key?.length);
      return key === undefined ? undefined : new TextEncoder().encode(key);
    },
    setRaw: () => undefined,
  };
}

const isFiles = (files: Record<string, string> | Files): files is Files => typeof files.read === 'function';
