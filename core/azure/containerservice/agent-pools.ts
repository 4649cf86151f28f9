import type { JsonObject } from '../../store.ts';
import { armErrors } from '../errors.ts';
import type { AzureHost } from '../host.ts';
import { startOperation } from '../operations.ts';
import { requireGroup } from '../providers/groups.ts';
import type { Call, Route } from '../router.ts';
import { POOL, requireShape } from '../shape.ts';
import type { Asked } from './defaults.ts';
import { settlePools } from './managed-clusters.ts';
import { clusterKey, putCluster, requireCluster, withProperties, type AgentPool, type ClusterRecord } from './records.ts';
import { checkIdle, checkPools } from './rules.ts';

/** Node pools as resources of their own (Microsoft.ContainerService/managedClusters/agentPools). */
export function agentPoolRoutes(host: AzureHost): Route[] {
  const all =
    '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerService/managedClusters/{cluster}/agentPools';
  const one = `${all}/{pool}`;
  return [
    { method: 'GET', path: all, handle: list },
    { method: 'GET', path: one, handle: show },
    { method: 'PUT', path: one, handle: put },
    { method: 'DELETE', path: one, handle: remove },
  ];

  function list({ params }: Call) {
    const record = cluster(params);
    return { code: 200, body: { value: poolsOf(record).map((pool) => poolBody(record, pool)) } };
  }

  function show({ params }: Call) {
    const record = cluster(params);
    return { code: 200, body: poolBody(record, requirePool(record, params.pool!)) };
  }

  function put({ params, request }: Call) {
    const record = cluster(params);
    checkIdle(record);
    const { properties } = requireShape(request.body, { fields: { properties: POOL } });
    const asked: Asked = { mode: 'User', ...properties, name: params.pool };
    const before = poolsOf(record);
    const isNew = !before.some((pool) => pool.name === params.pool);
    const pools = isNew ? [...before, asked] : before.map((pool) => (pool.name === params.pool ? asked : pool));
    const state = isNew ? 'Creating' : 'Updating';
    const settled = settlePools(pools, record.body.properties.kubernetesVersion, before, 'Succeeded').map((pool) =>
      pool.name === params.pool ? { ...pool, provisioningState: state } : pool,
    );
    const changed = withProperties(record, { agentPoolProfiles: settled, provisioningState: 'Updating' });
    putCluster(host, changed);
    return { code: isNew ? 201 : 200, headers: start(changed), body: poolBody(changed, requirePool(changed, params.pool!)) };
  }

  function remove({ params }: Call) {
    const record = cluster(params);
    checkIdle(record);
    const pool = requirePool(record, params.pool!);
    const left = poolsOf(record).filter((other) => other.name !== pool.name);
    checkPools(left);
    const changed = withProperties(record, { agentPoolProfiles: left, provisioningState: 'Updating' });
    putCluster(host, changed);
    return { code: 202, headers: start(changed) };
  }

  function cluster(params: Call['params']): ClusterRecord {
    requireGroup(host, params.group!);
    return requireCluster(host, params.group!, params.cluster!);
  }

  function start(record: ClusterRecord): Record<string, string> {
    return startOperation(host, 'clusterUpdate', clusterKey(record.group, record.body.name), 'clusterUpdate', record.body.location);
  }
}

const poolsOf = (record: ClusterRecord) => record.body.properties.agentPoolProfiles;

function requirePool(record: ClusterRecord, name: string): AgentPool {
  const pool = poolsOf(record).find((one) => one.name === name.toLowerCase());
  if (!pool) throw armErrors.agentPoolNotFound(name, record.body.name);
  return pool;
}

function poolBody(
  record: ClusterRecord,
  { name, networkProfile: _network, enableCustomCATrust: _trust, ...properties }: AgentPool,
): JsonObject {
  return {
    id: `${record.body.id}/agentPools/${name}`,
    name,
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    properties: properties as unknown as JsonObject,
  };
}
