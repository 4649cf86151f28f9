import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { az } from '../../cli/az/index.ts';
import { memoryFiles } from '../../cli/shared/memory-files.ts';
import { createMemoryLab } from '../../cli/shared/memory-lab.ts';
import { memoryTerminal } from '../../cli/shared/memory-terminal.ts';
import { azureWorld } from '../support/azure-world.ts';
import { divergencesOf, type Result, type Suite } from './judge.ts';

/** The recorded lines of the real az 2.45.0, played against ours, each from the state that az-states.yaml names. */

export interface Recording {
  name: string;
  run: string;
  stdout: string;
  stderr: string;
  code: number;
}

interface State {
  /** A state to start from. */
  from?: string;
  /** Command lines of az, or `akslab clock advance <n>m`. */
  run?: string[];
  env?: Record<string, string>;
  files?: Record<string, string>;
  /** Permissions of files, octal. */
  modes?: Record<string, string>;
}

interface States {
  states: Record<string, State>;
  /** Regular expression over names of lines → state; the first that fits counts. */
  lines: Record<string, string>;
}

const HOME = '/home/trainee';
const LAB_HOME = `${HOME}/.akslab`;
const DATA = new URL('data/az-recordings.yaml', import.meta.url);
const STATES = new URL('az-states.yaml', import.meta.url);

export const loadRecordings = (path: string | URL = DATA): Recording[] => parse(readFileSync(path, 'utf8'));

export async function playAz(recordings: Recording[]): Promise<Result[]> {
  const states = parse(readFileSync(STATES, 'utf8')) as States;
  const patterns = Object.entries(states.lines).map(([pattern, state]) => [new RegExp(`^(?:${pattern})$`), state] as const);
  const results: Result[] = [];
  for (const recording of recordings) {
    const state = patterns.find(([pattern]) => pattern.test(recording.name))?.[1] ?? 'new';
    results.push({ id: recording.name, problem: await playOne(recording, states.states, state) });
  }
  return results;
}

export const azSuite: Suite = {
  name: 'az',
  play: (path) => playAz(loadRecordings(path)),
  async playAltered(count) {
    const recordings = loadRecordings();
    const declared = divergencesOf('az');
    const fit = recordings.filter((recording) => !declared.has(recording.name));
    const altered = fit.filter((_, i) => Math.floor((i * count) / fit.length) !== Math.floor(((i - 1) * count) / fit.length));
    const results = await playAz(
      recordings.map((recording) => (altered.includes(recording) ? alter(recording, altered.indexOf(recording)) : recording)),
    );
    return { altered: altered.map((recording) => recording.name), results };
  },
};

/** The recording with another exit code, another first letter, or a line more. */
function alter(recording: Recording, kind: number): Recording {
  if (kind % 3 === 0) return { ...recording, code: recording.code + 1 };
  const stream = recording.stdout === '' ? 'stderr' : 'stdout';
  return { ...recording, [stream]: kind % 3 === 1 ? `~${recording[stream].slice(1)}` : `one line more\n${recording[stream]}` };
}

async function playOne(recording: Recording, states: Record<string, State>, stateName: string): Promise<string | undefined> {
  const chain = chainOf(states, stateName);
  const lab = createMemoryLab({ latency: 'short', home: LAB_HOME, createWorld: azureWorld });
  const merged = (of: (state: State) => Record<string, string> | undefined) =>
    Object.assign({}, ...chain.map((state) => fill(of(state) ?? {})));
  const modes = Object.entries(merged((state) => state.modes) as Record<string, string>).map(([path, mode]) => [path, parseInt(mode, 8)]);
  const files = memoryFiles(
    HOME,
    merged((state) => state.files),
    Object.fromEntries(modes),
  );
  const env = merged((state) => state.env);
  const run = async (line: string) => {
    const advance = /^akslab clock advance (\d+)m$/.exec(line)?.[1];
    if (advance !== undefined) {
      lab.clock.advance(Number(advance) * 60_000);
      return { code: 0, out: '', err: '' };
    }
    const terminal = memoryTerminal({ files, cwd: HOME, env });
    const code = await az(split(fillText(line)).slice(1), terminal, lab);
    return { code, out: terminal.out, err: terminal.err };
  };
  for (const line of chain.flatMap((state) => state.run ?? [])) {
    const { code, err } = await run(line);
    if (code !== 0) return `the state could not be made: ${line}: ${err}`;
  }
  const actual = await run(recording.run);
  return (
    difference('exit code', String(recording.code), String(actual.code)) ??
    difference('stdout', normalise(recording.stdout, recording.run), normalise(actual.out, recording.run)) ??
    difference('stderr', normalise(recording.stderr, recording.run), normalise(actual.err, recording.run))
  );
}

function chainOf(states: Record<string, State>, name: string): State[] {
  const state = states[name];
  if (!state) throw new Error(`az-states.yaml has no state ${name}`);
  return [...(state.from ? chainOf(states, state.from) : []), state];
}

const fillText = (text: string) => text.replaceAll('<lab>', LAB_HOME).replaceAll('<home>', HOME);
const fill = (map: Record<string, string>) =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [fillText(key), fillText(value)]));

/** Ids, times, home paths and keys replaced; what follows the examples' heading, or a help heading, left out. */
function normalise(text: string, line: string): string {
  let out = text
    .replaceAll(`${LAB_HOME}/kubeconfig`, '<home>/.kube/config')
    .replaceAll(`${LAB_HOME}/azure`, '<home>/.azure')
    .replaceAll(LAB_HOME, '<home>')
    .replaceAll(HOME, '<home>')
    .replace(/(\nExamples from AI knowledge base:\n)[^]*$/, '$1');
  if (line.endsWith(' -h')) out = out.replace(/^\n(Command|Group)\n[^]*$/, '$1');
  out = out
    .replaceAll(/\b(?!(?:0{8}-0000-0000-0000-0{12}|1{8}-)\b)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, (id) =>
      id.startsWith('11111111') || id.startsWith('44444444') ? id : '<id>',
    )
    .replaceAll(/-[0-9a-f]{8}(?=\.(?:portal\.)?hcp\.)/g, '-<hash>')
    .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)?/g, '<time>')
    .replaceAll(/in [\d.]+ seconds \(init: [\d.]+, invoke: [\d.]+\)/g, 'in <seconds>')
    .replaceAll(/ssh-rsa [A-Za-z0-9+/=]+/g, 'ssh-rsa <key>')
    .replaceAll(/eyJ[\w.-]+/g, '<token>')
    .replaceAll(/(certificate-authority-data|client-certificate-data|client-key-data|token): \S+/g, '$1: <data>');
  // Columns are as wide as the home's path.
  return line.endsWith(' -o table') && out.includes('<home>') ? out.replaceAll(/-{3,}/g, '---').replaceAll(/ {2,}/g, '  ') : out;
}

function difference(what: string, expected: string, actual: string): string | undefined {
  if (expected === actual) return undefined;
  const want = expected.split('\n');
  const have = actual.split('\n');
  const at = want.findIndex((line, i) => line !== have[i]);
  const line = at < 0 ? want.length : at;
  return `${what}, line ${line + 1}: expected ${JSON.stringify(want[line] ?? '(end)')}, got ${JSON.stringify(have[line] ?? '(end)')}`;
}

/** Splits a recorded command line as a shell does: backslashes and quotes. */
function split(line: string): string[] {
  return [...line.matchAll(/(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\s\\'"])+/g)].map(([word]) =>
    word.replaceAll(
      /\\(.)|'([^']*)'|"((?:\\.|[^"\\])*)"/g,
      (_, escaped, single, double) => escaped ?? single ?? double.replaceAll(/\\(["\\$`])/g, '$1'),
    ),
  );
}
