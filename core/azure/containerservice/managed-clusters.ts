import type { JsonObject } from '../../store.ts';
import { DEFAULT_VERSION } from '../data/kubernetes-versions.ts';
import { normalLocation } from '../data/locations.ts';
import { CONTAINER_SERVICE } from '../data/registry.ts';
import { armErrors } from '../errors.ts';
import type { AzureHost } from '../host.ts';
import { preemptOperations, startOperation } from '../operations.ts';
import { putGroup, requireGroup } from '../providers/groups.ts';
import { providerRegistered } from '../providers/registration.ts';
import { requireSubscription } from '../providers/subscriptions.ts';
import type { Call, Route } from '../router.ts';
import { CLUSTER, requireShape } from '../shape.ts';
import { cancel, type Effects } from '../transitions.ts';
import { credentialsConfig, makeCredentials } from './credentials.ts';
import { agentPool, newCluster, type Asked } from './defaults.ts';
import {
  clusterKey,
  findCluster,
  listClusters,
  nodesOf,
  putCluster,
  removeCluster,
  requireCluster,
  withProperties,
  type AgentPool,
  type ClusterProperties,
  type ClusterRecord,
} from './records.ts';
import {
  checkDnsPrefix,
  checkIdle,
  checkLocation,
  checkName,
  checkPodSecurityPolicy,
  checkPool,
  checkPools,
  checkUnchanged,
  checkUpgrade,
  checkVersion,
} from './rules.ts';

/** The clusters of Microsoft.ContainerService/managedClusters: create, read, update, delete, start, stop. */
export function clusterRoutes(host: AzureHost): Route[] {
  const provider = '/providers/Microsoft.ContainerService/managedClusters';
  const inGroup = `/subscriptions/{subscription}/resourceGroups/{group}${provider}`;
  const one = `${inGroup}/{cluster}`;
  return [
    {
      method: 'GET',
      path: `/subscriptions/{subscription}${provider}`,
      handle: ({ params }) => (requireSubscription(params.subscription!), list('')),
    },
    { method: 'GET', path: inGroup, handle: ({ params }) => (requireGroup(host, params.group!), list(params.group!)) },
    { method: 'GET', path: one, handle: ({ params }) => ({ code: 200, body: required(params).body as unknown as JsonObject }) },
    { method: 'PUT', path: one, handle: put },
    { method: 'PATCH', path: one, handle: updateTags },
    { method: 'DELETE', path: one, handle: remove },
    { method: 'POST', path: `${one}/start`, handle: ({ params }) => power(params, 'Running') },
    { method: 'POST', path: `${one}/stop`, handle: ({ params }) => power(params, 'Stopped') },
  ];

  function list(group: string) {
    return { code: 200, body: { value: listClusters(host, group).map((record) => record.body) as unknown as JsonObject[] } };
  }

  function required(params: Call['params']): ClusterRecord {
    requireGroup(host, params.group!);
    return requireCluster(host, params.group!, params.cluster!);
  }

  function put({ params, request }: Call) {
    requireSubscription(params.subscription!);
    const group = requireGroup(host, params.group!);
    if (group.properties.provisioningState === 'Deleting') throw armErrors.groupBeingDeleted(group.name);
    if (!providerRegistered(host, CONTAINER_SERVICE)) throw armErrors.subscriptionNotRegistered(CONTAINER_SERVICE);
    const asked: Asked = requireShape(request.body, CLUSTER);
    if (!asked.location) throw armErrors.locationRequired();
    const existing = findCluster(host, clusterKey(group.name, params.cluster!));
    return existing ? update(existing, asked) : create(group.name, params.cluster!, asked);
  }

  function create(group: string, name: string, asked: Asked) {
    checkName(name);
    const location = normalLocation(asked.location);
    checkLocation(location);
    const properties: Asked = asked.properties ?? {};
    checkDnsPrefix(properties.dnsPrefix || name);
    const version = checkVersion(properties.kubernetesVersion, DEFAULT_VERSION);
    const pools = settlePools(properties.agentPoolProfiles, version, [], 'Creating');
    const record = newCluster(host.random, group, name, location, version, {
      ...asked,
      properties: { ...properties, agentPoolProfiles: pools },
    });
    checkPodSecurityPolicy(host, record.body.properties, undefined);
    putCluster(host, record);
    makeCredentials(host, record);
    putGroup(host, { name: record.body.properties.nodeResourceGroup, location, managedBy: record.body.id });
    const headers = startOperation(host, 'clusterCreate', keyOf(record), 'clusterCreate', location);
    return { code: 201, headers, body: record.body as unknown as JsonObject };
  }

  function update(existing: ClusterRecord, asked: Asked) {
    const before = existing.body.properties;
    checkIdle(existing);
    const location = normalLocation(asked.location);
    if (location !== existing.body.location)
      throw armErrors.resourceLocation(existing.body.name, existing.group, existing.body.location, location);
    const properties: Asked = asked.properties ?? {};
    checkUnchanged(properties, before);
    const version = checkVersion(properties.kubernetesVersion, before.kubernetesVersion);
    checkUpgrade(before.kubernetesVersion, version);
    const upgrading = version !== before.kubernetesVersion;
    const wanted: ClusterProperties = {
      ...before,
      ...changed(properties),
      kubernetesVersion: version,
      agentPoolProfiles: settlePools(
        properties.agentPoolProfiles ?? before.agentPoolProfiles,
        version,
        before.agentPoolProfiles,
        upgrading ? 'Upgrading' : 'Updating',
      ),
      provisioningState: upgrading ? 'Upgrading' : 'Updating',
    };
    checkPodSecurityPolicy(host, wanted, before);
    const record: ClusterRecord = { ...existing, body: { ...existing.body, tags: asked.tags ?? {}, properties: wanted } };
    if (!asked.tags) delete record.body.tags;
    putCluster(host, record);
    const kind = upgrading ? 'clusterUpgrade' : 'clusterUpdate';
    return {
      code: 200,
      headers: startOperation(host, 'clusterUpdate', keyOf(record), kind, location),
      body: record.body as unknown as JsonObject,
    };
  }

  /** Tags change without an operation of the cluster's own (ManagedClusters_UpdateTags). */
  function updateTags({ params, request }: Call) {
    const record = required(params);
    checkIdle(record, true);
    const { tags = {} } = requireShape(request.body, CLUSTER);
    const changed = { ...record, body: { ...record.body, tags } };
    putCluster(host, changed);
    return { code: 200, body: changed.body as unknown as JsonObject };
  }

  function remove({ params }: Call) {
    requireGroup(host, params.group!);
    const record = requireCluster(host, params.group!, params.cluster!);
    if (record.body.properties.provisioningState === 'Deleting') throw armErrors.operationInProgress('Deleting');
    preemptOperations(host, cancel(host, keyOf(record)));
    putCluster(host, withProperties(record, { provisioningState: 'Deleting' }));
    return { code: 202, headers: startOperation(host, 'clusterDelete', keyOf(record), 'clusterDelete', record.body.location, true) };
  }

  function power(params: Call['params'], code: 'Running' | 'Stopped') {
    const record = required(params);
    checkIdle(record, true);
    if (record.body.properties.powerState.code === code) throw armErrors.powerUnchanged(record.body.properties.provisioningState, code);
    const pools = record.body.properties.agentPoolProfiles.map((pool) => ({ ...pool, powerState: { code } }));
    putCluster(
      host,
      withProperties(record, {
        provisioningState: code === 'Running' ? 'Starting' : 'Stopping',
        powerState: { code },
        agentPoolProfiles: pools,
      }),
    );
    return { code: 202, headers: startOperation(host, 'clusterUpdate', keyOf(record), 'clusterUpdate', record.body.location, true) };
  }
}

export function clusterEffects(host: AzureHost): Effects {
  return {
    clusterCreate(target, at) {
      const record = succeeded(target);
      if (record) host.clusters.create(record.id, configOf(record), at);
    },
    clusterUpdate(target, at) {
      const record = succeeded(target);
      if (record) host.clusters.configure(record.id, changingConfigOf(record), at);
    },
    clusterDelete: (target, at) => removeCluster(host, target, at),
  };

  /** The record with everything in it at rest. */
  function succeeded(target: string): ClusterRecord | undefined {
    const record = findCluster(host, target);
    if (!record) return undefined;
    const { kubernetesVersion, agentPoolProfiles } = record.body.properties;
    const pools = agentPoolProfiles.map((pool) => ({
      ...pool,
      provisioningState: 'Succeeded',
      currentOrchestratorVersion: pool.orchestratorVersion,
    }));
    const settled = withProperties(record, {
      provisioningState: 'Succeeded',
      currentKubernetesVersion: kubernetesVersion,
      agentPoolProfiles: pools,
    });
    putCluster(host, settled);
    return settled;
  }

  function configOf(record: ClusterRecord) {
    return {
      ...changingConfigOf(record),
      objects: objectsOf(record),
      fqdn: record.body.properties.fqdn,
      ...credentialsConfig(host, record),
    };
  }

  function changingConfigOf(record: ClusterRecord) {
    const { currentKubernetesVersion, enablePodSecurityPolicy, powerState } = record.body.properties;
    return {
      version: currentKubernetesVersion,
      podSecurityPolicy: enablePodSecurityPolicy,
      nodes: nodesOf(record),
      stopped: powerState.code === 'Stopped',
    };
  }
}

/** The tag `akslab-objects=bare` asks for a control plane without what AKS runs on it: ours alone, for recordings. */
const objectsOf = ({ body }: ClusterRecord): 'bare' | 'aks' => (body.tags?.['akslab-objects'] === 'bare' ? 'bare' : 'aks');

const keyOf = (record: ClusterRecord) => clusterKey(record.group, record.body.name);

/** What an update may bring, without the parts that the service alone decides. */
function changed(asked: Asked): Asked {
  const own = [
    'linuxProfile',
    'addonProfiles',
    'enablePodSecurityPolicy',
    'disableLocalAccounts',
    'autoUpgradeProfile',
    'apiServerAccessProfile',
    'autoScalerProfile',
  ];
  return Object.fromEntries(own.filter((name) => asked[name] !== undefined && asked[name] !== null).map((name) => [name, asked[name]]));
}

/** Pools as asked, filled in and checked; those that were there keep what is not asked again. */
export function settlePools(asked: Asked[] | undefined, clusterVersion: string, before: readonly AgentPool[], state: string): AgentPool[] {
  if (!Array.isArray(asked) || asked.length === 0)
    throw armErrors.invalidParameter('agentPoolProfiles', 'A managed cluster has at least one node pool.');
  const pools = asked.map((one) => {
    const known = before.find((pool) => pool.name === one.name);
    const version = checkVersion(one.orchestratorVersion, known?.orchestratorVersion ?? clusterVersion);
    const whole: Asked = { ...known, ...one, count: one.count ?? known?.count ?? 1, orchestratorVersion: version };
    checkPool(whole, clusterVersion);
    const pool = agentPool(whole, version, state);
    return known ? { ...pool, currentOrchestratorVersion: known.currentOrchestratorVersion, powerState: known.powerState } : pool;
  });
  checkPools(pools);
  return pools;
}
