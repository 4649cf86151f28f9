/**
 * ResourceQuota: a namespace gets no more than its quota. After k8s.io/apiserver/pkg/admission/plugin/resourcequota and pkg/quota/v1/evaluator/core.
 * What is used is counted anew from the namespace's objects each time, and noted in the quota's status.
 */
import type { KubeObject } from '../object.ts';
import { resourceKey } from '../resources/registry.ts';
import type { Quantity } from '../schema/quantity.ts';
import { quantity, quantityText, sum } from './quantities.ts';
import type { AdmissionContext, AdmissionPlugin, AdmissionRefusal } from './types.ts';

type Usage = Record<string, Quantity>;
const one: Quantity = { nano: 1_000_000_000n, format: 'decimal' };

export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  validate({ operation, resource, subresource, namespace, object, dryRun }, context) {
    if (operation !== 'CREATE' || subresource !== '' || !namespace || !object) return undefined;
    const key = resourceKey(resource);
    const quotas = context.list('resourcequotas', namespace).filter((quota) => covers(quota, key, object));
    const updates: [KubeObject, Usage][] = [];
    for (const quota of quotas) {
      const hard = hardOf(quota);
      const delta = usageOf(key, object, Object.keys(hard));
      if (!Object.keys(delta).length) continue;
      const missing = key === 'pods' ? unspecified(object, Object.keys(hard)) : [];
      if (missing.length) return { forbidden: `failed quota: ${quota.metadata.name}: must specify ${missing.join(',')}` };
      const used = quotaUsage(quota, context);
      const refusal = exceeded(quota, delta, used, hard);
      if (refusal) return refusal;
      updates.push([
        quota,
        Object.fromEntries(Object.keys(used).map((name) => [name, delta[name] ? sum([used[name]!, delta[name]!]) : used[name]!])),
      ]);
    }
    if (!dryRun)
      for (const [quota, used] of updates)
        context.updateStatus('resourcequotas', { ...quota, status: { hard: quota.spec.hard, used: texts(used) } });
    return undefined;
  },
};

/** What of a quota's hard limits is used at present. */
export function quotaUsage(quota: KubeObject, context: Pick<AdmissionContext, 'list'>): Usage {
  const names = Object.keys(hardOf(quota));
  const keys = new Set(names.map(resourceOf));
  const counted = [...keys].flatMap((key) =>
    context
      .list(key, quota.metadata.namespace)
      .filter((object) => covers(quota, key, object))
      .map((object) => usageOf(key, object, names)),
  );
  return Object.fromEntries(names.map((name) => [name, sum(counted.map((usage) => usage[name] ?? { nano: 0n, format: 'decimal' }))]));
}

function hardOf(quota: KubeObject): Usage {
  return Object.fromEntries(Object.entries(quota.spec?.hard ?? {}).map(([name, text]) => [name, quantity(text)]));
}

const SERVICES = 'services';
const CLAIMS = 'persistentvolumeclaims';
const COUNTED = new Set(['pods', SERVICES, CLAIMS, 'configmaps', 'secrets', 'replicationcontrollers', 'resourcequotas']);

/** The resource whose objects a limit counts: `count/deployments.apps` → `deployments.apps`, `requests.cpu` → `pods`. */
function resourceOf(limit: string): string {
  if (limit.startsWith('count/')) return limit.slice('count/'.length);
  if (limit.startsWith('services')) return SERVICES;
  if (limit === 'requests.storage' || limit.includes('.storageclass.storage.k8s.io/')) return CLAIMS;
  return COUNTED.has(limit) ? limit : 'pods';
}

function usageOf(key: string, object: KubeObject, limits: readonly string[]): Usage {
  if (key === 'pods' && ['Succeeded', 'Failed'].includes(object.status?.phase)) return {};
  const usage: Usage = {};
  for (const limit of limits) {
    if (resourceOf(limit) !== key) continue;
    const used = limit === key || limit.startsWith('count/') ? one : measure(key, object, limit);
    if (used) usage[limit] = used;
  }
  return usage;
}

function measure(key: string, object: KubeObject, limit: string): Quantity | undefined {
  if (key === 'pods') return podNeeds(object, limit);
  if (key === CLAIMS) return claimNeeds(object, limit);
  if (limit === 'services.nodeports') {
    const ports = ['NodePort', 'LoadBalancer'].includes(object.spec?.type) ? (object.spec.ports?.length ?? 0) : 0;
    return { nano: BigInt(ports) * one.nano, format: 'decimal' };
  }
  return limit === 'services.loadbalancers' && object.spec?.type === 'LoadBalancer' ? one : undefined;
}

/** `requests.storage`, or a limit of one class: `gold.storageclass.storage.k8s.io/requests.storage`. */
function claimNeeds(claim: KubeObject, limit: string): Quantity | undefined {
  const [className, what] = limit.includes('.storageclass.storage.k8s.io/')
    ? limit.split('.storageclass.storage.k8s.io/')
    : [undefined, limit];
  if (className !== undefined && claim.spec?.storageClassName !== className) return undefined;
  return what === 'requests.storage' ? quantity(claim.spec?.resources?.requests?.storage) : one;
}

/** `cpu` and `requests.cpu` are requests. */
function split(limit: string): ['requests' | 'limits', string] {
  if (limit.startsWith('limits.')) return ['limits', limit.slice('limits.'.length)];
  return ['requests', limit.startsWith('requests.') ? limit.slice('requests.'.length) : limit];
}

function podNeeds(pod: KubeObject, limit: string): Quantity {
  const [field, name] = split(limit);
  const needs = (list: string): Quantity[] =>
    (pod.spec[list] ?? []).map((c: { resources?: any }) => quantity(c.resources?.[field]?.[name]));
  return [sum(needs('containers')), ...needs('initContainers')].reduce((a, b) => (b.nano > a.nano ? b : a));
}

const COMPUTE = new Set(['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory']);

/** The limits on which a container of the pod is silent: with them in a quota, every container has to say. */
function unspecified(pod: KubeObject, limits: readonly string[]): string[] {
  const containers: { resources?: any }[] = [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])];
  return limits
    .filter((limit) => COMPUTE.has(limit))
    .filter((limit) => {
      const [field, name] = split(limit);
      return containers.some((c) => c.resources?.[field]?.[name] === undefined);
    })
    .sort();
}

function exceeded(quota: KubeObject, delta: Usage, used: Usage, hard: Usage): AdmissionRefusal | undefined {
  const over = Object.keys(delta).filter((name) => delta[name]!.nano > 0n && used[name]!.nano + delta[name]!.nano > hard[name]!.nano);
  if (!over.length) return undefined;
  const shown = (usage: Usage): string =>
    over
      .sort()
      .map((name) => `${name}=${quantityText(usage[name]!)}`)
      .join(',');
  return { forbidden: `exceeded quota: ${quota.metadata.name}, requested: ${shown(delta)}, used: ${shown(used)}, limited: ${shown(hard)}` };
}

const texts = (usage: Usage): Record<string, string> =>
  Object.fromEntries(Object.entries(usage).map(([name, amount]) => [name, quantityText(amount)]));

interface Expression {
  scopeName: string;
  operator: string;
  values?: string[];
}

/** Whether the quota's scopes take the object in. */
function covers(quota: KubeObject, key: string, object: KubeObject): boolean {
  const scopes: Expression[] = [
    ...(quota.spec?.scopes ?? []).map((scopeName: string) => ({ scopeName, operator: 'Exists' })),
    ...(quota.spec?.scopeSelector?.matchExpressions ?? []),
  ];
  return scopes.every((scope) => key === 'pods' && inScope(object, scope));
}

function inScope(pod: KubeObject, { scopeName, operator, values }: Expression): boolean {
  const terminating = pod.spec.activeDeadlineSeconds !== undefined;
  const containers: { resources?: any }[] = [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])];
  const bestEffort = containers.every((c) => !Object.keys({ ...c.resources?.requests, ...c.resources?.limits }).length);
  switch (scopeName) {
    case 'Terminating':
      return terminating;
    case 'NotTerminating':
      return !terminating;
    case 'BestEffort':
      return bestEffort;
    case 'NotBestEffort':
      return !bestEffort;
    case 'PriorityClass': {
      const name: string = pod.spec.priorityClassName ?? '';
      if (operator === 'In') return values?.includes(name) ?? false;
      if (operator === 'NotIn') return !values?.includes(name);
      return (operator === 'Exists') === (name !== '');
    }
    default:
      return false;
  }
}
