/** Controllers and what is theirs. After k8s.io/kubernetes/pkg/controller/controller_ref_manager.go. */
import type { KubeObject, OwnerReference } from '../../object.ts';
import { isEmptySelector, selects } from '../../resources/validation/labels.ts';
import type { Index } from '../indexes.ts';
import type { ControllerChange, ControllerContext } from '../types.ts';

/** The reference with which an object says that this is its controller. */
export function controllerRef(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name!,
    uid: owner.metadata.uid!,
    controller: true,
    blockOwnerDeletion: true,
  };
}

export const controllerOf = (object: KubeObject | undefined): OwnerReference | undefined =>
  object?.metadata.ownerReferences?.find((r) => r.controller);

const orphanIndexes = new Map<string, Index>();

/** Objects without a controller, by namespace. */
function orphans(resource: string): Index {
  let index = orphanIndexes.get(resource);
  if (!index) {
    index = { resource, keysOf: (object) => (controllerOf(object) ? [] : [object.metadata.namespace ?? '']) };
    orphanIndexes.set(resource, index);
  }
  return index;
}

/** What the owner controls, after it has adopted what it selects and nobody controls, and let go of what it no longer selects. */
export function claim(context: ControllerContext, resource: string, owner: KubeObject): KubeObject[] {
  const { selector } = owner.spec;
  const labelSelector = owner.kind === 'ReplicationController' ? { matchLabels: selector } : selector;
  const own: KubeObject[] = [];
  for (const object of context.ownedBy(resource, owner.metadata.uid!)) {
    if (selects(labelSelector, object.metadata.labels) || owner.metadata.deletionTimestamp) own.push(object);
    else release(context, resource, object, owner);
  }
  if (owner.metadata.deletionTimestamp || isEmptySelector(labelSelector)) return own;
  for (const object of context.indexed(orphans(resource), owner.metadata.namespace!)) {
    if (
      object.metadata.deletionTimestamp ||
      object.status?.phase === 'Succeeded' ||
      object.status?.phase === 'Failed' ||
      !selects(labelSelector, object.metadata.labels)
    )
      continue;
    const ownerReferences = [...(object.metadata.ownerReferences ?? []), controllerRef(owner)];
    const { code, body } = context.patch(resource, object, {
      metadata: { uid: object.metadata.uid!, ownerReferences: ownerReferences as never },
    });
    if (code === 200) own.push(body as KubeObject);
  }
  return own;
}

function release(context: ControllerContext, resource: string, object: KubeObject, owner: KubeObject): void {
  const others = object.metadata.ownerReferences?.filter((r) => r.uid !== owner.metadata.uid) ?? [];
  context.patch(resource, object, { metadata: { uid: object.metadata.uid!, ownerReferences: others.length ? (others as never) : null } });
}

/** The keys of a dependent's controller of that kind, before and after a change; of whoever selects it where nobody controls it. */
export function ownerKeys({ object, before }: ControllerChange, kind: string, context: ControllerContext, resource: string): string[] {
  const keys = new Set<string>();
  for (const it of [object, before]) {
    const ref = controllerOf(it);
    if (ref?.kind === kind) keys.add(`${it!.metadata.namespace}/${ref.name}`);
  }
  if (object && !controllerOf(object) && object.metadata.labels && !sameLabels(object, before)) {
    for (const owner of context.list(resource, object.metadata.namespace)) {
      const selector = kind === 'ReplicationController' ? { matchLabels: owner.spec.selector } : owner.spec.selector;
      if (selects(selector, object.metadata.labels)) keys.add(`${owner.metadata.namespace}/${owner.metadata.name}`);
    }
  }
  return [...keys];
}

const sameLabels = (a: KubeObject, b: KubeObject | undefined): boolean =>
  b !== undefined && !controllerOf(b) && a.metadata.labels === b.metadata.labels;
