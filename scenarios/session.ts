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
import type { Scenario } from './types.ts';

/** A lab whose state can be kept and put back: what `undo`, `restart` and lint need. */
export interface Rewindable {
  lab: LabHost;
  /** Moves a virtual clock, or waits where the clock is real. */
  advance(milliseconds: number): Promise<void>;
  snapshot(): Promise<unknown>;
  restore(snapshot: unknown): Promise<void>;
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
  hints?: boolean;
  cluster?: { group: string; name: string };
  /** Further programs that lines may call: `akslab`. */
  programs?: Record<string, Program>;
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
  const env: Record<string, string> = { AKSLAB_HOME: host.lab.home, ...(options.hints ? { AKSLAB_HINTS: '1' } : {}) };
  const loaders: Record<string, () => Promise<Program>> = { ...CLIENTS };
  for (const [name, program] of Object.entries(options.programs ?? {})) loaders[name] = async () => program;

  async function call(name: string, args: string[], at: { cwd: string; env: Record<string, string>; stdin?: string; signal?: AbortSignal }): Promise<Outcome> {
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
    run: (text, { signal } = {}) => shell.run(text, { signal }),
    line: (text) => newShell().run(text),
    program: (name, args, { stdin } = {}) => call(name, args, { cwd: folder, env, stdin }),
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

/** The commands that make the cluster which a scenario starts with. */
export function clusterCommands(cluster: NonNullable<Scenario['cluster']>): string[] {
  const named = `--resource-group ${cluster.group} --name ${cluster.name}`;
  const psp = ['az extension add --name aks-preview --only-show-errors', 'az feature register --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview --only-show-errors --output none', 'sleep 600', 'az provider register --namespace Microsoft.ContainerService --only-show-errors'];
  return [
    ...(cluster.podSecurityPolicy ? psp : []),
    `az group create --name ${cluster.group} --location eastus --output none`,
    `az aks create ${named} --kubernetes-version ${cluster.version} --node-count ${cluster.nodes} --generate-ssh-keys${cluster.podSecurityPolicy ? ' --enable-pod-security-policy' : ''} --only-show-errors --output none`,
    `az aks get-credentials ${named} --admin --only-show-errors`,
  ];
}
