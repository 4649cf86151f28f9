/**
 * The bash engine behind scenarios and `akslab learn`: just-bash, behind one small interface of ours, loaded only when the first line runs.
 * It keeps the environment, the aliases, the variables, the working folder and `$?` from one line to the next (functions and arrays it does not).
 */
import type { Bash, BashExecResult } from 'just-bash';

/** A command that a line may call: az, kubectl, akslab. */
export interface ShellCommand {
  name: string;
  run(args: string[], call: ShellCall): Promise<{ stdout: string; stderr: string; code: number }>;
}

/** What a called command sees of the shell. */
export interface ShellCall {
  /** Absolute path on the real file system. */
  cwd: string;
  /** Exported variables. */
  env: Record<string, string>;
  /** Text on standard input: what a pipe or a redirection brings; empty otherwise. */
  stdin: string;
  signal: AbortSignal;
}

export interface ShellResult {
  stdout: string;
  stderr: string;
  /** Exit code, bash's own where bash itself refuses (127 not found, 130 interrupted, 2 syntax). */
  code: number;
}

export interface Shell {
  /** Runs what a person would type or paste: one line or several, with pipes, heredocs, aliases. */
  run(text: string, options?: { signal?: AbortSignal; stdin?: string }): Promise<ShellResult>;
  /** Aliases, by name, as the lines so far have set them. */
  aliases(): Record<string, string>;
  /** Sets shell variables. */
  set(variables: Record<string, string>): void;
  readonly cwd: string;
}

export interface ShellOptions {
  /** The real folder in which lines run; they cannot leave it. */
  folder: string;
  env: Record<string, string>;
  commands: ShellCommand[];
  /** What `sleep` does: moves a virtual clock. Real waiting unless given. */
  sleep?(milliseconds: number): Promise<void>;
}

const ALIAS = 'BASH_ALIAS_';

export function createShell(options: ShellOptions): Shell {
  let env: Record<string, string> = { HOME: options.folder, PATH: '/usr/bin:/bin', COLUMNS: '80', ...options.env };
  let cwd = options.folder;
  let code = 0;
  let engine: Promise<{ bash: Bash; running: { signal: AbortSignal } }> | undefined;
  return {
    async run(text, { signal = new AbortController().signal, stdin } = {}) {
      const { bash, running } = await (engine ??= load(options));
      running.signal = signal;
      // The prelude turns alias expansion on, as an interactive shell has it, and gives `$?` what the last line left.
      const script = `shopt -s expand_aliases; (exit ${code})\n${text.endsWith('\n') ? text : `${text}\n`}`;
      let result: BashExecResult;
      try {
        result = await bash.exec(script, { env, replaceEnv: true, cwd, rawScript: true, signal, stdin });
      } catch (error) {
        return { stdout: '', stderr: `bash: ${error instanceof Error ? error.message : String(error)}\n`, code: (code = 2) };
      }
      env = result.env;
      cwd = result.env.PWD ?? cwd;
      code = result.exitCode === 124 && signal.aborted ? 130 : result.exitCode;
      return { stdout: result.stdout, stderr: result.stderr, code };
    },
    aliases: () =>
      Object.fromEntries(
        Object.entries(env)
          .filter(([k]) => k.startsWith(ALIAS))
          .map(([k, v]) => [k.slice(ALIAS.length), v]),
      ),
    set: (variables) => void (env = { ...env, ...variables }),
    get cwd() {
      return cwd;
    },
  };
}

async function load(options: ShellOptions) {
  const { Bash, MountableFs, ReadWriteFs, InMemoryFs, defineCommand, decodeBytesToUtf8 } = await import('just-bash');
  const running = { signal: new AbortController().signal };
  const fs = new MountableFs({ base: new InMemoryFs() });
  fs.mount(options.folder, new ReadWriteFs({ root: options.folder }));
  await fs.mkdir('/tmp', { recursive: true });
  await fs.mkdir('/dev', { recursive: true });
  const bash = new Bash({
    fs,
    cwd: options.folder,
    env: {},
    // Our commands run in this process and need its timers and globals.
    defenseInDepth: false,
    sleep: options.sleep,
    customCommands: options.commands.map((command) =>
      defineCommand(command.name, async (args, context) => {
        const { stdout, stderr, code } = await command.run(args, {
          cwd: context.cwd,
          env: { ...options.env, ...context.exportedEnv },
          stdin: decodeBytesToUtf8(context.stdin),
          signal: running.signal,
        });
        return { stdout, stderr, exitCode: code };
      }),
    ),
  });
  return { bash, running };
}
