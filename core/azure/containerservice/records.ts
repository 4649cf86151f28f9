import type { ClusterConfig } from '../../kubernetes/cluster.ts';
import type { KeyPair } from '../../pki.ts';
import type { JsonObject } from '../../store.ts';
import { armErrors } from '../errors.ts';
import type { AzureHost } from '../host.ts';

/** A managed cluster in the store: its ARM body as sent, and what Azure knows besides. */
export interface ClusterRecord {
  /** The name of the Kubernetes side: the first label of the API server's host name. */
  id: string;
  group: string;
  /** The digits in its nodes' names, `aks-nodepool1-31718369-vmss000000`. */
  nodeSuffix: string;
  body: ManagedCluster;
}

/** Microsoft.ContainerService/managedClusters as on the wire, api-version 2022-11-01; the fields that the service reads are named. */
export interface ManagedCluster {
  id: string;
  location: string;
  name: string;
  tags?: Record<string, string>;
  type: string;
  properties: ClusterProperties;
  [more: string]: unknown;
}

export interface ClusterProperties {
  provisioningState: string;
  powerState: { code: 'Running' | 'Stopped' };
  kubernetesVersion: string;
  currentKubernetesVersion: string;
  dnsPrefix: string;
  fqdn: string;
  agentPoolProfiles: AgentPool[];
  nodeResourceGroup: string;
  enableRBAC: boolean;
  enablePodSecurityPolicy: boolean;
  addonProfiles?: Record<string, { enabled: boolean; [more: string]: unknown }>;
  [more: string]: unknown;
}

export interface AgentPool {
  name: string;
  count: number;
  vmSize: string;
  mode: 'System' | 'User';
  provisioningState: string;
  powerState: { code: 'Running' | 'Stopped' };
  orchestratorVersion: string;
  currentOrchestratorVersion: string;
  [more: string]: unknown;
}

/** What get-credentials hands out; kept so that fetching twice gives the same. */
export interface Credentials {
  authority: KeyPair;
  client: KeyPair;
  token: string;
}

export const TYPE = 'Microsoft.ContainerService/managedClusters';
const PREFIX = '/azure/clusters/';

/** With both names empty: where all clusters are; with an empty name: those of a group. */
export const clusterKey = (group: string, name: string): string =>
  group === '' ? PREFIX : `${PREFIX}${group.toLowerCase()}/${name.toLowerCase()}`;
export const credentialsKey = (id: string): string => `/azure/credentials/${id}`;

export const findCluster = (host: AzureHost, key: string): ClusterRecord | undefined =>
  host.store.get(key)?.value as unknown as ClusterRecord | undefined;

/** The cluster, or ARM's ResourceNotFound. */
export function requireCluster(host: AzureHost, group: string, name: string): ClusterRecord {
  const record = findCluster(host, clusterKey(group, name));
  if (!record) throw armErrors.resourceNotFound(TYPE, name, group);
  return record;
}

export function putCluster(host: AzureHost, record: ClusterRecord): void {
  host.store.put(clusterKey(record.group, record.body.name), record as unknown as JsonObject);
}

export const listClusters = (host: AzureHost, group: string): ClusterRecord[] =>
  host.store.list(clusterKey(group, '')).map((entry) => entry.value as unknown as ClusterRecord);

/** Takes a cluster away, with its Kubernetes side, its secrets and the group of its nodes. */
export function removeCluster(host: AzureHost, key: string, at: number): void {
  const record = findCluster(host, key);
  if (!record) return;
  host.clusters.remove(record.id, at);
  host.store.delete(credentialsKey(record.id));
  host.store.delete(`/azure/groups/${record.body.properties.nodeResourceGroup.toLowerCase()}`);
  host.store.delete(key);
}

/** A copy of the record with some properties changed. */
export const withProperties = (record: ClusterRecord, change: Partial<ClusterProperties>): ClusterRecord => ({
  ...record,
  body: { ...record.body, properties: { ...record.body.properties, ...change } },
});

/** The cluster's nodes, named as AKS names them (instance numbers of a scale set are base 36). */
export function nodesOf(record: ClusterRecord): ClusterConfig['nodes'] {
  return record.body.properties.agentPoolProfiles.flatMap((pool) =>
    Array.from({ length: pool.count }, (_, i) => ({
      name: `aks-${pool.name}-${record.nodeSuffix}-vmss${i.toString(36).padStart(6, '0')}`,
      version: pool.currentOrchestratorVersion,
    })),
  );
}
