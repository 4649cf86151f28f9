/** Where an object is created: the path of its collection. */
import type { KubeObject } from '../object.ts';
import type { Registry } from '../resources/registry.ts';

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
