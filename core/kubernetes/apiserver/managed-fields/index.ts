/** Who set which field: metadata.managedFields. After k8s.io/apiserver/pkg/endpoints/handlers/fieldmanager. */
import { timestamp } from '../../../clock.ts';
import type { JsonObject, JsonValue, KubeObject } from '../../object.ts';
import { typeOf } from '../../schema/index.ts';
import { managerOf } from '../options.ts';
import type { ResourceDefinition } from '../../resources/types.ts';
import type { ResourceCall } from '../server.ts';
import { difference, emptySet, inOrder, isEmpty, union, type FieldSet } from './sets.ts';
import { capUpdates } from './cap.ts';
import { shapeOfCustomResource, shapeOfType, zeroOf, type Shape } from './shapes.ts';
import { compare } from './typed.ts';

export interface Manager {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time: string;
  set: FieldSet;
}

/** Metadata that belongs to nobody (stripmeta.go). */
export const UNMANAGED: FieldSet = {
  'f:apiVersion': {},
  'f:kind': {},
  'f:metadata': {
    '.': {},
    'f:name': {},
    'f:namespace': {},
    'f:creationTimestamp': {},
    'f:selfLink': {},
    'f:uid': {},
    'f:clusterName': {},
    'f:generation': {},
    'f:managedFields': {},
    'f:resourceVersion': {},
  },
};

/** How a kind is walked, and its zero value: what a new object's fields count as added to. */
export interface Tracked {
  shape: Shape;
  zero: JsonObject;
}

/** By definition of the resource: a changed custom resource definition is another one. */
const known = new WeakMap<ResourceDefinition, Tracked>();

export function tracked({ served: { resource } }: ResourceCall): Tracked {
  let found = known.get(resource);
  if (!found) {
    const type = typeOf({ group: resource.group, version: resource.storageVersion, kind: resource.kind });
    found = type ? { shape: shapeOfType(type.name), zero: zeroOf(type.name) } : { shape: shapeOfCustomResource(resource.schema), zero: {} };
    known.set(resource, found);
  }
  return found;
}

/** Only what the server itself wrote counts on a new object. */
export function ownManagedFields(object: KubeObject): void {
  delete object.metadata.managedFields;
}

export function readManagers(object: KubeObject): Manager[] {
  return (object.metadata.managedFields ?? []).map((entry: any) => ({
    manager: entry.manager ?? '',
    operation: entry.operation,
    apiVersion: entry.apiVersion,
    time: entry.time,
    set: entry.fieldsV1 ?? {},
  }));
}

export function writeManagers(object: KubeObject, managers: Manager[]): void {
  const kept = managers.filter((m) => !isEmpty(m.set)).sort(byOperationTimeName);
  if (kept.length === 0) {
    delete object.metadata.managedFields;
    return;
  }
  object.metadata.managedFields = kept.map(({ set, manager, operation, apiVersion, time }) => ({
    manager,
    operation,
    apiVersion,
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: set,
  }));
}

function byOperationTimeName(a: Manager, b: Manager): number {
  for (const key of ['operation', 'time', 'manager', 'apiVersion'] as const) {
    if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  }
  return 0;
}

/**
 * Credits what a create or update sets to its manager and takes it from all others. `live` is what is stored, undefined on create.
 * An object that nobody is known to manage stays so.
 */
export function recordUpdate(call: ResourceCall, object: KubeObject, live: KubeObject | undefined): void {
  const sent = object.metadata.managedFields;
  if (sent?.length === 1 && Object.keys(sent[0]!).length === 0) return ownManagedFields(object);
  const source = sent?.length ? object : (live ?? object);
  if (live && !source.metadata.managedFields?.length) return;
  const { shape, zero } = tracked(call);
  const { added, modified, removed } = compare((live ?? zero) as JsonValue, object as JsonValue, shape);
  const taken = difference(union(added, modified), UNMANAGED);
  const lost = union(taken, removed);
  if (isEmpty(lost)) {
    if (source.metadata.managedFields) object.metadata.managedFields = source.metadata.managedFields;
    return;
  }
  const others = readManagers(source).map((m) => ({ ...m, set: difference(m.set, lost) }));
  const entry: Manager = {
    manager: managerOf(call),
    operation: 'Update',
    apiVersion: object.apiVersion,
    time: timestamp(call.server.clock.now()),
    set: inOrder(taken),
  };
  writeManagers(object, capUpdates(isEmpty(taken) ? others : credit(others, entry)));
}

/** Who owned an object before it was first applied, where nobody is known to (skipnonapplied.go). */
export function beforeFirstApply(call: ResourceCall, live: KubeObject): Manager[] {
  const { shape, zero } = tracked(call);
  const { added, modified } = compare(zero, live as JsonValue, shape);
  const set = difference(union(added, modified), UNMANAGED);
  return isEmpty(set)
    ? []
    : [
        {
          manager: 'before-first-apply',
          operation: 'Update',
          apiVersion: live.apiVersion,
          time: timestamp(call.server.clock.now()),
          set: inOrder(set),
        },
      ];
}

/** Adds fields to the entry of that manager, operation and version; its time is that of its last change. */
function credit(managers: Manager[], entry: Manager): Manager[] {
  const isSame = (m: Manager): boolean =>
    m.manager === entry.manager && m.operation === entry.operation && m.apiVersion === entry.apiVersion;
  const own = managers.find(isSame);
  return [...managers.filter((m) => !isSame(m)), { ...entry, set: union(own?.set ?? emptySet(), entry.set) }];
}
