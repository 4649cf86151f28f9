/** Compares an output with what a scenario expects. Pure but for JMESPath and YAML, which are libraries. */
import jmespath from 'jmespath';
import { parse as parseYaml } from 'yaml';
import type { Expectation, Matcher } from './types.ts';

export interface Outcome {
  stdout: string;
  stderr: string;
  code: number;
}

/** One way in which an outcome differs. */
export interface Deviation {
  /** code, stdout or stderr. */
  what: string;
  expected: string;
  got: string;
  /** What kind of comparison failed: exact, table, ... */
  how: string;
}

export function compare(outcome: Outcome, expectation: Expectation): Deviation[] {
  const deviations: Deviation[] = [];
  const code = expectation.code ?? 0;
  if (outcome.code !== code) deviations.push({ what: 'code', how: 'exact', expected: String(code), got: String(outcome.code) });
  for (const what of ['stdout', 'stderr'] as const) {
    const matcher = expectation[what];
    if (matcher !== undefined) deviations.push(...match(outcome[what], matcher).map((d) => ({ what, ...d })));
  }
  return deviations;
}

type Difference = Omit<Deviation, 'what'>;
type Way = (got: string, wanted: any) => Difference[];

export function match(got: string, matcher: Matcher): Difference[] {
  if (typeof matcher === 'string') return WAYS.exact!(got, matcher);
  return Object.entries(matcher).flatMap(([way, wanted]) => WAYS[way]!(got, wanted).map((d) => d));
}

const trimmed = (text: string): string => text.replace(/\n+$/, '');
const differs = (how: string, expected: string, got: string): Difference[] => [{ how, expected, got }];

/** One function a key of the matcher. */
const WAYS: Record<string, Way> = {
  exact: (got, wanted) => (trimmed(got) === trimmed(wanted) ? [] : differs('exact', trimmed(wanted), trimmed(got))),
  contains: (got, wanted) =>
    [wanted]
      .flat()
      .filter((w: string) => !got.includes(w))
      .flatMap((w: string) => differs('contains', w, trimmed(got))),
  excludes: (got, wanted) =>
    [wanted]
      .flat()
      .filter((w: string) => got.includes(w))
      .flatMap((w: string) => differs('excludes', `no ${w}`, trimmed(got))),
  regex: (got, wanted) => (new RegExp(wanted, 'm').test(got) ? [] : differs('regex', wanted, trimmed(got))),
  lines: (got, wanted) =>
    matchLines(trimmed(got).split('\n'), trimmed(wanted).split('\n')) ? [] : differs('lines', trimmed(wanted), trimmed(got)),
  table: (got, wanted) => (matchTable(cells(got), cells(wanted)) ? [] : differs('table', trimmed(wanted), trimmed(got))),
  json: (got, wanted) => matchValue('json', () => JSON.parse(got), got, wanted),
  yaml: (got, wanted) => matchValue('yaml', () => parseYaml(got), got, wanted),
  jmespath: (got, wanted) => matchJmespath(got, wanted),
  empty: (got, wanted) =>
    (trimmed(got) === '') === wanted ? [] : differs('empty', wanted ? '(nothing)' : '(something)', trimmed(got) || '(nothing)'),
};

/** `...` on a line of its own stands for any lines, `[..]` inside a line for any characters. */
export function matchLines(got: string[], wanted: string[]): boolean {
  const patterns = wanted.map((line) => (line.trim() === '...' ? undefined : wildcard(line)));
  // reach[j]: the lines so far can be matched by the first j patterns.
  let reach = start(patterns);
  for (const line of got) {
    const next = patterns.map(() => false).concat(false);
    for (let j = 0; j < patterns.length; j++) {
      const pattern = patterns[j];
      if (pattern === undefined) next[j + 1] ||= reach[j + 1]! || reach[j]!;
      else if (reach[j] && pattern.test(line)) next[j + 1] = true;
      if (pattern === undefined && next[j]) next[j + 1] = true;
    }
    reach = next;
  }
  return reach[patterns.length]!;
}

function start(patterns: (RegExp | undefined)[]): boolean[] {
  const reach = [true];
  patterns.forEach((pattern, j) => reach.push(reach[j]! && pattern === undefined));
  return reach;
}

const wildcard = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('[..]')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    's',
  );

/** Rows of cells. The header's word starts are the columns, so that empty cells count; az's rule of dashes is left out. */
export function cells(table: string): string[][] {
  const rows = trimmed(table)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^[-\s]+$/.test(line));
  const header = rows[0] ?? '';
  const starts = [...header.matchAll(/(?:^|(?<=\s\s)|(?<=\t))\S/g)].map((m) => m.index);
  return rows.map((row) => starts.map((from, i) => row.slice(from, starts[i + 1]).trim()));
}

function matchTable(got: string[][], wanted: string[][]): boolean {
  return (
    got.length === wanted.length &&
    wanted.every((row, i) => row.length === got[i]!.length && row.every((cell, j) => wildcard(cell).test(got[i]![j]!)))
  );
}

function matchValue(how: string, read: () => unknown, got: string, wanted: unknown): Difference[] {
  let value: unknown;
  try {
    value = read();
  } catch {
    return differs(how, shown(wanted), `not ${how.toUpperCase()}: ${trimmed(got)}`);
  }
  return contains(value, wanted) ? [] : differs(how, shown(wanted), shown(value));
}

/** Whether `value` contains `wanted`: objects may have more keys, lists match item by item, texts may use `[..]`. */
export function contains(value: unknown, wanted: unknown): boolean {
  if (typeof wanted === 'string') return typeof value === 'string' && wildcard(wanted).test(value);
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  if (Array.isArray(wanted))
    return Array.isArray(value) && value.length === wanted.length && wanted.every((item, i) => contains(value[i], item));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(wanted).every(([key, item]) => (item === null ? (value as any)[key] == null : contains((value as any)[key], item)));
}

function matchJmespath(got: string, wanted: Record<string, unknown>): Difference[] {
  let value: unknown;
  try {
    value = JSON.parse(got);
  } catch {
    return differs('jmespath', shown(wanted), `not JSON: ${trimmed(got)}`);
  }
  return Object.entries(wanted).flatMap(([expression, item]) => {
    const found = search(value, expression);
    return contains(found, item) ? [] : differs('jmespath', `${expression} = ${shown(item)}`, `${expression} = ${shown(found)}`);
  });
}

export function search(value: unknown, expression: string): unknown {
  try {
    return jmespath.search(value, expression);
  } catch (error) {
    return `(${error instanceof Error ? error.message : String(error)})`;
  }
}

const shown = (value: unknown): string => JSON.stringify(value, null, 2) ?? 'nothing';
