import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What playing one recorded case showed. */
export interface Result {
  id: string;
  /** What differs; undefined where nothing does. */
  problem?: string;
}

/** A set of recordings with the player of it. */
export interface Suite {
  name: string;
  /** Plays the recordings, of another file where one is named. */
  play(path?: string): Promise<Result[]>;
  /** Plays a copy of which `count` answers were altered; gives the ids that were. */
  playAltered(count: number): Promise<{ altered: string[]; results: Result[] }>;
}

export interface Verdict {
  passed: string[];
  declared: string[];
  /** With what is wrong: an undeclared difference, or a declared one that has healed. */
  failed: { id: string; why: string }[];
}

interface Divergence {
  suite: string;
  id: string;
  reason: string;
}

const DIVERGENCES = new URL('divergences.yaml', import.meta.url);

export const divergencesOf = (suite: string): Map<string, string> =>
  new Map(
    (parse(readFileSync(DIVERGENCES, 'utf8')) as Divergence[]).filter((one) => one.suite === suite).map((one) => [one.id, one.reason]),
  );

/** Holds results against the declared divergences. */
export function judge(results: Result[], declared: ReadonlyMap<string, string>): Verdict {
  const verdict: Verdict = { passed: [], declared: [], failed: [] };
  for (const { id, problem } of results) {
    if (problem === undefined && !declared.has(id)) verdict.passed.push(id);
    else if (problem === undefined)
      verdict.failed.push({ id, why: 'declared as a divergence, but it is equal now: take it out of divergences.yaml' });
    else if (declared.has(id)) verdict.declared.push(id);
    else verdict.failed.push({ id, why: problem });
  }
  return verdict;
}

export const summary = ({ passed, declared, failed }: Verdict): string =>
  `${passed.length} passed, ${declared.length} declared, ${failed.length} failed`;
