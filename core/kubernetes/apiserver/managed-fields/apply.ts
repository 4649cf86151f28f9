/** Server-side apply: after structured-merge-diff/v4/merge/update.go Apply. */
import { applyConflict } from '../errors.ts';
import { copy, equal, type JsonObject, type JsonValue } from '../../object.ts';
import { difference, emptySet, inOrder, intersection, isEmpty, isMember, pathText, paths, union, type FieldSet } from './sets.ts';
import { settled, type Shape } from './shapes.ts';
import { compare, fieldSet, isMap, isNothing, itemStep } from './typed.ts';
import type { Manager } from './index.ts';

export interface ApplyRequest {
  live: JsonObject;
  config: JsonObject;
  shape: Shape;
  managers: Manager[];
  /** The entry that the apply makes or renews; its set is filled in here. */
  entry: Omit<Manager, 'set'>;
  unmanaged: FieldSet;
  force: boolean;
}

/** The object with the configuration applied, and who manages what then. @throws Conflict */
export function applyConfiguration({ live, config, shape, managers, entry, unmanaged, force }: ApplyRequest): {
  object: JsonObject;
  managers: Manager[];
} {
  const isOwn = (m: Manager): boolean => m.operation === 'Apply' && m.manager === entry.manager;
  const last = managers.find(isOwn)?.set ?? emptySet();
  const set = inOrder(difference(fieldSet(config, shape), unmanaged));
  let object = merge(copy(live), config, shape) as JsonObject;
  const others = managers.filter((m) => !isOwn(m));
  const stillOwned = others.reduce((all, m) => union(all, m.set), set);
  object = prune(object, difference(last, stillOwned), shape) as JsonObject;

  const { added, modified, removed } = compare(live, object, shape);
  const taken = union(added, modified);
  const conflicts = others.map((m) => ({ manager: m, set: intersection(m.set, taken) })).filter((c) => !isEmpty(c.set));
  if (conflicts.length && !force) throw conflictError(conflicts);
  const lost = union(taken, removed);
  const isSame = equal(live, object) && managers.some((m) => isOwn(m) && equalSets(m.set, set));
  const own: Manager = isSame ? managers.find(isOwn)! : { ...entry, set };
  return { object, managers: [...others.map((m) => ({ ...m, set: difference(m.set, lost) })), own] };
}

const equalSets = (a: FieldSet, b: FieldSet): boolean => isEmpty(difference(a, b)) && isEmpty(difference(b, a));

function conflictError(conflicts: { manager: Manager; set: FieldSet }[]): Error {
  const found = conflicts.flatMap(({ manager, set }) =>
    paths(set).map((path) => ({ manager: managerText(manager), field: pathText(path) })),
  );
  const causes = found.map(({ manager, field }) => ({ message: `conflict with ${manager}`, field }));
  if (found.length === 1)
    return applyConflict(`Apply failed with 1 conflict: conflict with ${found[0]!.manager}: ${found[0]!.field}`, causes);
  const names = [...new Set(found.map((f) => f.manager))].sort();
  const lines = names.flatMap((name) => [`conflicts with ${name}:`, ...found.filter((f) => f.manager === name).map((f) => `- ${f.field}`)]);
  return applyConflict(`Apply failed with ${found.length} conflicts: ${lines.join('\n')}`, causes);
}

const managerText = ({ manager, operation, apiVersion }: Manager): string =>
  operation === 'Update' ? `${JSON.stringify(manager)} using ${apiVersion}` : JSON.stringify(manager);

/** Lays the configuration over what is there; items of keyed lists keep their places, new ones go last. */
function merge(live: JsonValue | undefined, config: JsonValue, given: Shape): JsonValue {
  const shape = settled(given, live, config);
  if (live === undefined || live === null) return config;
  if (shape.kind === 'list' && Array.isArray(live) && Array.isArray(config)) return mergeLists(live, config, shape);
  if (shape.kind !== 'map' || !isMap(live) || !isMap(config)) return config;
  for (const [key, value] of Object.entries(config)) live[key] = merge(live[key], value, shape.field(key));
  return live;
}

function mergeLists(live: JsonValue[], config: JsonValue[], { keys, item: inner }: Extract<Shape, { kind: 'list' }>): JsonValue[] {
  const out = [...live];
  const places = new Map(live.map((item, i) => [itemStep(item, keys), i]));
  for (const item of config) {
    const at = places.get(itemStep(item, keys));
    if (at === undefined) out.push(item);
    else out[at] = merge(out[at], item, inner);
  }
  return out;
}

/** Takes out what the applier no longer sets and nobody else does. */
function prune(value: JsonValue, gone: FieldSet, given: Shape): JsonValue {
  const shape = settled(given, value);
  if (isEmpty(gone)) return value;
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((item) => {
      const step = itemStep(item, shape.keys);
      const node = gone[step];
      if (!node) return [item];
      return isMember(node) ? [] : [prune(item, node, shape.item)];
    });
  }
  if (shape.kind !== 'map' || !isMap(value)) return value;
  for (const [step, node] of Object.entries(gone)) {
    const key = step.slice(2);
    if (!Object.hasOwn(value, key)) continue;
    if (isEmpty(node)) delete value[key];
    else {
      value[key] = prune(value[key]!, node, shape.field(key));
      if (isMember(node) && isNothing(value[key])) delete value[key];
    }
  }
  return value;
}
