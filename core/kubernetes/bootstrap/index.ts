/** The objects that a new cluster has, and those that AKS adds: brought in line with what Azure configured. */
import type { ApiServer } from '../apiserver/server.ts';
import type { ClusterConfig } from '../cluster.ts';
import { timestamp } from '../../clock.ts';
import { uuid } from '../../random.ts';
import type { JsonObject, JsonValue } from '../../store.ts';
import { copy, equal, type KubeObject } from '../object.ts';
import aks from './aks.json' with { type: 'json' };
import bare from './bare.json' with { type: 'json' };
import { nodeObject } from './nodes.ts';
import psp from './psp.json' with { type: 'json' };
import { rbacObjects } from './rbac.ts';

/** What was brought about already, kept at `/clusters/<id>/bootstrap`. */
interface Progress {
  podSecurityPolicy: boolean;
  nodes: ClusterConfig['nodes'];
}

/** Plural by kind, where it is not the kind in lower case with an s. */
const PLURALS: Record<string, string> = {
  Endpoints: 'endpoints',
  PodSecurityPolicy: 'podsecuritypolicies',
  PriorityClass: 'priorityclasses',
  StorageClass: 'storageclasses',
};

/** Brings the cluster's objects in line with its config. */
export function bootstrap(server: ApiServer): void {
  const key = `/clusters/${server.id}/bootstrap`;
  const config = server.config();
  const done = server.store.get(key)?.value as unknown as Progress | undefined;
  const wanted: Progress = { podSecurityPolicy: config.podSecurityPolicy, nodes: config.nodes };
  if (done && equal(done, wanted)) return;
  if (!done) plantAll(server, [...bare, ...rbacObjects()]);
  // Disabling leaves the objects where they are.
  if (config.podSecurityPolicy && !done?.podSecurityPolicy)
    plantAll(server, config.objects === 'aks' ? [...psp, ...aks.podSecurityPolicy] : psp);
  settleNodes(server, config.nodes, done?.nodes ?? []);
  if (!done && config.objects === 'aks') {
    plantAll(server, aks.storageClasses);
    const workloads = JSON.parse(JSON.stringify(aks.workloads).replaceAll('$VERSION', config.version)) as KubeObject[];
    for (const object of workloads) post(server, object);
  }
  server.store.put(key, wanted as unknown as JsonValue);
}

function settleNodes(server: ApiServer, wanted: ClusterConfig['nodes'], had: ClusterConfig['nodes']): void {
  const home = { plural: 'nodes', group: '' };
  for (const { name } of had) {
    const gone = wanted.some((node) => node.name === name) ? undefined : server.objects.get(home, '', name);
    if (gone) server.objects.remove(home, gone);
  }
  wanted.forEach((node, index) => {
    const fresh = nodeObject(node, index, server.clock.now());
    const known = server.objects.get(home, '', node.name);
    if (!known) plant(server, fresh);
    else if (known.status?.nodeInfo?.kubeletVersion !== fresh.status.nodeInfo.kubeletVersion) {
      server.objects.put(home, { ...known, metadata: { ...known.metadata }, status: { ...known.status, nodeInfo: fresh.status.nodeInfo } });
    }
  });
}

const plantAll = (server: ApiServer, objects: readonly object[]): void =>
  objects.forEach((object) => plant(server, copy(object) as KubeObject));

/** Writes an object that the server itself brings along, complete as it stands, unless it is there. */
function plant(server: ApiServer, object: KubeObject): void {
  const home = homeOf(object);
  const { metadata } = object;
  if (server.objects.get(home, metadata.namespace ?? '', metadata.name!)) return;
  const labels =
    object.kind === 'Namespace' && server.versions.has('namespaceNameLabel')
      ? { labels: { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name! } }
      : {};
  server.objects.put(home, {
    ...object,
    metadata: { ...metadata, ...labels, uid: uuid(server.random), creationTimestamp: timestamp(server.clock.now()) },
  });
}

/** Creates an object as AKS's add-on manager does: through the door. */
function post(server: ApiServer, object: KubeObject): void {
  const { plural, group } = homeOf(object);
  const root = group ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
  server.handle({
    method: 'POST',
    path: `${root}/namespaces/${object.metadata.namespace}/${plural}`,
    headers: { 'user-agent': 'kubectl/v1.18.8', 'content-type': 'application/json' },
    body: object as unknown as JsonObject,
    credentials: { user: { name: 'system:addon-manager', groups: ['system:masters', 'system:authenticated'] } },
  });
}

function homeOf({ apiVersion, kind }: KubeObject): { plural: string; group: string } {
  return { plural: PLURALS[kind] ?? `${kind.toLowerCase()}s`, group: apiVersion.includes('/') ? apiVersion.split('/')[0]! : '' };
}
