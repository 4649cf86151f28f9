/** The objects that a new cluster has, and those that AKS adds: brought in line with what Azure configured. */
import type { ApiServer } from '../apiserver/server.ts';
import { timestamp } from '../../clock.ts';
import { uuid } from '../../random.ts';
import { copy, type KubeObject } from '../object.ts';
import rbac from './rbac.json' with { type: 'json' };

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Plural and group by kind, for the objects below. */
const HOMES: Record<string, { plural: string; group: string }> = {
  Namespace: { plural: 'namespaces', group: '' },
  ClusterRole: { plural: 'clusterroles', group: 'rbac.authorization.k8s.io' },
  ClusterRoleBinding: { plural: 'clusterrolebindings', group: 'rbac.authorization.k8s.io' },
  Role: { plural: 'roles', group: 'rbac.authorization.k8s.io' },
  RoleBinding: { plural: 'rolebindings', group: 'rbac.authorization.k8s.io' },
};

/** Writes what a new control plane has. */
export function bootstrap(server: ApiServer): void {
  for (const name of NAMESPACES) {
    plant(server, { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } });
  }
  for (const objects of Object.values(rbac)) for (const object of objects) plant(server, copy(object) as unknown as KubeObject);
}

/** Writes an object that the server itself brings along, unless it is there. */
function plant(server: ApiServer, object: KubeObject): void {
  const home = HOMES[object.kind]!;
  const { metadata } = object;
  if (server.objects.get(home, metadata.namespace ?? '', metadata.name!)) return;
  server.objects.put(home, { ...object, metadata: { ...metadata, uid: uuid(server.random), creationTimestamp: timestamp(server.clock.now()) } });
}
