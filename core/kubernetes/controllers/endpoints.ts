/** A service's endpoints: the addresses of the pods that it selects. After k8s.io/kubernetes/pkg/controller/endpoint. */
import { timestamp } from '../../clock.ts';
import { copy, equal, type KubeObject } from '../object.ts';
import { selects } from '../resources/validation/labels.ts';
import { isFinished, isReady } from './support/pods.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

const HEADLESS = 'service.kubernetes.io/headless';
const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time';

interface Address {
  ip: string;
  [more: string]: unknown;
}

interface Port {
  name?: string;
  port: number;
  protocol: string;
}

interface Subset {
  addresses?: Address[];
  notReadyAddresses?: Address[];
  ports: Port[];
}

export const endpointsController: Controller = {
  name: 'endpoints',
  user: 'system:serviceaccount:kube-system:endpoint-controller',
  watches: ['services', 'pods'],
  keysOf({ resource, object, before }, context) {
    const it = (object ?? before)!;
    if (resource === 'services') return [keyOf(it)];
    if (object && before && standing(object) === standing(before) && equal(object.metadata.labels ?? {}, before.metadata.labels ?? {}))
      return [];
    return context
      .list('services', it.metadata.namespace)
      .filter(
        ({ spec }) => spec.selector && [object, before].some((pod) => pod && selects({ matchLabels: spec.selector }, pod.metadata.labels)),
      )
      .map(keyOf);
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const service = context.get('services', namespace, name);
    const known = context.get('endpoints', namespace, name);
    if (!service) {
      if (known) context.remove('endpoints', known);
      return;
    }
    if (service.spec.selector) write(context, service, known);
  },
};

/** What of a pod matters here. */
const standing = (pod: KubeObject): string =>
  [pod.status?.podIP, isReady(pod), isFinished(pod), Boolean(pod.metadata.deletionTimestamp)].join();

function write(context: ControllerContext, service: KubeObject, known: KubeObject | undefined): void {
  const subsets = subsetsOf(service, context);
  const { name, namespace, labels = {} } = service.metadata;
  const wanted: Record<string, string> = { ...labels, ...(service.spec.clusterIP === 'None' ? { [HEADLESS]: '' } : {}) };
  if (known && equal(comparable(known.subsets ?? []), comparable(subsets)) && equal(known.metadata.labels ?? {}, wanted)) return;
  const metadata = {
    ...known?.metadata,
    name,
    namespace,
    ...(Object.keys(wanted).length ? { labels: wanted } : {}),
    annotations: { ...known?.metadata.annotations, [TRIGGER]: timestamp(context.now) },
  };
  const object: KubeObject = { apiVersion: 'v1', kind: 'Endpoints', metadata, ...(subsets.length ? { subsets: subsets as never } : {}) };
  if (known) context.update('endpoints', object);
  else context.create('endpoints', object);
}

/** The versions of the pods do not count. */
function comparable(subsets: readonly Subset[]): unknown {
  return copy(subsets).map((subset) => {
    for (const address of [...(subset.addresses ?? []), ...(subset.notReadyAddresses ?? [])])
      delete (address.targetRef as Record<string, unknown> | undefined)?.resourceVersion;
    return subset;
  });
}

/** One subset for each set of ports, addresses in order. */
function subsetsOf(service: KubeObject, context: ControllerContext): Subset[] {
  const byPorts = new Map<string, Required<Subset>>();
  const acceptsAll: boolean = service.spec.publishNotReadyAddresses ?? false;
  for (const pod of context.list('pods', service.metadata.namespace)) {
    if (!selects({ matchLabels: service.spec.selector }, pod.metadata.labels) || !pod.status?.podIP || isFinished(pod)) continue;
    if (pod.metadata.deletionTimestamp && !acceptsAll) continue;
    const ports = portsOf(service, pod);
    if (ports.length === 0 && service.spec.ports?.length) continue;
    const key = JSON.stringify(ports);
    const subset = byPorts.get(key) ?? byPorts.set(key, { addresses: [], notReadyAddresses: [], ports }).get(key)!;
    (isReady(pod) || acceptsAll ? subset.addresses : subset.notReadyAddresses).push(addressOf(pod, service));
  }
  return [...byPorts.values()].map(({ addresses, notReadyAddresses, ports }) => ({
    ...(addresses.length ? { addresses: addresses.sort(byAddress) } : {}),
    ...(notReadyAddresses.length ? { notReadyAddresses: notReadyAddresses.sort(byAddress) } : {}),
    ports,
  }));
}

const byAddress = (a: Address, b: Address): number => (a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : 0);

function addressOf(pod: KubeObject, service: KubeObject): Address {
  const { name, namespace, uid, resourceVersion } = pod.metadata;
  const isNamed = pod.spec.hostname && pod.spec.subdomain === service.metadata.name;
  return {
    ip: pod.status.podIP,
    ...(isNamed ? { hostname: pod.spec.hostname } : {}),
    nodeName: pod.spec.nodeName,
    targetRef: { kind: 'Pod', namespace, name, uid, resourceVersion },
  };
}

/** Ports that the pod has; a named one is looked for in its containers. */
function portsOf(service: KubeObject, pod: KubeObject): Port[] {
  const all = (service.spec.ports ?? []) as { name?: string; port: number; protocol?: string; targetPort?: number | string }[];
  return all.flatMap(({ name, port, protocol = 'TCP', targetPort = port }) => {
    const found = typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort, protocol);
    return found === undefined ? [] : [{ ...(name ? { name } : {}), port: found, protocol }];
  });
}

function namedPort(pod: KubeObject, name: string, protocol: string): number | undefined {
  const ports = pod.spec.containers.flatMap(
    (c: { ports?: { name?: string; containerPort: number; protocol?: string }[] }) => c.ports ?? [],
  );
  return ports.find((p: { name?: string; protocol?: string }) => p.name === name && (p.protocol ?? 'TCP') === protocol)?.containerPort;
}
