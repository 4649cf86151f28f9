/** Taints as words on the command line: `key=value:Effect`, `key:Effect-`, `key-`. After k8s.io/kubectl/pkg/cmd/taint/utils.go. */
import { labelValue, qualifiedName } from '../../../core/kubernetes/resources/validation/names.ts';
import { CliError, reduceErrors, UsageError } from '../frame/errors.ts';

export interface Taint {
  key: string;
  value?: string;
  effect: string;
}

export interface TaintChanges {
  add: Taint[];
  /** Without an effect: whatever the effect. */
  remove: Taint[];
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function parseTaints(words: readonly string[]): TaintChanges {
  const changes: TaintChanges = { add: [], remove: [] };
  for (const word of words) {
    if (word.endsWith('-')) {
      const { key, effect } = parseTaint(word.slice(0, -1));
      changes.remove.push({ key, effect });
      continue;
    }
    const taint = parseTaint(word);
    if (!taint.effect) throw new UsageError(`invalid taint spec: ${word}`);
    if (changes.add.some((other) => isSame(other, taint))) {
      throw new UsageError(`duplicated taints with the same key and effect: {${taint.key} ${taint.value ?? ''} ${taint.effect} <nil>}`);
    }
    changes.add.push(taint);
  }
  return changes;
}

function parseTaint(text: string): Taint {
  const invalid = (why?: string) => new UsageError(`invalid taint spec: ${text}${why ? `, ${why}` : ''}`);
  const [body = '', effect, ...more] = text.split(':');
  if (more.length) throw invalid();
  if (effect !== undefined && !EFFECTS.includes(effect)) throw new UsageError(`invalid taint effect: ${effect}, unsupported taint effect`);
  const [key = '', value, ...rest] = effect === undefined ? [body] : body.split('=');
  if (rest.length) throw invalid();
  const valueErrors = value === undefined ? [] : labelValue(value);
  if (valueErrors.length) throw invalid(valueErrors.join('; '));
  const keyErrors = qualifiedName(key);
  if (keyErrors.length) throw invalid(keyErrors.join('; '));
  return { key, ...(value ? { value } : {}), effect: effect ?? '' };
}

const isSame = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect;
const isMeant = (removed: Taint, taint: Taint): boolean =>
  removed.key === taint.key && (!removed.effect || removed.effect === taint.effect);

/** Refuses what would be set and removed at once. */
export function refuseContradictions({ add, remove }: TaintChanges): void {
  const both = add.flatMap((taint) => remove.filter((removed) => isMeant(removed, taint)));
  if (!both.length) return;
  const list = both.map(({ key, effect }) => `{${JSON.stringify(key)}:${JSON.stringify(effect)}}`).join(', ');
  throw new CliError(`can not both modify and remove the following taint(s) in the same command: ${list}`);
}

/** The taints of a node after the changes, and what has been done in a word. */
export function changeTaints(
  node: string,
  before: readonly Taint[],
  { add, remove }: TaintChanges,
  overwrite: boolean,
): { taints: Taint[]; operation: string } {
  const existing = add.filter((taint) => before.some((other) => isSame(other, taint)));
  if (!overwrite && existing.length)
    throw new CliError(
      `node ${node} already has ${existing.map(({ key }) => key).join(',')} taint(s) with same effect(s) and --overwrite is false`,
    );
  const all = [...add, ...before.filter((taint) => !add.some((other) => isSame(other, taint)))];
  const missing = remove.filter((removed) => !all.some((taint) => isMeant(removed, taint)));
  const error = reduceErrors(
    missing.map(({ key, effect }) => new CliError(`taint ${JSON.stringify(effect ? `${key}:${effect}` : key)} not found`)),
  );
  if (error) throw error;
  const added = all.length !== before.length;
  const taints = all.filter((taint) => !remove.some((removed) => isMeant(removed, taint)));
  if (overwrite || (added && remove.length)) return { taints, operation: 'modified' };
  return { taints, operation: added ? 'tainted' : 'untainted' };
}
