/**
 * What goes with its owner: in the background after it, in the foreground before it, or not at all (orphans).
 * After k8s.io/kubernetes/pkg/controller/garbagecollector.
 */
import type { KubeObject, OwnerReference } from '../object.ts';
import { resourceKey, type Registry } from '../resources/registry.ts';
import type { Index } from './indexes.ts';
import { readKey, type Controller, type ControllerChange, type ControllerContext } from './types.ts';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';
/** They own nothing and nothing owns them, and there are many. */
const APART = new Set(['events']);

const indexes = new Map<string, Index>();

/** Objects of a resource by the uids of all their owners. */
function byOwner(resource: string): Index {
  let index = indexes.get(resource);
  if (!index) indexes.set(resource, (index = { resource, keysOf: ({ metadata }) => metadata.ownerReferences?.map((r) => r.uid) ?? [] }));
  return index;
}

interface Dependent {
  resource: string;
  object: KubeObject;
}

const ownsItself = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;
const referencesOf = (object: KubeObject): OwnerReference[] => object.metadata.ownerReferences ?? [];
const holds = ({ metadata }: KubeObject, finalizer: string): boolean =>
  Boolean(metadata.deletionTimestamp && metadata.finalizers?.includes(finalizer));

/** @param registry the resources of the cluster as it is now */
export function garbageCollector(registry: () => Registry): Controller {
  const resourceOf = ({ apiVersion, kind }: OwnerReference): string | undefined => {
    const [group, version] = apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion];
    const served = registry().findKind(group, version, kind);
    return served && resourceKey(served.resource);
  };

  function dependentsOf(uid: string, context: ControllerContext): Dependent[] {
    return registry()
      .resources.map(resourceKey)
      .filter((resource) => !APART.has(resource))
      .flatMap((resource) => context.indexed(byOwner(resource), uid).map((object) => ({ resource, object })));
  }

  /** The owner that a reference means; undefined where it is gone or another of that name. */
  function ownerOf(reference: OwnerReference, namespace: string, context: ControllerContext): KubeObject | undefined {
    const resource = resourceOf(reference);
    if (!resource) return undefined;
    const isNamespaced = registry().resource(resource)?.namespaced;
    const owner = context.get(resource, isNamespaced ? namespace : '', reference.name);
    return owner?.metadata.uid === reference.uid ? owner : undefined;
  }

  function keysOf({ resource, object, before }: ControllerChange): string[] {
    if (APART.has(resource)) return [];
    if (!object) return [`gone ${before!.metadata.uid}`, ...referencesOf(before!).flatMap((reference) => ownerKey(reference, before!))];
    if (!before) return object.metadata.ownerReferences ? [`dependent ${resource} ${ownsItself(object)}`] : [];
    return holds(object, ORPHAN) || holds(object, FOREGROUND) ? [`owner ${resource} ${ownsItself(object)}`] : [];
  }

  /** An owner that waits for this one to be gone may be told so. */
  function ownerKey(reference: OwnerReference, dependent: KubeObject): string[] {
    const resource = reference.blockOwnerDeletion ? resourceOf(reference) : undefined;
    if (!resource) return [];
    return [`owner ${resource} ${registry().resource(resource)?.namespaced ? dependent.metadata.namespace : ''}/${reference.name}`];
  }

  /** Deletes what no owner keeps; where one does, the references to those that are gone are taken away. */
  function collect({ resource, object }: Dependent, context: ControllerContext): void {
    const { namespace = '', deletionTimestamp, finalizers = [] } = object.metadata;
    if (deletionTimestamp) return;
    const references = referencesOf(object);
    // An owner of a kind that nobody serves cannot be looked for, so it may be there.
    const kept = references.filter((reference) => !resourceOf(reference) || ownerOf(reference, namespace, context));
    if (kept.length === references.length) return;
    if (kept.length > 0) return void context.update(resource, { ...object, metadata: { ...object.metadata, ownerReferences: kept } });
    const propagationPolicy = finalizers.includes(ORPHAN) ? 'Orphan' : finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background';
    context.remove(resource, object, { propagationPolicy });
  }

  function release(resource: string, owner: KubeObject, finalizer: string, context: ControllerContext): void {
    const finalizers = owner.metadata.finalizers!.filter((f) => f !== finalizer);
    context.update(resource, { ...owner, metadata: { ...owner.metadata, finalizers } });
  }

  function settleOwner(resource: string, owner: KubeObject, context: ControllerContext): void {
    const dependents = dependentsOf(owner.metadata.uid!, context);
    if (holds(owner, ORPHAN)) {
      for (const { resource: its, object } of dependents) {
        const { ownerReferences = [], ...metadata } = object.metadata;
        const others = ownerReferences.filter((r) => r.uid !== owner.metadata.uid);
        context.update(its, { ...object, metadata: others.length ? { ...metadata, ownerReferences: others } : metadata });
      }
      return release(resource, owner, ORPHAN, context);
    }
    if (!holds(owner, FOREGROUND)) return;
    for (const { resource: its, object } of dependents) {
      const others = referencesOf(object).filter(
        (r) => r.uid !== owner.metadata.uid && ownerOf(r, object.metadata.namespace ?? '', context),
      );
      if (!object.metadata.deletionTimestamp && others.length === 0) {
        const isOwner = dependentsOf(object.metadata.uid!, context).length > 0;
        context.remove(its, object, { propagationPolicy: isOwner ? 'Foreground' : 'Background' });
      }
    }
    const isBlocked = dependentsOf(owner.metadata.uid!, context).some(({ object }) =>
      referencesOf(object).some((r) => r.uid === owner.metadata.uid && r.blockOwnerDeletion),
    );
    const current = context.get(resource, owner.metadata.namespace ?? '', owner.metadata.name!);
    if (!isBlocked && current && holds(current, FOREGROUND)) release(resource, current, FOREGROUND, context);
  }

  return {
    name: 'garbage-collector',
    user: 'system:serviceaccount:kube-system:generic-garbage-collector',
    watches: ['*'],
    keysOf,
    reconcile(key, context) {
      const [what, resource, place = ''] = key.split(' ') as [string, string, string?];
      if (what === 'gone') {
        for (const dependent of dependentsOf(resource, context)) collect(dependent, context);
        return;
      }
      const { namespace, name } = readKey(place);
      const object = context.get(resource, namespace, name);
      if (!object) return;
      if (what === 'dependent') collect({ resource, object }, context);
      else settleOwner(resource, object, context);
    },
  };
}
