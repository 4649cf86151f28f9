/**
 * Sets of fields, in the form in which objects carry them: FieldsV1. After sigs.k8s.io/structured-merge-diff/v4/fieldpath.
 * A step is spelled `f:name`, `k:{"name":"x"}`, `v:"x"`. What a step leads to is in the set if it has no steps of its own, or the step `.`;
 * only the whole of a set may have no steps without being in anything. Sets are never changed once made, and share what they have in common.
 */
import type { JsonObject, JsonValue } from '../../object.ts';

export interface FieldSet {
  [step: string]: FieldSet;
}

/** The step that says of a node with others that it is in the set itself. */
const SELF = '.';

export const emptySet = (): FieldSet => ({});

export function isEmpty(set: FieldSet): boolean {
  for (const _ in set) return false;
  return true;
}

/** Whether what a step leads to is in the set itself. */
export const isMember = (node: FieldSet): boolean => Object.hasOwn(node, SELF) || isEmpty(node);

/** The node as a member, whatever it has below. */
export const asMember = (node: FieldSet): FieldSet => (isMember(node) ? node : { [SELF]: {}, ...node });

/** Adds a path to a set in the making; what lies below it came before. */
export function insert(set: FieldSet, path: readonly string[]): void {
  let node = set;
  let isNew = false;
  for (const step of path) {
    isNew = !Object.hasOwn(node, step);
    node = isNew ? (node[step] = {}) : node[step]!;
  }
  if (!isNew) node[SELF] = {};
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(b)) return a;
  return isEmpty(a) ? b : join(a, b);
}

/** Two nodes in one, its steps in order. */
function join(a: FieldSet, b: FieldSet): FieldSet {
  const out: FieldSet = {};
  const all: FieldSet = { ...a, ...b, ...(isEmpty(a) === isEmpty(b) ? {} : { [SELF]: {} }) };
  for (const step of Object.keys(all).sort()) out[step] = a[step] && b[step] ? join(a[step], b[step]) : all[step]!;
  return out;
}

/** What of `a` is not in `b`: itself where nothing is. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  const out: FieldSet = {};
  let isSame = true;
  for (const step in a) {
    const rest = b[step] ? remainder(a[step]!, b[step]) : a[step];
    if (rest) out[step] = rest;
    if (rest !== a[step]) isSame = false;
  }
  return isSame ? a : out;
}

/** What is left of a node; undefined where nothing is. */
function remainder(a: FieldSet, b: FieldSet): FieldSet | undefined {
  if (isEmpty(a)) return isMember(b) ? undefined : a;
  const left = difference(a, isEmpty(b) ? { [SELF]: {} } : b);
  return isEmpty(left) ? undefined : simplest(left);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const out: FieldSet = {};
  for (const step in a) {
    const common = b[step] && inBoth(a[step]!, b[step]);
    if (common) out[step] = common;
  }
  return out;
}

/** What two nodes have in common; undefined where nothing is. */
function inBoth(a: FieldSet, b: FieldSet): FieldSet | undefined {
  const below = intersection(a, b);
  if (isMember(a) && isMember(b)) return isEmpty(below) ? below : simplest({ [SELF]: {}, ...below });
  return isEmpty(below) ? undefined : below;
}

/** A member without steps needs not say that it is one. */
function simplest(node: FieldSet): FieldSet {
  for (const step in node) if (step !== SELF) return node;
  return {};
}

/** The set with all steps in order, as it is written. */
export function inOrder(set: FieldSet): FieldSet {
  const out: FieldSet = {};
  for (const step of Object.keys(set).sort()) out[step] = inOrder(set[step]!);
  return out;
}

/** Every path of the set, as its steps. */
export function paths(set: FieldSet): string[][] {
  return Object.keys(set).flatMap((step) => {
    if (step === SELF) return [];
    const below = paths(set[step]!).map((path) => [step, ...path]);
    return isMember(set[step]!) ? [[step], ...below] : below;
  });
}

/** `.spec.containers[name="a"].image` (fieldpath.Path.String). */
export function pathText(steps: readonly string[]): string {
  return steps.map(stepText).join('');
}

function stepText(step: string): string {
  const rest = step.slice(2);
  if (step.startsWith('f:')) return `.${rest}`;
  if (step.startsWith('v:')) return `[=${goScalar(JSON.parse(rest) as JsonValue)}]`;
  const keys = JSON.parse(rest) as JsonObject;
  return `[${Object.entries(keys)
    .map(([key, value]) => `${key}=${goScalar(value)}`)
    .join(',')}]`;
}

const goScalar = (value: JsonValue): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));
