import type { JsonObject } from '../../store.ts';
import { SUBSCRIPTION_ID } from '../data/account.ts';
import { LOCATION_NAMES, normalLocation } from '../data/locations.ts';
import { armErrors } from '../errors.ts';
import type { AzureHost } from '../host.ts';
import { ENDPOINT } from '../operations.ts';
import type { Call, Route } from '../router.ts';
import { GROUP, requireShape } from '../shape.ts';
import { plan, type Effects } from '../transitions.ts';
import { TYPE as CLUSTER_TYPE, clusterKey, removeCluster } from '../containerservice/records.ts';
import { requireSubscription } from './subscriptions.ts';

/** A resource group as stored and as sent (Microsoft.Resources/resourceGroups). */
export interface ResourceGroup {
  id: string;
  name: string;
  type: 'Microsoft.Resources/resourceGroups';
  location: string;
  tags?: Record<string, string>;
  managedBy?: string;
  properties: { provisioningState: string };
}

const PREFIX = '/azure/groups/';
const TYPE = 'Microsoft.Resources/resourceGroups';
const MAX_NAME = 90;
export const groupKey = (name: string) => `${PREFIX}${name.toLowerCase()}`;

/** The group, or ARM's ResourceGroupNotFound. */
export function requireGroup(host: AzureHost, name: string): ResourceGroup {
  const group = host.store.get(groupKey(name))?.value as unknown as ResourceGroup | undefined;
  if (!group) throw armErrors.groupNotFound(name);
  return group;
}

export function putGroup(host: AzureHost, group: Omit<ResourceGroup, 'id' | 'type' | 'properties'>): ResourceGroup {
  const stored: ResourceGroup = {
    id: `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/${group.name}`,
    type: TYPE,
    ...group,
    properties: { provisioningState: 'Succeeded' },
  };
  host.store.put(groupKey(group.name), stored as unknown as JsonObject);
  return stored;
}

export function groupRoutes(host: AzureHost): Route[] {
  const all = '/subscriptions/{subscription}/resourcegroups';
  const one = `${all}/{group}`;
  return [
    { method: 'GET', path: all, handle: list },
    { method: 'GET', path: one, handle: ({ params }) => ({ code: 200, body: requireGroup(host, params.group!) as unknown as JsonObject }) },
    { method: 'HEAD', path: one, handle: ({ params }) => ({ code: host.store.get(groupKey(params.group!)) ? 204 : 404 }) },
    { method: 'PUT', path: one, handle: create },
    { method: 'PATCH', path: one, handle: update },
    { method: 'DELETE', path: one, handle: remove },
    { method: 'GET', path: '/subscriptions/{subscription}/operationresults/{job}', handle: ({ params }) => jobResult(params.job!) },
    {
      method: 'GET',
      path: '/subscriptions/{subscription}/resources',
      handle: ({ params }) => (requireSubscription(params.subscription!), listResources('')),
    },
    { method: 'GET', path: `${one}/resources`, handle: ({ params }) => (requireGroup(host, params.group!), listResources(params.group!)) },
  ];

  function list({ params, query }: Call) {
    requireSubscription(params.subscription!);
    const wanted = tagFilter(query.get('$filter'));
    const groups = host.store.list(PREFIX).map((entry) => entry.value as unknown as ResourceGroup);
    return { code: 200, body: { value: groups.filter(wanted) as unknown as JsonObject[] } };
  }

  function create({ params, request }: Call) {
    requireSubscription(params.subscription!);
    const name = params.group!;
    const body = requireShape(request.body, GROUP);
    checkName(name);
    if (!body.location) throw armErrors.locationRequired();
    const location = normalLocation(body.location);
    const existing = host.store.get(groupKey(name))?.value as unknown as ResourceGroup | undefined;
    if (existing?.properties.provisioningState === 'Deleting') throw armErrors.groupBeingDeleted(existing.name);
    if (existing && existing.location !== location) throw armErrors.groupLocation(location, existing.location);
    if (!LOCATION_NAMES.includes(location))
      throw armErrors.locationNotAvailable(location, 'Microsoft.Resources/resourceGroups', LOCATION_NAMES);
    const group = putGroup(host, {
      name: existing?.name ?? name,
      location,
      ...(body.tags && { tags: body.tags }),
      ...(body.managedBy && { managedBy: body.managedBy }),
    });
    return { code: existing ? 200 : 201, body: group as unknown as JsonObject };
  }

  function update({ params, request }: Call) {
    const group = requireGroup(host, params.group!);
    const { tags } = requireShape(request.body, GROUP);
    return { code: 200, body: putGroup(host, { ...group, ...(tags && { tags }) }) as unknown as JsonObject };
  }

  function remove({ params }: Call) {
    const group = requireGroup(host, params.group!);
    if (group.properties.provisioningState === 'Deleting') throw armErrors.groupBeingDeleted(group.name);
    markDeleting(host, group);
    plan(host, 'groupDelete', groupKey(group.name), 'groupDelete');
    return { code: 202, headers: { location: jobUrl(group) } };
  }

  function jobUrl(group: ResourceGroup): string {
    const job = {
      jobId: `RESOURCEGROUPDELETIONJOB-${group.name.toUpperCase()}-${group.location.toUpperCase()}`,
      jobLocation: group.location,
    };
    return `${ENDPOINT}/subscriptions/${SUBSCRIPTION_ID}/operationresults/${base64url(JSON.stringify(job))}?api-version=2021-04-01`;
  }

  /** 202 while the group is still there, then 200: what ARM's deletion job answers. */
  function jobResult(job: string) {
    const name = /RESOURCEGROUPDELETIONJOB-(.*)-[^-]*$/.exec(jobId(job))?.[1];
    const group = name === undefined ? undefined : (host.store.get(groupKey(name))?.value as unknown as ResourceGroup | undefined);
    return group ? { code: 202, headers: { location: jobUrl(group), 'retry-after': '1' } } : { code: 200 };
  }

  function listResources(group: string) {
    const clusters = host.store.list(clusterKey(group, '')).map((entry) => (entry.value as JsonObject).body as JsonObject);
    const value = clusters.map(
      ({ id, name, location, identity, sku, tags }) =>
        ({ id, name, type: CLUSTER_TYPE, location, identity, sku, ...(tags && { tags }) }) as JsonObject,
    );
    return { code: 200, body: { value } };
  }
}

export function groupEffects(host: AzureHost): Effects {
  return {
    groupDelete(target, at) {
      const name = target.slice(PREFIX.length);
      for (const entry of host.store.list(clusterKey(name, ''))) removeCluster(host, entry.key, at);
      host.store.delete(target);
    },
  };
}

/** Everything in a group that is being deleted shows it. */
function markDeleting(host: AzureHost, group: ResourceGroup): void {
  host.store.put(groupKey(group.name), { ...group, properties: { provisioningState: 'Deleting' } } as unknown as JsonObject);
  for (const entry of host.store.list(clusterKey(group.name, ''))) {
    const record = entry.value as { body: JsonObject };
    const properties = { ...(record.body.properties as JsonObject), provisioningState: 'Deleting' };
    host.store.put(entry.key, { ...record, body: { ...record.body, properties } });
  }
}

function checkName(name: string): void {
  if (name.length > MAX_NAME) throw armErrors.groupNameLength(name);
  const wrong = [...new Set(name.replaceAll(/[\p{L}\p{N}\-._()]/gu, ''))].join('');
  if (wrong) throw armErrors.groupName(name, wrong);
  if (name.endsWith('.')) throw armErrors.groupNameEnd(name);
}

/** Reads `tagname eq 'env' and tagvalue eq 'train'`. */
function tagFilter(filter: string | null): (group: ResourceGroup) => boolean {
  const name = /tagname eq '([^']*)'/i.exec(filter ?? '')?.[1];
  const value = /tagvalue eq '([^']*)'/i.exec(filter ?? '')?.[1];
  if (name === undefined) return () => true;
  return (group) => group.tags?.[name] !== undefined && (value === undefined || group.tags[name] === value);
}

const base64url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function jobId(job: string): string {
  try {
    return String(JSON.parse(atob(job.replaceAll('-', '+').replaceAll('_', '/'))).jobId);
  } catch {
    return '';
  }
}
