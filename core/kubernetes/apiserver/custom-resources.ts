/** What CustomResourceDefinitions add to a server: after k8s.io/apiextensions-apiserver/pkg/{apiserver,controller/finalizer}. */
import { customResourceDefinitions } from '../resources/customresourcedefinitions.ts';
import { customResource } from '../resources/customresources.ts';
import { RESOURCES, createRegistry, resourceKey, type Registry } from '../resources/registry.ts';
import type { Versions } from '../versions.ts';
import type { ObjectStorage } from './storage.ts';

/** The registry of a server with the kinds that it stores definitions of; made again only when one of those changes. */
export function registryWithCustomResources(objects: ObjectStorage): (versions: Versions) => Registry {
  let known: { key: string; registry: Registry } | undefined;
  return (versions) => {
    const definitions = objects.list(customResourceDefinitions);
    const key = [versions.gitVersion, ...definitions.map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`)].join();
    if (known?.key !== key) known = { key, registry: createRegistry(versions, [...RESOURCES, ...definitions.map(customResource)]) };
    return known.registry;
  };
}

/** A definition takes its instances with it. */
export function removeInstancesWithDefinition(objects: ObjectStorage): void {
  objects.onWrite(({ resource, object, before }) => {
    if (resource !== resourceKey(customResourceDefinitions) || object || !before) return;
    const { group, names } = before.spec as { group: string; names: { plural: string } };
    const instances = { group, plural: names.plural };
    for (const instance of objects.list(instances)) objects.remove(instances, instance);
  });
}
