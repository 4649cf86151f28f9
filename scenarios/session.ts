/**
 * Where a scenario runs: a lab, a real folder for files, a shell in which `az`, `kubectl` and `akslab` are ours. Everything a person
 * could type goes through `run`; checks go through `program`, past the shell.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { memoryTerminal } from '../cli/shared/memory-terminal.ts';
import type { Program } from '../cli/shared/lab.ts';
import type { LabHost } from '../cli/shared/lab-host.ts';
import type { Checker } from './checks.ts';
import type { Outcome } from './expect.ts';
import { createShell, type Shell } from './shell.ts';

/** A lab whose state can be kept and put back: what `undo`, `restart` and lint need. */
export interface Rewindable {
  lab: LabHost;
  /** Moves a virtual clock, or waits where the clock is real. */
  advance(milliseconds: number): Promise<void>;
  snapshot(): Promise<unknown>;
  restore(snapshot: unknown): Promise<void>;
  /** Hosts that say the same began alike, so that one may take over what another has made. Undefined: this one began as nobody else. */
  readonly alike?: string;
  /** Removes what the host made on disk. */
  close(): void;
}

export interface Session extends Checker {
  /** The working folder, absolute. */
  readonly folder: string;
  readonly host: Rewindable;
  readonly shell: Shell;
  /** Runs what a person would type. */
  run(text: string, options?: { signal?: AbortSignal }): Promise<Outcome>;
  writeFiles(files: Record<string, string>): void;
  /** Lets time pass. */
  wait(milliseconds: number): Promise<void>;
  setVariables(variables: Record<string, string>): void;
  /** What commands of this session see of it in their environment. */
  environment(): Record<string, string>;
  /** Closes the host, and removes the folder if it was made here. */
  close(): void;
}

export interface SessionOptions {
  host: Rewindable;
  /** Default: a new one under the system's folder for temporary files. */
  folder?: string;
  cluster?: { group: string; name: string };
  /** Further programs that lines may call: `akslab`. */
  programs?: Record<string, Program>;
  /** Milliseconds of real time that one command may take; no limit unless given. */
  limit?: number;
}

/** The two clients, loaded when the first line calls them. */
const CLIENTS: Record<string, () => Promise<Program>> = {
  az: async () => (await import('../cli/az/index.ts')).az,
  kubectl: async () => (await import('../cli/kubectl/index.ts')).kubectl,
};

export async function openSession(options: SessionOptions): Promise<Session> {
  const { host } = options;
  const own = options.folder === undefined;
  const folder = resolve(options.folder ?? mkdtempSync(join(tmpdir(), 'akslab-')));
  mkdirSync(folder, { recursive: true });
  // The marker is empty: az and kubectl are akslab's here, and there is nothing to undo.
  const env: Record<string, string> = { AKSLAB_HOME: host.lab.home, AKSLAB_ENV: '' };
  const loaders: Record<string, () => Promise<Program>> = { ...CLIENTS };
  for (const [name, program] of Object.entries(options.programs ?? {})) loaders[name] = async () => program;

  async function call(
    name: string,
    args: string[],
    at: { cwd: string; env: Record<string, string>; stdin?: string; signal?: AbortSignal },
  ): Promise<Outcome> {
    const terminal = memoryTerminal({ cwd: at.cwd, env: at.env, stdin: at.stdin, files: 'folder', signal: at.signal });
    const program = await loaders[name]!();
    host.lab.command = [name, ...args].join(' ');
    const code = await program(args, terminal, host.lab);
    return { stdout: terminal.out, stderr: terminal.err, code };
  }

  const newShell = () =>
    createShell({
      folder,
      env,
      sleep: (milliseconds) => host.advance(milliseconds),
      commands: Object.keys(loaders).map((name) => ({ name, run: (args, context) => call(name, args, context) })),
    });
  const shell = newShell();

  return {
    folder,
    host,
    shell,
    cluster: options.cluster ?? { group: 'myResourceGroup', name: 'myAKSCluster' },
    run: (text, { signal } = {}) => limited((stop) => shell.run(text, { signal: stop }), options.limit, signal),
    line: (text) => limited((stop) => newShell().run(text, { signal: stop }), options.limit),
    program: (name, args, { stdin } = {}) => limited((stop) => call(name, args, { cwd: folder, env, stdin, signal: stop }), options.limit),
    writeFiles(files) {
      for (const [name, text] of Object.entries(files)) {
        const path = join(folder, name);
        if (!path.startsWith(`${folder}/`)) throw new Error(`${name} lies outside the scenario's folder`);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    },
    wait: (milliseconds) => host.advance(milliseconds),
    setVariables: (variables) => shell.set(variables),
    environment: () => ({ ...env }),
    close() {
      host.close();
      if (own) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a command, and gives up on it when it takes too long: whoever waits for nothing must not wait for ever. */
async function limited(run: (signal: AbortSignal) => Promise<Outcome>, limit: number | undefined, signal?: AbortSignal): Promise<Outcome> {
  if (limit === undefined) return run(signal ?? new AbortController().signal);
  const tooLong = new AbortController();
  const stop = signal ? AbortSignal.any([signal, tooLong.signal]) : tooLong.signal;
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => {
      tooLong.abort(new Error('took too long'));
      resolve({
        stdout: '',
        stderr: `akslab: the command did not end within ${limit / 1000} s of real time: it waits for something that does not come\n`,
        code: 124,
      });
    }, limit);
  });
  try {
    return await Promise.race([run(stop), givenUp]);
  } finally {
    clearTimeout(timer);
  }
}
