/** A service's endpoints once more, in slices. After k8s.io/kubernetes/pkg/controller/endpointslice. */
import { equal, type KubeObject } from '../object.ts';
import type { Index } from './indexes.ts';
import { controllerRef } from './support/ownership.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

const KEY = 'endpointslices.discovery.k8s.io';
const SERVICE = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const MANAGER = 'endpointslice-controller.k8s.io';
/** --max-endpoints-per-slice */
const SLICE = 100;

const BY_SERVICE: Index = {
  resource: KEY,
  keysOf: ({ metadata }) =>
    metadata.labels?.[MANAGED_BY] === MANAGER && metadata.labels[SERVICE] ? [`${metadata.namespace}/${metadata.labels[SERVICE]}`] : [],
};

export const endpointSliceController: Controller = {
  name: 'endpoint-slices',
  user: 'system:serviceaccount:kube-system:endpointslice-controller',
  watches: ['endpoints', 'services'],
  keysOf: ({ object, before }) => [keyOf((object ?? before)!)],
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const service = context.get('services', namespace, name);
    const endpoints = context.get('endpoints', namespace, name);
    // What a deleted service leaves goes with it.
    if (!service?.spec.selector || !endpoints) return;
    settle(service, slicesOf(endpoints), context.indexed(BY_SERVICE, key), context);
  },
};

type Content = Pick<KubeObject, 'endpoints' | 'ports'>;

/** The first slices take what there is; those that are left over go. */
function settle(service: KubeObject, wanted: readonly Content[], known: readonly KubeObject[], context: ControllerContext): void {
  const { name, namespace, labels = {} } = service.metadata;
  const metadata = {
    labels: { ...labels, [SERVICE]: name!, [MANAGED_BY]: MANAGER },
    ownerReferences: [{ ...controllerRef(service), apiVersion: 'v1' }],
  };
  wanted.forEach((content, i) => {
    const slice = known[i];
    if (!slice)
      context.create(KEY, {
        apiVersion: 'discovery.k8s.io/v1beta1',
        kind: 'EndpointSlice',
        metadata: { generateName: `${name}-`, namespace, ...metadata },
        addressType: 'IPv4',
        ...content,
      });
    else if (!equal(slice.endpoints ?? [], content.endpoints ?? []) || !equal(slice.ports ?? [], content.ports ?? []))
      context.update(KEY, { ...slice, metadata: { ...slice.metadata, ...metadata }, ...content });
  });
  for (const slice of known.slice(wanted.length)) context.remove(KEY, slice);
}

interface Address {
  ip: string;
  hostname?: string;
  nodeName?: string;
  targetRef?: object;
}

function slicesOf({ subsets = [] }: KubeObject): Content[] {
  const slices: Content[] = [];
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets as {
    addresses?: Address[];
    notReadyAddresses?: Address[];
    ports?: object[];
  }[]) {
    const endpoints = [
      ...addresses.map((address) => endpointOf(address, true)),
      ...notReadyAddresses.map((address) => endpointOf(address, false)),
    ];
    const named = ports.map((port) => ({ name: '', ...port }));
    for (let from = 0; from < endpoints.length; from += SLICE)
      slices.push({ endpoints: endpoints.slice(from, from + SLICE), ports: named });
  }
  return slices.length ? slices : [{ endpoints: [], ports: [] }];
}

function endpointOf({ ip, hostname, nodeName, targetRef }: Address, ready: boolean): object {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname ? { hostname } : {}),
    ...(targetRef ? { targetRef } : {}),
    ...(nodeName ? { topology: { 'kubernetes.io/hostname': nodeName } } : {}),
  };
}
