/** Reads a scenario: one YAML file, or a folder with scenario.yaml and the files beside it. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { checkDocument } from './check.ts';
import { SCENARIO } from './schema.ts';
import { checkValues } from './values.ts';
import type { Command, Problem, Scenario, Step } from './types.ts';

/** A scenario that cannot be used: what is wrong, each with its place. */
export class BrokenScenario extends Error {
  constructor(readonly problems: Problem[]) {
    super(problems.map(problemText).join('\n'));
  }
}

export const problemText = (p: Problem): string => (p.line ? `${p.file}:${p.line}:${p.column}: ${p.message}` : `${p.file}: ${p.message}`);

export interface LoadedScenario {
  scenario: Scenario;
  /** The YAML document, comments kept: what `scenario update` edits. */
  document: Document;
  text: string;
}

/** @param path a YAML file, or a folder that holds scenario.yaml. Throws BrokenScenario. */
export function loadScenario(path: string): LoadedScenario {
  const folder = existsSync(path) && statSync(path).isDirectory();
  const file = folder ? join(path, 'scenario.yaml') : path;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BrokenScenario([{ file, line: 0, column: 0, message: readProblem(error, folder) }]);
  }
  const loaded = parseScenario(text, file);
  if (folder) loaded.scenario.files = { ...filesBeside(path), ...loaded.scenario.files };
  return loaded;
}

/** @param text YAML; @param file its name, for messages. Throws BrokenScenario. */
export function parseScenario(text: string, file: string): LoadedScenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false, logLevel: 'error' });
  const problems: Problem[] = document.errors.map((error) => {
    const place = lines.linePos(error.pos[0]);
    return { file, line: place.line, column: place.col, message: `not YAML: ${error.message}` };
  });
  if (problems.length) throw new BrokenScenario(problems);
  problems.push(...checkDocument(document, SCENARIO, file, lines), ...checkValues(document, file, lines));
  let value: any;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    problems.push({ file, line: 1, column: 1, message: error instanceof Error ? error.message : String(error) });
  }
  if (problems.length) throw new BrokenScenario(problems);
  const scenario = normalise(value, file);
  const repeated = scenario.steps.findIndex((step, i) => scenario.steps.findIndex((s) => s.id === step.id) < i);
  if (repeated >= 0) {
    const node = document.getIn(['steps', repeated], true) as { range?: [number, number, number] } | undefined;
    const place = lines.linePos(node?.range?.[0] ?? 0);
    throw new BrokenScenario([
      {
        file,
        line: place.line,
        column: place.col,
        message: `steps[${repeated}] has the id ${scenario.steps[repeated]!.id}, which an earlier step has: give it another`,
      },
    ]);
  }
  return { scenario, document, text };
}

function normalise(value: any, file: string): Scenario {
  const name = value.name ?? nameOf(file);
  return {
    name,
    title: value.title,
    summary: value.summary ?? '',
    version: value.version ?? '1',
    level: value.level ?? 'beginner',
    duration: value.duration,
    source: value.source,
    cluster: value.cluster && {
      version: '1.18.8',
      podSecurityPolicy: false,
      nodes: 1,
      group: 'myResourceGroup',
      name: 'myAKSCluster',
      ...value.cluster,
    },
    files: value.files ?? {},
    setup: commands(value.setup),
    cleanup: commands(value.cleanup),
    steps: (value.steps ?? []).map(step),
    file,
  };
}

function step(value: any): Step {
  return {
    id: value.id ?? slug(value.title),
    title: value.title,
    text: value.text ?? '',
    files: value.files ?? {},
    run: commands(value.run),
    solution: commands(value.solution),
    solutionFiles: value.solutionFiles ?? {},
    check: value.check ?? [],
    hints: value.hints ?? [],
    explain: value.explain,
    erratum: value.erratum,
    allowFailure: value.allowFailure ?? false,
  };
}

function commands(value: any): Command[] {
  if (value === undefined || value === null) return [];
  return [value].flat().map((entry: any): Command => {
    const { run, expect = {}, capture = {}, allowFailure = false, until } = typeof entry === 'string' ? { run: entry } : entry;
    return { run, expect, capture, allowFailure, until: until && { every: milliseconds(until.every ?? '10s'), tries: until.tries ?? 30 } };
  });
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `10s` is 10000. */
export function milliseconds(duration: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h)$/.exec(duration) ?? [];
  if (!unit) throw new Error(`"${duration}" is no duration: write it as 30s, 5m or 2h`);
  return Number(count) * UNITS[unit!]!;
}

export const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'step';

function nameOf(file: string): string {
  const base = basename(file).replace(/\.ya?ml$/, '');
  return slug(base === 'scenario' ? basename(dirname(file)) : base);
}

function readProblem(error: unknown, folder: boolean): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return folder ? 'the folder has no scenario.yaml' : 'there is no such file';
  if (code === 'EACCES') return 'the file may not be read';
  return error instanceof Error ? error.message : String(error);
}

function filesBeside(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? folder, entry.name);
    const name = relative(folder, path);
    if (entry.isFile() && name !== 'scenario.yaml') files[name] = readFileSync(path, 'utf8');
  }
  return files;
}
