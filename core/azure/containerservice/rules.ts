import { LOCATION_NAMES } from '../data/locations.ts';
import { FIRST_MINOR_WITHOUT_PSP, compareVersions, minorOf, resolveVersion, upgradesFrom } from '../data/kubernetes-versions.ts';
import { CONTAINER_SERVICE, PSP_FEATURE } from '../data/registry.ts';
import { armErrors } from '../errors.ts';
import type { AzureHost } from '../host.ts';
import { pspFeatureEnabled } from '../providers/registration.ts';
import type { Asked } from './defaults.ts';
import { TYPE, type AgentPool, type ClusterProperties, type ClusterRecord } from './records.ts';

/** What the container service refuses, a function a rule. Each throws the service's error, or returns what it settled. */

const CLUSTER_NAME = /^[a-zA-Z0-9](?:[-_a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;
const POOL_NAME = /^[a-z][a-z0-9]{0,11}$/;
const DNS_PREFIX = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,52}[a-zA-Z0-9])?$/;
const MAX_NODES = 1000;
const MAX_POOL_SKEW = 2;

export function checkName(name: string): void {
  if (!CLUSTER_NAME.test(name)) {
    throw armErrors.namingRules('resourceName');
  }
}

export function checkLocation(location: string): void {
  if (!LOCATION_NAMES.includes(location)) throw armErrors.locationNotAvailable(location, TYPE, LOCATION_NAMES);
}

export function checkDnsPrefix(prefix: string): void {
  if (!DNS_PREFIX.test(prefix)) {
    throw armErrors.namingRules('dnsPrefix');
  }
}

/** An offered version; `''` means `otherwise`, `1.20` the newest patch of that minor. */
export function checkVersion(asked: string | undefined, otherwise: string): string {
  if (!asked) return otherwise;
  const version = resolveVersion(asked);
  if (version === undefined) throw armErrors.versionNotSupported(asked);
  return version;
}

/** A control plane goes up by patches or by one minor, never down. */
export function checkUpgrade(from: string, to: string): void {
  if (from === to) return;
  const available = upgradesFrom(from);
  if (!available.includes(to)) throw armErrors.upgradeNotAllowed(from, to, available.toReversed(), compareVersions(to, from) > 0);
}

/** No two operations at once, and a stopped cluster is only started or deleted. */
export function checkIdle(record: ClusterRecord, mayBeStopped = false): void {
  const { provisioningState, powerState } = record.body.properties;
  if (provisioningState !== 'Succeeded' && provisioningState !== 'Failed') throw armErrors.operationInProgress(provisioningState);
  if (powerState.code === 'Stopped' && !mayBeStopped) throw armErrors.clusterStopped();
}

/**
 * PodSecurityPolicy can be switched on only with the preview feature, with RBAC, without the azure-policy addon; and a cluster that has it
 * on stays below 1.25, where Kubernetes removed it.
 */
export function checkPodSecurityPolicy(host: AzureHost, wanted: ClusterProperties, before: ClusterProperties | undefined): void {
  if (!wanted.enablePodSecurityPolicy) return;
  if (!before?.enablePodSecurityPolicy && !pspFeatureEnabled(host))
    throw armErrors.featureNotEnabled(`${CONTAINER_SERVICE}/${PSP_FEATURE}`);
  if (!wanted.enableRBAC) throw armErrors.pspRequiresRbac();
  if (minorOf(wanted.kubernetesVersion) >= FIRST_MINOR_WITHOUT_PSP) throw armErrors.pspVersion(wanted.kubernetesVersion);
  if (wanted.addonProfiles?.azurepolicy?.enabled) throw armErrors.pspAzurePolicy();
}

/** What a cluster cannot change once made. */
export function checkUnchanged(asked: Asked, before: ClusterProperties): void {
  for (const property of ['dnsPrefix', 'enableRBAC', 'nodeResourceGroup'] as const) {
    if (asked[property] != null && asked[property] !== before[property]) throw armErrors.changeNotAllowed(property);
  }
  const plugin = (before.networkProfile as Asked).networkPlugin;
  if (asked.networkProfile?.networkPlugin != null && asked.networkProfile.networkPlugin !== plugin)
    throw armErrors.changeNotAllowed('networkProfile.networkPlugin');
}

export function checkPool(asked: Asked, clusterVersion: string): void {
  if (typeof asked.name !== 'string' || !POOL_NAME.test(asked.name)) {
    throw armErrors.namingRules('agentPoolProfile.name');
  }
  const least = asked.mode === 'User' ? 0 : 1;
  if (!Number.isInteger(asked.count) || asked.count < least || asked.count > MAX_NODES) {
    throw armErrors.namingRules('agentPoolProfile.count');
  }
  const version = asked.orchestratorVersion as string;
  if (compareVersions(version, clusterVersion) > 0 || minorOf(clusterVersion) - minorOf(version) > MAX_POOL_SKEW) {
    throw armErrors.poolVersion(version, clusterVersion, { pool: minorOf(version), cluster: minorOf(clusterVersion) });
  }
}

export function checkPools(pools: readonly AgentPool[]): void {
  if (!pools.some((pool) => pool.mode === 'System')) throw armErrors.lastSystemPool();
  if (new Set(pools.map((pool) => pool.name)).size !== pools.length)
    throw armErrors.invalidParameter('agentPoolProfile.name', 'Names of node pools must differ.');
}
