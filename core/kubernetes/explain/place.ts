/** Where an object is created: the path of its collection. */
import type { KubeObject } from '../object.ts';
import { groupVersion, type Registry } from '../resources/registry.ts';

/** @returns undefined where that kind is not served. */
export function place(registry: Registry, object: KubeObject): string | undefined {
  const slash = object.apiVersion.indexOf('/');
  const [group, version] = slash < 0 ? ['', object.apiVersion] : [object.apiVersion.slice(0, slash), object.apiVersion.slice(slash + 1)];
  const served = registry.findKind(group, version, object.kind);
  if (!served) return undefined;
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  const scope = served.resource.namespaced ? `/namespaces/${object.metadata.namespace ?? 'default'}` : '';
  return `${root}${scope}/${served.resource.plural}`;
}

/** The object in a version in which this cluster serves its kind: dumps come from clusters of other versions, such as those of extensions/v1beta1. */
export function inServedVersion(registry: Registry, object: KubeObject): KubeObject {
  if (place(registry, object) !== undefined) return object;
  const served = registry.served.find(({ resource, group }) => resource.kind === object.kind && resource.group === group);
  return served ? { ...object, apiVersion: groupVersion(served.group, served.version) } : object;
}
