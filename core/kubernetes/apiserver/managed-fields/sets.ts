/**
 * Sets of fields as a tree, and their form as FieldsV1: after sigs.k8s.io/structured-merge-diff/v4/fieldpath.
 * A step is spelled as FieldsV1 spells it: `f:name`, `k:{"name":"x"}`, `v:"x"`.
 */
import type { JsonObject, JsonValue } from '../../object.ts';

export interface FieldSet {
  /** The path that leads here is in the set itself. */
  isMember: boolean;
  children: Map<string, FieldSet>;
}

export const emptySet = (): FieldSet => ({ isMember: false, children: new Map() });
export const isEmpty = (set: FieldSet): boolean => !set.isMember && set.children.size === 0;

/** The node under that step, made where there is none. */
export function childOf(set: FieldSet, step: string): FieldSet {
  let child = set.children.get(step);
  if (!child) set.children.set(step, (child = emptySet()));
  return child;
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  const children = new Map(a.children);
  for (const [step, node] of b.children) {
    const mine = children.get(step);
    children.set(step, mine ? union(mine, node) : node);
  }
  return { isMember: a.isMember || b.isMember, children };
}

export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (inA, inB) => inA && !inB);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (inA, inB) => inA && inB);
}

/** Walks `a`; branches that hold nothing are left out. */
function combine(a: FieldSet, b: FieldSet | undefined, keep: (inA: boolean, inB: boolean) => boolean): FieldSet {
  const out: FieldSet = { isMember: keep(a.isMember, b?.isMember ?? false), children: new Map() };
  for (const [step, node] of a.children) {
    const rest = combine(node, b?.children.get(step), keep);
    if (!isEmpty(rest)) out.children.set(step, rest);
  }
  return out;
}

/** Every path of the set, as its steps. */
export function paths(set: FieldSet, steps: string[] = []): string[][] {
  const below = [...set.children].flatMap(([step, node]) => paths(node, [...steps, step]));
  return set.isMember ? [steps, ...below] : below;
}

export function has(set: FieldSet, steps: readonly string[]): boolean {
  let node: FieldSet | undefined = set;
  for (const step of steps) node = node?.children.get(step);
  return node?.isMember ?? false;
}

export function toFieldsV1(set: FieldSet): JsonObject {
  const out: JsonObject = {};
  if (set.isMember && set.children.size) out['.'] = {};
  for (const step of [...set.children.keys()].sort()) out[step] = toFieldsV1(set.children.get(step)!);
  return out;
}

export function fromFieldsV1(fields: JsonObject): FieldSet {
  const set = fromNode(fields);
  set.isMember = Object.hasOwn(fields, '.');
  return set;
}

function fromNode(fields: JsonObject): FieldSet {
  const keys = Object.keys(fields);
  const set: FieldSet = { isMember: keys.length === 0 || Object.hasOwn(fields, '.'), children: new Map() };
  for (const key of keys) if (key !== '.') set.children.set(key, fromNode(fields[key] as JsonObject));
  return set;
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
