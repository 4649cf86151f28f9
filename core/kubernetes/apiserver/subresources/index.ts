/** The subresources, by resource, with what discovery says of those that are not of their resource's own kind. */
import type { Served } from '../../resources/registry.ts';
import { resourceKey } from '../../resources/registry.ts';
import type { Versions } from '../../versions.ts';
import type { Handler } from '../server.ts';
import { finalize } from './namespaces.ts';
import { attach, binding, ephemeralcontainers, eviction, exec, log, portforward } from './pods.ts';
import { scale } from './scale.ts';
import { status } from './status.ts';
import { token } from './token.ts';
import { proxy } from './proxy.ts';

/** Handlers by verb. */
export type Subresource = Partial<Record<'get' | 'create' | 'update' | 'patch' | 'delete', Handler>>;

export interface SubresourceEntry {
  handlers: Subresource;
  /** The kind that it takes and gives, where it is not the resource's. */
  kind?: string;
  group?: string;
  version?: string | ((versions: Versions) => string);
  served?(versions: Versions): boolean;
}

const SCALE: SubresourceEntry = { handlers: scale, kind: 'Scale', group: 'autoscaling', version: 'v1' };

/** By resource and name, in discovery's (alphabetical) order. `status` and `scale` follow from the resource's definition. */
const OWN: Record<string, Record<string, SubresourceEntry>> = {
  // An approval is a status that another right is needed for.
  'certificatesigningrequests.certificates.k8s.io': { approval: { handlers: status } },
  namespaces: { finalize: { handlers: finalize } },
  nodes: { proxy: { handlers: proxy, kind: 'NodeProxyOptions' } },
  pods: {
    attach: { handlers: attach, kind: 'PodAttachOptions' },
    binding: { handlers: binding, kind: 'Binding' },
    ephemeralcontainers: { handlers: ephemeralcontainers, served: (versions) => versions.has('ephemeralContainers') },
    eviction: {
      handlers: eviction,
      kind: 'Eviction',
      group: 'policy',
      version: (versions) => (versions.has('policyV1Eviction') ? 'v1' : 'v1beta1'),
    },
    exec: { handlers: exec, kind: 'PodExecOptions' },
    log: { handlers: log },
    portforward: { handlers: portforward, kind: 'PodPortForwardOptions' },
    proxy: { handlers: proxy, kind: 'PodProxyOptions' },
  },
  serviceaccounts: { token: { handlers: token, kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1' } },
  services: { proxy: { handlers: proxy, kind: 'ServiceProxyOptions' } },
};

/** Versions with a status of their own, where not all have one. */
const STATUS_IN: Record<string, readonly string[]> = { 'volumeattachments.storage.k8s.io': ['v1'] };

/** The subresources of a served resource, by name in alphabetical order. */
export function subresourcesOf({ resource, version }: Served, versions: Versions): [string, SubresourceEntry][] {
  const all: Record<string, SubresourceEntry> = {
    ...OWN[resourceKey(resource)],
    ...(resource.scale ? { scale: SCALE } : {}),
    ...(resource.status && STATUS_IN[resourceKey(resource)]?.includes(version) !== false ? { status: { handlers: status } } : {}),
  };
  return Object.entries(all)
    .filter(([, entry]) => entry.served?.(versions) ?? true)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
