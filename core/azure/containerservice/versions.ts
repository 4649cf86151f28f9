import type { JsonObject } from '../../store.ts';
import { SUBSCRIPTION_ID } from '../data/account.ts';
import { DEFAULT_VERSION, KUBERNETES_VERSIONS, upgradesFrom } from '../data/kubernetes-versions.ts';
import { LOCATION_NAMES, normalLocation } from '../data/locations.ts';
import { armErrors } from '../errors.ts';
import type { AzureHost } from '../host.ts';
import { requireGroup } from '../providers/groups.ts';
import { requireSubscription } from '../providers/subscriptions.ts';
import type { Route } from '../router.ts';
import { requireCluster } from './records.ts';

/** Which Kubernetes versions a region offers, and where a cluster may go from its own. */
export function versionRoutes(host: AzureHost): Route[] {
  return [
    {
      method: 'GET',
      path: '/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}/orchestrators',
      handle: ({ params }) => {
        requireSubscription(params.subscription!);
        const location = normalLocation(params.location!);
        if (!LOCATION_NAMES.includes(location)) throw armErrors.locationNotAvailable(location, 'locations/orchestrators', LOCATION_NAMES);
        const id = `/subscriptions/${SUBSCRIPTION_ID}/providers/Microsoft.ContainerService/locations/${location}/orchestrators`;
        const orchestrators = KUBERNETES_VERSIONS.map(orchestrator);
        return {
          code: 200,
          body: { id, name: 'default', type: 'Microsoft.ContainerService/locations/orchestrators', properties: { orchestrators } },
        };
      },
    },
    {
      method: 'GET',
      path: '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerService/managedClusters/{cluster}/upgradeProfiles/default',
      handle: ({ params }) => {
        requireGroup(host, params.group!);
        const { body } = requireCluster(host, params.group!, params.cluster!);
        const { kubernetesVersion, agentPoolProfiles } = body.properties;
        const available = upgradesFrom(kubernetesVersion);
        const profile = (name: string, version: string): JsonObject => {
          const upgrades = available.map((kubernetesVersion) => ({ kubernetesVersion }));
          return { kubernetesVersion: version, name, osType: 'Linux', ...(upgrades.length && { upgrades }) };
        };
        return {
          code: 200,
          body: {
            id: `${body.id}/upgradeprofiles/default`,
            name: 'default',
            type: 'Microsoft.ContainerService/managedClusters/upgradeprofiles',
            properties: {
              controlPlaneProfile: profile('master', kubernetesVersion),
              agentPoolProfiles: agentPoolProfiles.map((pool) => profile(pool.name, pool.orchestratorVersion)),
            },
          },
        };
      },
    },
  ];
}

function orchestrator(version: string): JsonObject {
  const upgrades = upgradesFrom(version).map((to) => ({ orchestratorType: 'Kubernetes', orchestratorVersion: to }));
  return {
    orchestratorType: 'Kubernetes',
    orchestratorVersion: version,
    ...(version === DEFAULT_VERSION && { default: true }),
    ...(upgrades.length && { upgrades }),
  };
}
