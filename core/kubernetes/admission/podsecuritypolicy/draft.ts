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
  mutations: Mutation[];
  /** The rule at work, for the mutations' sake. */
  rule: string;
}

/** Where a container stands in its pod. */
export interface Place {
  list: ContainerList;
  index: number;
}

export const draftOf = (pod: Pod): Draft => ({ pod, mutations: [], rule: '' });

export const containerAt = (pod: Pod, { list, index }: Place): Container => pod.spec[list]![index]!;
export const placePath = ({ list, index }: Place): Path => at(child('spec', list), index);

export function setSpec<K extends keyof PodSpec>(draft: Draft, field: K, value: PodSpec[K]): void {
  note(draft, child('spec', field as string), draft.pod.spec[field], value);
  draft.pod = { ...draft.pod, spec: { ...draft.pod.spec, [field]: value } };
}

export function setPodContext<K extends keyof PodContext>(draft: Draft, field: K, value: PodContext[K]): void {
  const context = draft.pod.spec.securityContext;
  note(draft, child('spec.securityContext', field), context?.[field], value);
  draft.pod = { ...draft.pod, spec: { ...draft.pod.spec, securityContext: { ...context, [field]: value } } };
}

export function setAnnotation(draft: Draft, key: string, value: string): void {
  const { metadata } = draft.pod;
  note(draft, at('metadata.annotations', key), metadata.annotations?.[key], value);
  draft.pod = { ...draft.pod, metadata: { ...metadata, annotations: { ...metadata.annotations, [key]: value } } };
}

export function setContainerContext<K extends keyof ContainerContext>(draft: Draft, place: Place, field: K, value: ContainerContext[K]): void {
  const container = containerAt(draft.pod, place);
  note(draft, child(placePath(place), 'securityContext', field), container.securityContext?.[field], value);
  const list = [...draft.pod.spec[place.list]!];
  list[place.index] = { ...container, securityContext: { ...container.securityContext, [field]: value } };
  draft.pod = { ...draft.pod, spec: { ...draft.pod.spec, [place.list]: list } };
}

function note(draft: Draft, field: Path, from: unknown, to: unknown): void {
  draft.mutations.push(from === undefined ? { rule: draft.rule, field, to } : { rule: draft.rule, field, from, to });
}
