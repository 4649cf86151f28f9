/** Plays resource definitions without a server: what a create or an update does to an object, less metadata and admission. */
import { errorText } from '../../core/kubernetes/field.ts';
import { copy, type KubeObject } from '../../core/kubernetes/object.ts';
import { groupVersion } from '../../core/kubernetes/resources/registry.ts';
import type { ResourceDefinition } from '../../core/kubernetes/resources/types.ts';
import { decode } from '../../core/kubernetes/schema/index.ts';
import { versionsOf } from '../../core/kubernetes/versions.ts';

const contextOf = (version: string) => ({ versions: versionsOf(version), now: 0 });

function defaulted(resource: ResourceDefinition, body: object, version: string): KubeObject {
  const kind = { group: resource.group, version: resource.storageVersion, kind: resource.kind };
  const decoded = decode(kind, JSON.stringify(body));
  if ('error' in decoded) throw new Error(decoded.error);
  const object = { ...decoded.object, apiVersion: groupVersion(kind.group, kind.version), kind: kind.kind };
  resource.default?.(object, contextOf(version));
  return object;
}

/** The object as it would be stored. */
export function created(resource: ResourceDefinition, body: object, version = '1.20.2'): any {
  const object = defaulted(resource, body, version);
  resource.prepareForCreate?.(object, contextOf(version));
  return object;
}

/** The errors of a create, as text. */
export function createErrors(resource: ResourceDefinition, body: object, version = '1.20.2'): string[] {
  return (resource.validate?.(created(resource, body, version), contextOf(version)) ?? []).map(errorText);
}

/** What stands after an update of `old` (created first) to `body`. */
export function updated(resource: ResourceDefinition, old: KubeObject, body: object, version = '1.20.2'): any {
  const object = defaulted(resource, body, version);
  resource.prepareForUpdate?.(object, copy(old), contextOf(version));
  return object;
}

export function updateErrors(resource: ResourceDefinition, old: KubeObject, body: object, version = '1.20.2'): string[] {
  return (resource.validateUpdate?.(updated(resource, old, body, version), old, contextOf(version)) ?? []).map(errorText);
}
