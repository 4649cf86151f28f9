/**
 * All kinds, and how a cluster of some version finds them. A new kind is a file in this folder, an import and a line in RESOURCES.
 */
import { apiServices } from './apiservices.ts';
import { certificateSigningRequests } from './certificatesigningrequests.ts';
import { clusterRoleBindings } from './clusterrolebindings.ts';
import { clusterRoles } from './clusterroles.ts';
import { configMaps } from './configmaps.ts';
import { controllerRevisions } from './controllerrevisions.ts';
import { cronJobs } from './cronjobs.ts';
import { csiDrivers } from './csidrivers.ts';
import { csiNodes } from './csinodes.ts';
import { customResourceDefinitions } from './customresourcedefinitions.ts';
import { daemonSets } from './daemonsets.ts';
import { deployments } from './deployments.ts';
import { endpoints } from './endpoints.ts';
import { endpointSlices } from './endpointslices.ts';
import { events } from './events.ts';
import { flowSchemas } from './flowschemas.ts';
import { horizontalPodAutoscalers } from './horizontalpodautoscalers.ts';
import { ingressClasses } from './ingressclasses.ts';
import { ingresses } from './ingresses.ts';
import { jobs } from './jobs.ts';
import { leases } from './leases.ts';
import { limitRanges } from './limitranges.ts';
import { mutatingWebhookConfigurations } from './mutatingwebhookconfigurations.ts';
import { namespaces } from './namespaces.ts';
import { networkPolicies } from './networkpolicies.ts';
import { nodes } from './nodes.ts';
import { persistentVolumeClaims } from './persistentvolumeclaims.ts';
import { persistentVolumes } from './persistentvolumes.ts';
import { podDisruptionBudgets } from './poddisruptionbudgets.ts';
import { pods } from './pods.ts';
import { podSecurityPolicies } from './podsecuritypolicies.ts';
import { podTemplates } from './podtemplates.ts';
import { priorityClasses } from './priorityclasses.ts';
import { priorityLevelConfigurations } from './prioritylevelconfigurations.ts';
import { replicaSets } from './replicasets.ts';
import { replicationControllers } from './replicationcontrollers.ts';
import { resourceQuotas } from './resourcequotas.ts';
import { roleBindings } from './rolebindings.ts';
import { roles } from './roles.ts';
import { runtimeClasses } from './runtimeclasses.ts';
import { secrets } from './secrets.ts';
import { serviceAccounts } from './serviceaccounts.ts';
import { services } from './services.ts';
import { statefulSets } from './statefulsets.ts';
import { storageClasses } from './storageclasses.ts';
import { validatingWebhookConfigurations } from './validatingwebhookconfigurations.ts';
import { volumeAttachments } from './volumeattachments.ts';
import type { ResourceDefinition } from './types.ts';
import type { Versions } from '../versions.ts';

export const RESOURCES: readonly ResourceDefinition[] = [
  apiServices,
  certificateSigningRequests,
  clusterRoleBindings,
  clusterRoles,
  configMaps,
  controllerRevisions,
  cronJobs,
  csiDrivers,
  csiNodes,
  customResourceDefinitions,
  daemonSets,
  deployments,
  endpoints,
  endpointSlices,
  events,
  flowSchemas,
  horizontalPodAutoscalers,
  ingressClasses,
  ingresses,
  jobs,
  leases,
  limitRanges,
  mutatingWebhookConfigurations,
  namespaces,
  networkPolicies,
  nodes,
  persistentVolumeClaims,
  persistentVolumes,
  podDisruptionBudgets,
  pods,
  podSecurityPolicies,
  podTemplates,
  priorityClasses,
  priorityLevelConfigurations,
  replicaSets,
  replicationControllers,
  resourceQuotas,
  roleBindings,
  roles,
  runtimeClasses,
  secrets,
  serviceAccounts,
  services,
  statefulSets,
  storageClasses,
  validatingWebhookConfigurations,
  volumeAttachments,
];

/** A resource as one group and version serves it. */
export interface Served {
  resource: ResourceDefinition;
  /** As asked for: `extensions` for an ingress may stand for networking.k8s.io. */
  group: string;
  version: string;
}

export interface Registry {
  /** Undefined where that group and version do not serve it. */
  find(group: string, version: string, plural: string): Served | undefined;
  findKind(group: string, version: string, kind: string): Served | undefined;
  /** By storage key: `pods`, `deployments.apps`. */
  resource(key: string): ResourceDefinition | undefined;
  /** Everything that is served, each group and version on its own. */
  served: readonly Served[];
  resources: readonly ResourceDefinition[];
}

/** `pods`, `deployments.apps`: the name of a resource in the store, in admission lookups and in messages. */
export function resourceKey(resource: { plural: string; group: string }): string {
  return resource.group ? `${resource.plural}.${resource.group}` : resource.plural;
}

/** `v1`, `apps/v1`. */
export function groupVersion(group: string, version: string): string {
  return group ? `${group}/${version}` : version;
}

export function createRegistry(versions: Versions, resources: readonly ResourceDefinition[] = RESOURCES): Registry {
  const served = resources.flatMap((resource) =>
    [{ group: resource.group, served: resource.served }, ...(resource.aliases ?? [])].flatMap((home) =>
      home.served.call(resource, versions).map((version): Served => ({ resource, group: home.group, version })),
    ),
  );
  const byPath = new Map(served.map((s) => [`${s.group}/${s.version}/${s.resource.plural}`, s]));
  const byKind = new Map(served.map((s) => [`${s.group}/${s.version}/${s.resource.kind}`, s]));
  const live = [...new Set(served.map((s) => s.resource))];
  const byKey = new Map(live.map((r) => [resourceKey(r), r]));
  return {
    find: (group, version, plural) => byPath.get(`${group}/${version}/${plural}`),
    findKind: (group, version, kind) => byKind.get(`${group}/${version}/${kind}`),
    resource: (key) => byKey.get(key),
    served,
    resources: live,
  };
}
