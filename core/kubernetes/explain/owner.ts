/** What stands behind an object: the workload that had it made. */
import type { ApiServer } from '../apiserver/server.ts';
import type { KubeObject } from '../object.ts';

/** The controller that an object names as its owner, as far as it is there. */
export function ownerOf({ registry, objects }: ApiServer, object: KubeObject, namespace: string): KubeObject | undefined {
  const owner = object.metadata?.ownerReferences?.find((o) => o.controller);
  if (!owner) return undefined;
  const group = owner.apiVersion.includes('/') ? owner.apiVersion.split('/')[0]! : '';
  const resource = registry.resources.find((r) => r.kind === owner.kind && r.group === group);
  const found = resource && objects.get(resource, resource.namespaced ? namespace : '', owner.name);
  return found?.metadata.uid === owner.uid ? found : undefined;
}

/** The owner of the owner, up to the one that somebody wrote: the Deployment of a ReplicaSet's pod, the CronJob of a Job's. */
export function workloadBehind(server: ApiServer, object: KubeObject, namespace: string): KubeObject | undefined {
  const owner = ownerOf(server, object, namespace);
  return owner && (workloadBehind(server, owner, namespace) ?? owner);
}
