/** What CustomResourceDefinitions add to a server: after k8s.io/apiextensions-apiserver/pkg/{apiserver,controller/finalizer}. */
import { customResourceDefinitions } from '../resources/customresourcedefinitions.ts';
import { customResource } from '../resources/customresources.ts';
import { RESOURCES, createRegistry, resourceKey, type Registry } from '../resources/registry.ts';
import type { KubeObject } from '../object.ts';
import type { Versions } from '../versions.ts';
import type { ObjectStorage } from './storage.ts';

const NO_DEFINITIONS: readonly KubeObject[] = [];

/**
 * The registry of a server with the kinds that it stores definitions of, made again only when one of those changes. Definitions are compared
 * as what they are, not by revision: a store that is rolled back gives the same revisions out again.
 */
export function registryWithCustomResources(objects: ObjectStorage): (versions: Versions) => Registry {
  let known: { versions: Versions; definitions: readonly KubeObject[]; registry: Registry } | undefined;
  return (versions) => {
    const definitions = objects.count(customResourceDefinitions) ? objects.list(customResourceDefinitions) : NO_DEFINITIONS;
    if (known?.versions !== versions || !sameItems(known.definitions, definitions)) {
      known = {
        versions,
        definitions,
        registry: createRegistry(versions, [...RESOURCES, ...definitions.filter(isAccepted).map(customResource)]),
      };
    }
    return known.registry;
  };
}

const sameItems = (a: readonly KubeObject[], b: readonly KubeObject[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** A definition whose names another one has is not served. */
const isAccepted = ({ status }: KubeObject): boolean =>
  status?.conditions?.find((c: { type: string }) => c.type === 'Established')?.status !== 'False';

/** A definition takes its instances with it. */
export function removeInstancesWithDefinition(objects: ObjectStorage): void {
  objects.onWrite(({ resource, object, before }) => {
    if (resource !== resourceKey(customResourceDefinitions) || object || !before) return;
    const { group, names } = before.spec as { group: string; names: { plural: string } };
    const instances = { group, plural: names.plural };
    for (const instance of objects.list(instances)) objects.remove(instances, instance);
  });
}
