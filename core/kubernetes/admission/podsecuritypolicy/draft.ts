/**
 * A pod that a policy is filling in. The pod handed in is never changed: the first default that is set copies what lies on its path,
 * so that a policy which sets nothing costs no copy, and whether anything changed need not be found out by comparing.
 */
import { at, child, type Path } from '../../field.ts';
import type { Container, ContainerContext, ContainerList, Pod, PodContext, PodSpec } from './policy.ts';

/** One thing that a policy set: `{ rule: 'runAsUser', field: 'spec.containers[0].securityContext.runAsUser', to: 1000 }`. */
export interface Mutation {
  rule: string;
  field: Path;
  from?: unknown;
  to: unknown;
}

export interface Draft {
  /** The original until something is set. */
  pod: Pod;
  notes: Note[];
  /** The rule at work, for the notes' sake. */
  rule: string;
  /** What was copied already, and may be written to. */
  own: Set<object>;
}

/** A mutation whose field has not been put into words yet: most are never shown. */
interface Note {
  rule: string;
  field: () => Path;
  from: unknown;
  to: unknown;
}

/** Where a container stands in its pod. */
export interface Place {
  list: ContainerList;
  index: number;
}

export const draftOf = (pod: Pod): Draft => ({ pod, notes: [], rule: '', own: new Set() });

export const isChanged = ({ notes }: Draft): boolean => notes.length > 0;

export const mutationsOf = ({ notes }: Draft): Mutation[] =>
  notes.map(({ rule, field, from, to }) => (from === undefined ? { rule, field: field(), to } : { rule, field: field(), from, to }));

export const containerAt = (pod: Pod, { list, index }: Place): Container => pod.spec[list]![index]!;
export const placePath = ({ list, index }: Place): Path => at(child('spec', list), index);

export function setSpec<K extends keyof PodSpec>(draft: Draft, field: K, value: PodSpec[K]): void {
  const spec = ownSpec(draft);
  note(draft, () => child('spec', field as string), spec[field], value);
  spec[field] = value;
}

export function setPodContext<K extends keyof PodContext>(draft: Draft, field: K, value: PodContext[K]): void {
  const context = ownChild(draft, ownSpec(draft), 'securityContext');
  note(draft, () => child('spec.securityContext', field), context[field], value);
  context[field] = value;
}

export function setAnnotation(draft: Draft, key: string, value: string): void {
  const annotations = ownChild(draft, ownChild(draft, ownPod(draft), 'metadata'), 'annotations');
  note(draft, () => at('metadata.annotations', key), annotations[key], value);
  annotations[key] = value;
}

export function setContainerContext<K extends keyof ContainerContext>(
  draft: Draft,
  place: Place,
  field: K,
  value: ContainerContext[K],
): void {
  const spec = ownSpec(draft);
  let list = spec[place.list]!;
  if (!draft.own.has(list)) draft.own.add((list = spec[place.list] = [...list]));
  const context = ownChild(draft, ownChild(draft, list, place.index), 'securityContext');
  note(draft, () => child(placePath(place), 'securityContext', field), context[field], value);
  context[field] = value;
}

function ownPod(draft: Draft): Pod {
  if (!draft.own.has(draft.pod)) draft.own.add((draft.pod = { ...draft.pod }));
  return draft.pod;
}

const ownSpec = (draft: Draft): PodSpec => ownChild(draft, ownPod(draft), 'spec');

/** A part that may be written to, in an owner that may be: copied the first time, made where there is none. */
function ownChild<Owner extends object, K extends keyof Owner>(draft: Draft, owner: Owner, key: K): NonNullable<Owner[K]> {
  const present = owner[key];
  if (present && draft.own.has(present)) return present;
  const copy = { ...present } as NonNullable<Owner[K]>;
  owner[key] = copy;
  draft.own.add(copy);
  return copy;
}

function note({ rule, notes }: Draft, field: () => Path, from: unknown, to: unknown): void {
  notes.push({ rule, field, from, to });
}
