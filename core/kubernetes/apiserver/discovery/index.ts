/** What is served: /api, /apis and each group and version, made from the registry. After k8s.io/apiserver/pkg/endpoints/installer.go. */
import { sha256 } from '../../../../formats/sha256.ts';
import type { JsonObject } from '../../object.ts';
import { byPriority } from '../../resources/customresources.ts';
import { groupVersion, type Served } from '../../resources/registry.ts';
import { REVIEWS, reviewVersions } from '../reviews/index.ts';
import type { ApiServer } from '../server.ts';
import { subresourcesOf } from '../subresources/index.ts';

const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** The order of groups, which is the priority that the aggregator gives them; others follow by name. */
const GROUP_ORDER = [
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'extensions',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'flowcontrol.apiserver.k8s.io',
];

/** Groups whose lists leave their apiVersion out, as they did before it was there. */
const UNVERSIONED = new Set(['', 'extensions']);

export const apiVersions = (server: ApiServer): JsonObject => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: `${server.config().fqdn}:443` }],
});

export function apiGroups(server: ApiServer): JsonObject {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groupNames(server).map((name) => groupEntry(server, name)) };
}

/** Undefined for a group that is not served. */
export function apiGroup(server: ApiServer, name: string): JsonObject | undefined {
  return groupNames(server).includes(name) ? { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(server, name) } : undefined;
}

function groupNames(server: ApiServer): string[] {
  const names = new Set([...server.registry.served.map((s) => s.group), ...REVIEWS.map((r) => r.group)]);
  names.delete('');
  const place = (name: string): number => (GROUP_ORDER.includes(name) ? GROUP_ORDER.indexOf(name) : GROUP_ORDER.length);
  return [...names].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function groupEntry(server: ApiServer, name: string): JsonObject {
  const versions = versionsOfGroup(server, name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0]! };
}

/** Stable ones first, then betas before alphas; among those the earlier first. */
function versionsOfGroup(server: ApiServer, name: string): string[] {
  const own = server.registry.served.filter((s) => s.group === name).map((s) => s.version);
  const review = REVIEWS.some((r) => r.group === name) ? reviewVersions(server.versions) : [];
  // A group of custom resources has the order of their definitions, newest first.
  const isCustom = server.registry.served.some((s) => s.group === name && s.resource.isCustom);
  return isCustom ? byPriority([...new Set(own)]) : [...new Set([...own, ...review])].sort(byStability);
}

function byStability(a: string, b: string): number {
  const rank = (version: string): number[] => {
    const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
    return [stage === undefined ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor ?? 0)];
  };
  const [x, y] = [rank(a), rank(b)];
  return y[0]! - x[0]! || x[1]! - y[1]! || x[2]! - y[2]!;
}

/** Kinds that the real server keeps in another version than we do (pkg/kubeapiserver/default_storage_factory_builder.go). */
const STORED_IN: Record<string, string> = {
  'HorizontalPodAutoscaler.autoscaling': 'v1',
  'Ingress.networking.k8s.io': 'v1beta1',
  'IngressClass.networking.k8s.io': 'v1beta1',
  'RuntimeClass.node.k8s.io': 'v1beta1',
  'Lease.coordination.k8s.io': 'v1beta1',
  'CSIDriver.storage.k8s.io': 'v1beta1',
  'CertificateSigningRequest.certificates.k8s.io': 'v1beta1',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io': 'v1beta1',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io': 'v1beta1',
  'APIService.apiregistration.k8s.io': 'v1beta1',
  'CustomResourceDefinition.apiextensions.k8s.io': 'v1beta1',
};

/** Undefined for a group and version that is not served. */
export function apiResources(server: ApiServer, group: string, version: string): JsonObject | undefined {
  const served = server.registry.served.filter((s) => s.group === group && s.version === version);
  const resources = [...served.flatMap((s) => resourceEntries(server, s)), ...virtualEntries(server, group, version)];
  if (resources.length === 0) return undefined;
  resources.sort((a, b) => (a.name! < b.name! ? -1 : 1));
  return {
    kind: 'APIResourceList',
    ...(UNVERSIONED.has(group) ? {} : { apiVersion: 'v1' }),
    groupVersion: groupVersion(group, version),
    resources,
  };
}

function resourceEntries(server: ApiServer, served: Served): JsonObject[] {
  const { resource } = served;
  const common = { singularName: '', namespaced: resource.namespaced };
  const own: JsonObject = {
    name: resource.plural,
    ...common,
    ...(resource.isCustom ? { singularName: resource.singular } : {}),
    kind: resource.kind,
    verbs: [...(resource.verbs ?? ALL_VERBS)],
    ...(resource.shortNames?.length ? { shortNames: [...resource.shortNames] } : {}),
    ...(resource.categories?.length ? { categories: [...resource.categories] } : {}),
    // Worked out when it is read: clients in this process never do, and it would be most of the cost.
    get storageVersionHash() {
      return storageHash(resource.group, STORED_IN[`${resource.kind}.${resource.group}`] ?? resource.storageVersion, resource.kind);
    },
  };
  const parts = subresourcesOf(served, server.versions).map(([name, { handlers, kind, group, version }]): JsonObject => ({
    name: `${resource.plural}/${name}`,
    ...common,
    ...(group ? { group, version: typeof version === 'function' ? version(server.versions) : version! } : {}),
    kind: kind ?? resource.kind,
    verbs: Object.keys(handlers).sort(),
  }));
  return [own, ...parts];
}

/** Resources that are served without being stored. */
function virtualEntries(server: ApiServer, group: string, version: string): JsonObject[] {
  if (group === '') {
    return [
      { name: 'bindings', singularName: '', namespaced: true, kind: 'Binding', verbs: ['create'] },
      {
        name: 'componentstatuses',
        singularName: '',
        namespaced: false,
        kind: 'ComponentStatus',
        verbs: ['get', 'list'],
        shortNames: ['cs'],
      },
    ];
  }
  const reviews = reviewVersions(server.versions).includes(version) ? REVIEWS.filter((r) => r.group === group) : [];
  return reviews.map(({ plural, namespaced, kind }) => ({ name: plural, singularName: '', namespaced, kind, verbs: ['create'] }));
}

const hashes = new Map<string, string>();

/** The first eight bytes of a digest over group, version and kind (discovery.StorageVersionHash). */
function storageHash(group: string, version: string, kind: string): string {
  const name = `${group}/${version}/${kind}`;
  let hash = hashes.get(name);
  if (!hash) hashes.set(name, (hash = btoa(String.fromCharCode(...sha256(name).slice(0, 8)))));
  return hash;
}
