/**
 * A tiny fixed shell: enough of one to see whom a container runs as and what it may not do. Nothing is kept between two calls.
 *
 * @example runArgv(['sh', '-c', 'id; echo $HOME'], machine).stdout // 'uid=0(root) gid=0(root) groups=0(root)\n/root\n'
 */
import { words, type Word } from './shell-words.ts';
import { COMMANDS } from './shell-commands.ts';

/** What a program finds around it. */
export interface Machine {
  uid: number;
  gid: number;
  groups: readonly number[];
  hostname: string;
  env: Readonly<Record<string, string>>;
  isReadOnly: boolean;
  isPrivileged: boolean;
  /** Whether the tools are busybox's (alpine, busybox), whose words differ. */
  isBusybox: boolean;
  directory: string;
  /** Contents by path; a directory is a path that others start with. */
  files: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  now: number;
}

export interface Outcome {
  stdout: string;
  stderr: string;
  exitCode: number;
  /** Milliseconds that it slept; Infinity where it runs on. */
  elapsed: number;
}

export const SHELLS = new Set(['sh', 'bash', 'ash', '/bin/sh', '/bin/bash', '/bin/ash']);
const FOREVER: Outcome = { stdout: '', stderr: '', exitCode: 0, elapsed: Infinity };
const fail = (stderr: string, exitCode: number): Outcome => ({ stdout: '', stderr, exitCode, elapsed: 0 });

/** Runs a program with its arguments; undefined where there is no such program here. */
export function runArgv(argv: readonly string[], machine: Machine): Outcome | undefined {
  const [program = '', ...rest] = argv;
  if (SHELLS.has(program)) return runShell(program, rest, machine);
  const command = COMMANDS[program.replace(/^(\/usr)?\/s?bin\//, '')];
  return command?.(rest, machine);
}

function runShell(shell: string, args: readonly string[], machine: Machine): Outcome {
  const flags = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  // Without a terminal and without a script a shell finds its input at an end.
  if (flags < 0) return { stdout: '', stderr: '', exitCode: 0, elapsed: 0 };
  return runScript(args[flags + 1] ?? '', shell.split('/').at(-1)!, machine);
}

/** Loops, pipes and redirections are beyond it: such a script runs on. */
const UNKNOWN = /(^|[;&|\s])(while|for|until|if|case|function)\s|[|<>`]|\$\(|&(?!&)\s*$|<<|exec\s/;

function runScript(script: string, shell: string, machine: Machine): Outcome {
  if (UNKNOWN.test(script.replaceAll('||', '').replaceAll(/\s?2?>\s?(\/dev\/null|&[12])/g, ''))) return FOREVER;
  const all: Outcome = { stdout: '', stderr: '', exitCode: 0, elapsed: 0 };
  let env = machine.env;
  for (const { words: line, after } of statements(words(script))) {
    if ((after === '&&' && all.exitCode !== 0) || (after === '||' && all.exitCode === 0)) continue;
    const expanded = line.map((word) => expand(word, { ...machine, env }, all.exitCode));
    while (expanded.length && /^[A-Za-z_]\w*=/.test(expanded[0]!)) {
      const [name, ...value] = expanded.shift()!.split('=') as [string, ...string[]];
      env = { ...env, [name]: value.join('=') };
    }
    if (expanded.length === 0) continue;
    if (expanded[0] === 'exit') return { ...all, exitCode: expanded[1] === undefined ? all.exitCode : Number(expanded[1]) & 255 };
    if (expanded[0] === 'cd' || expanded[0] === 'set' || expanded[0] === 'export' || expanded[0] === 'trap' || expanded[0] === ':')
      continue;
    const outcome = runArgv(expanded, { ...machine, env }) ?? fail(`${shell}: ${expanded[0]}: not found\n`, 127);
    all.stdout += outcome.stdout;
    all.stderr += outcome.stderr;
    all.exitCode = outcome.exitCode;
    all.elapsed += outcome.elapsed;
    if (all.elapsed === Infinity) return all;
  }
  return all;
}

interface Statement {
  words: Word[];
  /** What joins it to the one before. */
  after: ';' | '&&' | '||';
}

function statements(all: readonly (Word | { operator: string })[]): Statement[] {
  const out: Statement[] = [{ words: [], after: ';' }];
  for (const item of all) {
    if ('operator' in item) out.push({ words: [], after: item.operator === '&&' || item.operator === '||' ? item.operator : ';' });
    else if (!/^2?>/.test(item.parts[0]?.text ?? '')) out.at(-1)!.words.push(item);
  }
  return out.filter(({ words: line }) => line.length > 0);
}

function expand({ parts }: Word, machine: Machine, status: number): string {
  const valueOf = (name: string): string => (name === '?' ? String(status) : name === '$' ? '1' : (machine.env[name] ?? ''));
  return parts
    .map(({ text, literal }) =>
      literal ? text : text.replace(/\$(?:\{(\w+)\}|(\w+|[?$]))/g, (_, braced, plain) => valueOf(braced ?? plain)),
    )
    .join('');
}
