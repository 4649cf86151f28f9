/** Plays the recorded kubectl transcripts in this process, and compares as the recorder's play.py does. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { kubectl } from '../../cli/kubectl/index.ts';
import { memoryTerminal } from '../../cli/shared/memory-terminal.ts';
import { createShell } from '../../scenarios/shell.ts';
import { oracleLab } from '../support/transcript-lab.ts';
import type { Result, Suite } from './judge.ts';

export interface Transcript {
  name: string;
  about: string;
  files?: Record<string, string>;
  steps: Step[];
}

export interface Step {
  run: string;
  stdout: string;
  stderr: string;
  code: number;
  /** How loosely the answer is compared; exactly where it is not given. */
  compare?: 'head' | 'outline' | 'subset' | 'core' | 'code';
  /** Seconds that pass before it. */
  wait?: number;
}

export interface Answer {
  stdout: string;
  stderr: string;
  code: number;
}

const FOLDER = new URL('data/transcripts/', import.meta.url).pathname;

/** The transcripts of a folder, or of one file. */
export function readTranscripts(path = FOLDER): Transcript[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => join(path, name))
    : [path];
  return files.map((file) => parse(readFileSync(file, 'utf8'), { version: '1.1' }) as Transcript);
}

/** Plays one transcript on a cluster of its own; the answers, step by step. */
export async function playTranscript({ files = {}, steps }: Transcript): Promise<Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'akslab-transcript-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const home = join(folder, '.akslab');
    mkdirSync(home);
    const { lab, kubeconfig } = await oracleLab({ home });
    writeFileSync(join(home, 'kubeconfig'), kubeconfig);
    const shell = createShell({
      folder,
      env: { COLUMNS: '200', EDITOR: 'true' },
      sleep: async (milliseconds) => lab.clock.advance(milliseconds),
      commands: [
        {
          name: 'kubectl',
          async run(args, { cwd, env, stdin, signal }) {
            const terminal = memoryTerminal({ cwd, env, stdin, signal, columns: 200, files: 'folder' });
            const code = await kubectl(args, terminal, lab);
            return { stdout: terminal.out, stderr: terminal.err, code };
          },
        },
      ],
    });
    const answers: Answer[] = [];
    for (const { run, wait = 0 } of steps) {
      lab.clock.advance(wait * 1000);
      answers.push(await shell.run(run));
    }
    return answers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const TIME = '<time>';
const NORMALISE: [RegExp, string][] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>'],
  [/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\b/g, TIME],
  [/(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} 20\d\d \d\d:\d\d:\d\d [+-]\d{4}/g, TIME],
  [/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}/g, TIME],
  [/(resourceVersion"?: ?)"\d+"/g, '$1"<rv>"'],
  [/(Resource Version: +)\d+/g, '$1<rv>'],
  [/\(0xc[0-9a-f]+\)/g, '(<pointer>)'],
  [/\u00a0/g, ' '],
  [/-token-[a-z0-9]{5}\b/g, '-token-<rand>'],
  [/-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-<hash>-<rand>'],
  [/-[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g, '-<hash>'],
  [/\b10\.244\.\d+\.\d+\b|<podip>\d*/g, '<podip>'],
  [/\b10\.240\.\d+\.\d+\b/g, '<nodeip>'],
  [/\baks-\w+-\d{8}-vmss\w{6}\b/g, '<node>'],
  [/\/(LIVE|MERGED)-\d+\//g, '/$1-<rand>/'],
  [/(?<=[ (])(\d+[smhd]){1,2}(?=( ago)?[\s)]|$)/gm, '<age>'],
];

/** A text without what differs from run to run. */
export const normalise = (text: string): string => NORMALISE.reduce((result, [pattern, by]) => result.replace(pattern, by), text);

/** What is wrong with an answer, or undefined. */
export function compareStep(step: Step, got: Answer): string | undefined {
  if (got.code !== step.code)
    return difference('code', String(step.code), String(got.code)) + (got.stderr && `\n  stderr: ${got.stderr.slice(0, 300)}`);
  switch (step.compare) {
    case 'code':
      return undefined;
    case 'head':
      return difference('first line', firstLine(step), firstLine(got));
    case 'outline':
      return difference('outline', outline(step.stdout), outline(got.stdout));
    case 'core':
      return difference('object', core(step.stdout), core(got.stdout));
    case 'subset':
      return subsetProblem(step.stdout, got.stdout);
    default:
      return (
        difference('stdout', normalise(step.stdout), normalise(got.stdout)) ||
        difference('stderr', normalise(step.stderr), normalise(got.stderr)) ||
        undefined
      );
  }
}

function difference(what: string, want: string, got: string): string | undefined {
  if (want === got) return undefined;
  let at = 0;
  while (want[at] === got[at]) at++;
  const from = Math.max(0, at - 60);
  return `${what} from ${from}: expected ${JSON.stringify(want.slice(from, at + 240))}\n  got ${JSON.stringify(got.slice(from, at + 240))}`;
}

const firstLine = ({ stdout, stderr }: Answer): string => (stdout + stderr).split('\n')[0]!;
const outline = (text: string): string =>
  [...text.matchAll(/^(?:KIND|VERSION|RESOURCE|FIELD):\s+.*$|^ {3}\w+\s+<.*$/gm)].map(([line]) => line).join('\n');

/** An object less what its creator and its node put on it; a description from its specification on. */
function core(text: string): string {
  const at = /^(Spec|Role|PolicyRule):/m.exec(text);
  if (at) return normalise(text.slice(at.index));
  try {
    const object = parse(text);
    object.metadata = { name: object.metadata.name, namespace: object.metadata.namespace };
    delete object.status;
    if (object.spec) delete object.spec.nodeName;
    return normalise(JSON.stringify(object, sortKeys, 1));
  } catch {
    return `not an object: ${text.slice(0, 200)}`;
  }
}

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

function subsetProblem(want: string, got: string): string | undefined {
  const lines = (text: string) => text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
  if (!got.trim()) return 'nothing on stdout';
  const known = new Set([...lines(want), '']);
  const extra = lines(got).filter((line) => !known.has(line));
  return extra.length ? `lines that were not recorded: ${extra.slice(0, 3).join(' | ')}` : undefined;
}

/** A step's name in results and in divergences.yaml. */
export const stepId = (transcript: Transcript, index: number): string =>
  `${transcript.name} ${index + 1}: ${transcript.steps[index]!.run.trimEnd()}`;

/** Results of one transcript. */
export async function judgeTranscript(transcript: Transcript): Promise<Result[]> {
  const answers = await playTranscript(transcript);
  return transcript.steps.map((step, i) => ({ id: stepId(transcript, i), problem: compareStep(step, answers[i]!) }));
}

async function playAll(transcripts: Transcript[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const transcript of transcripts) results.push(...(await judgeTranscript(transcript)));
  return results;
}

export const transcriptsSuite: Suite = {
  name: 'transcripts',
  play: (path) => playAll(readTranscripts(path)),
  async playAltered(count) {
    const transcripts = readTranscripts();
    const all = transcripts.flatMap((transcript) => transcript.steps.map((_, i) => ({ transcript, i })));
    const every = Math.floor(all.length / count);
    const altered = all
      .filter((_, n) => n % every === 0)
      .slice(0, count)
      .map(({ transcript, i }) => {
        transcript.steps[i]!.code += 1;
        return stepId(transcript, i);
      });
    return { altered, results: await playAll(transcripts) };
  },
};
