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

const STATUS: SubresourceEntry = { handlers: status };

/** The subresource of that name, where the resource has it in this version. */
export function subresourceOf({ resource, version }: Served, versions: Versions, name: string): SubresourceEntry | undefined {
  const key = resourceKey(resource);
  if (name === 'scale') return resource.scale && SCALE;
  if (name === 'status') return resource.status && STATUS_IN[key]?.includes(version) !== false ? STATUS : undefined;
  const own = OWN[key] ?? {};
  const entry = Object.hasOwn(own, name) ? own[name] : undefined;
  return (entry?.served?.(versions) ?? true) ? entry : undefined;
}

/** The subresources of a served resource, by name in alphabetical order. */
export function subresourcesOf(served: Served, versions: Versions): [string, SubresourceEntry][] {
  return [...Object.keys(OWN[resourceKey(served.resource)] ?? {}), 'scale', 'status']
    .sort()
    .map((name): [string, SubresourceEntry | undefined] => [name, subresourceOf(served, versions, name)])
    .filter((pair): pair is [string, SubresourceEntry] => pair[1] !== undefined);
}
