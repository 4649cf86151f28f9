/** Controller revisions: the templates that a daemon set or stateful set has had. After k8s.io/kubernetes/pkg/controller/history. */
import { marshal } from '../../../../formats/gojson.ts';
import { equal, type JsonObject, type KubeObject } from '../../object.ts';
import type { ControllerContext } from '../types.ts';
import { hashOfData, hashOfTemplate } from './hash.ts';
import { claim, controllerRef } from './ownership.ts';

export const REVISIONS = 'controllerrevisions.apps';
/** The label with a revision's hash (stateful sets: its name) on pods, and of daemon sets on revisions. */
export const HASH_LABEL = 'controller-revision-hash';

interface Naming {
  /** The label with the hash on revisions. */
  label: string;
  hash(owner: KubeObject, data: JsonObject, minor: number): string;
}

/** A daemon set's revisions are named as replica sets are, a stateful set's after the text of their patch. */
const NAMING: Record<string, Naming> = {
  DaemonSet: { label: HASH_LABEL, hash: ({ spec, status }, _data, minor) => hashOfTemplate(spec.template, minor, status?.collisionCount) },
  StatefulSet: {
    label: 'controller.kubernetes.io/hash',
    hash: ({ status }, data) => hashOfData(marshal(data), status?.collisionCount ?? 0),
  },
};

const byNumber = (a: KubeObject, b: KubeObject): number => a.revision - b.revision;

export interface History {
  /** Of the present template. */
  current: KubeObject;
  /** All others, oldest first. */
  old: KubeObject[];
}

/** Finds or makes the revision of the present template, which then has the highest number. */
export function revisionsOf(context: ControllerContext, owner: KubeObject): History | undefined {
  const data = dataOf(owner);
  const all = claim(context, REVISIONS, owner).sort(byNumber);
  const next = (all.at(-1)?.revision ?? 0) + 1;
  const same = all.find((revision) => equal(revision.data, data));
  const old = all.filter((revision) => revision !== same);
  if (same && same === all.at(-1)) return { current: same, old };
  if (same) {
    const { code, body } = context.update(REVISIONS, { ...same, revision: next });
    return code === 200 ? { current: body as KubeObject, old } : undefined;
  }
  const { label, hash: hashOf } = NAMING[owner.kind!]!;
  const hash = hashOf(owner, data, context.versions.minor);
  const { code, body } = context.create(REVISIONS, {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${owner.metadata.name}-${hash}`,
      namespace: owner.metadata.namespace,
      labels: { ...owner.spec.template.metadata?.labels, [label]: hash },
      ...(owner.metadata.annotations ? { annotations: { ...owner.metadata.annotations } } : {}),
      ownerReferences: [controllerRef(owner)],
    },
    data,
    revision: next,
  });
  return code === 201 ? { current: body as KubeObject, old } : undefined;
}

/** The template as a patch that brings it back. */
function dataOf({ spec }: KubeObject): JsonObject {
  return { spec: { template: { $patch: 'replace', ...(spec.template as JsonObject) } } };
}

/** The template that a revision keeps. */
export function templateOf(revision: KubeObject): KubeObject {
  const { $patch: _patch, ...template } = revision.data.spec.template;
  return template as KubeObject;
}

/** Takes away the oldest revisions that nothing runs, but for so many as the history is long. */
export function trim(context: ControllerContext, owner: KubeObject, { old }: History, isLive: (revision: KubeObject) => boolean): void {
  const idle = old.filter((revision) => !isLive(revision));
  const surplus = idle.length - (owner.spec.revisionHistoryLimit ?? 10);
  for (const revision of idle.slice(0, Math.max(0, surplus))) context.remove(REVISIONS, revision);
}
