/**
 * Cluster IPs and node ports: after k8s.io/kubernetes/pkg/registry/core/service/{ipallocator,portallocator}. The real allocators choose
 * at random; here the service's name says where to start, so that the same cluster gets the same addresses again.
 */
import { at, invalid, type FieldError } from '../../field.ts';
import type { KubeObject } from '../../object.ts';
import { networkContains, parseCIDR, parseIP } from '../validation/addresses.ts';
import type { ResourceContext } from '../types.ts';

/** AKS's default service CIDR. The API server's own service has the first address. */
const RANGE = '10.0.0.0/16';
const FIRST = [10, 0];
const NODE_PORTS = { from: 30000, to: 32767 };
const NONE = 'None';

export interface ServicePort {
  name?: string;
  port: number;
  protocol?: string;
  targetPort?: number | string;
  nodePort?: number;
  appProtocol?: string;
}

export const needsClusterIP = ({ spec }: KubeObject): boolean => ['ClusterIP', 'NodePort', 'LoadBalancer'].includes(spec?.type);
export const needsNodePorts = ({ spec }: KubeObject): boolean => ['NodePort', 'LoadBalancer'].includes(spec?.type);
export const needsHealthCheck = ({ spec }: KubeObject): boolean => spec?.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
const ports = (service: KubeObject): ServicePort[] => service.spec?.ports ?? [];

/** A number that is the same for the same text (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return value;
}

/** The first of `size` places, counted on from one that the text gives, that is free. */
function firstFree(text: string, size: number, isTaken: (place: number) => boolean): number | undefined {
  const start = hash(text) % size;
  for (let i = 0; i < size; i++) if (!isTaken((start + i) % size)) return (start + i) % size;
  return undefined;
}

/** Services other than this one. */
function others(service: KubeObject, context: ResourceContext): KubeObject[] {
  const { name, namespace } = service.metadata;
  return (context.stored?.('services') ?? []).filter(({ metadata }) => metadata.name !== name || metadata.namespace !== namespace);
}

const portsOf = (service: KubeObject): number[] =>
  [...ports(service).map(({ nodePort }) => nodePort ?? 0), service.spec?.healthCheckNodePort ?? 0].filter((port) => port > 0);

/** Gives a service the address and the node ports that its type needs and that it did not ask for itself. On a dry run no address, and node ports that are none. */
export function allocate(service: KubeObject, context: ResourceContext): void {
  const rest = others(service, context);
  const key = `${service.metadata.namespace}/${service.metadata.name ?? service.metadata.generateName}`;
  if (!context.dryRun && needsClusterIP(service) && !service.spec.clusterIP && !service.spec.clusterIPs?.length) {
    const taken = new Set(rest.map(({ spec }) => spec?.clusterIP));
    // The network's own address, the first and the last are nobody's to give.
    const place = firstFree(key, 0xfffd, (index) => taken.has(addressAt(index)));
    if (place !== undefined) setClusterIP(service, addressAt(place), context);
  }
  if (!needsNodePorts(service)) return;
  const taken = new Set([...rest.flatMap(portsOf), ...portsOf(service)]);
  let pretended = NODE_PORTS.to;
  const next = (salt: string): number => {
    if (context.dryRun) return ++pretended;
    const place = firstFree(`${key}/${salt}`, NODE_PORTS.to - NODE_PORTS.from + 1, (index) => taken.has(NODE_PORTS.from + index)) ?? 0;
    taken.add(NODE_PORTS.from + place);
    return NODE_PORTS.from + place;
  };
  for (const port of ports(service)) {
    // One node port serves the same port over several protocols.
    const twin = ports(service).find(
      (other) => other !== port && other.port === port.port && other.protocol !== port.protocol && other.nodePort,
    );
    port.nodePort ||= twin?.nodePort ?? next(`${port.port}/${port.protocol}`);
  }
  if (needsHealthCheck(service)) service.spec.healthCheckNodePort ||= next('health');
}

const addressAt = (index: number): string => [...FIRST, (index + 2) >> 8, (index + 2) & 0xff].join('.');

/** Both fields that hold it, as far as the version has them. */
export function setClusterIP(service: KubeObject, address: string, { versions }: ResourceContext): void {
  service.spec.clusterIP = address;
  if (versions.has('serviceClusterIPs')) service.spec.clusterIPs = [address];
}

/** What the allocators say of an address or a port that was asked for. */
export function allocationErrors(service: KubeObject, context: ResourceContext): FieldError[] {
  const rest = others(service, context);
  const errors: FieldError[] = [];
  const address: string = service.spec?.clusterIP ?? '';
  if (needsClusterIP(service) && address && address !== NONE) {
    const field = context.versions.has('serviceClusterIPs') ? 'spec.clusterIPs' : 'spec.clusterIP';
    const shown = field === 'spec.clusterIP' ? address : { go: `[]string{${JSON.stringify(address)}}` };
    if (!networkContains(parseCIDR(RANGE)!, parseIP(address) ?? [])) {
      errors.push(
        invalid(
          field,
          shown,
          `failed to allocated ip:${address} with error:provided IP is not in the valid range. The range of valid IPs is ${RANGE}`,
        ),
      );
    } else if (rest.some(({ spec }) => spec?.clusterIP === address)) {
      errors.push(invalid(field, shown, `failed to allocated ip:${address} with error:provided IP is already allocated`));
    }
  }
  if (!needsNodePorts(service)) return errors;
  const taken = new Set(rest.flatMap(portsOf));
  ports(service).forEach(({ nodePort = 0 }, i) => {
    if (nodePort <= 0) return;
    const path = `${at('spec.ports', i)}.nodePort`;
    if (context.dryRun && nodePort > NODE_PORTS.to) return;
    if (nodePort < NODE_PORTS.from || nodePort > NODE_PORTS.to)
      errors.push(
        invalid(path, nodePort, `provided port is not in the valid range. The range of valid ports is ${NODE_PORTS.from}-${NODE_PORTS.to}`),
      );
    else if (taken.has(nodePort)) errors.push(invalid(path, nodePort, 'provided port is already allocated'));
  });
  return errors;
}

/** dropTypeDependentFields: what the old type had and the new one does not use goes, unless the client asked for something else. */
export function dropUnused(service: KubeObject, old: KubeObject): void {
  if (needsClusterIP(old) && !needsClusterIP(service) && service.spec.clusterIP === old.spec.clusterIP) {
    delete service.spec.clusterIP;
    delete service.spec.clusterIPs;
  }
  if (needsNodePorts(old) && !needsNodePorts(service)) {
    const before = new Set(ports(old).map(({ nodePort }) => nodePort));
    if (ports(service).every(({ nodePort }) => !nodePort || before.has(nodePort))) for (const port of ports(service)) delete port.nodePort;
  }
  if (needsHealthCheck(old) && !needsHealthCheck(service) && service.spec.healthCheckNodePort === old.spec.healthCheckNodePort)
    delete service.spec.healthCheckNodePort;
}

/** NormalizeClusterIPs: a client that knows one of the two fields only. */
export function normalizeClusterIPs(service: KubeObject, old?: KubeObject): void {
  const { spec } = service;
  if (!old) {
    if (spec.clusterIP && !spec.clusterIPs?.length) spec.clusterIPs = [spec.clusterIP];
    return;
  }
  const sameList = String(spec.clusterIPs ?? []) === String(old.spec?.clusterIPs ?? []);
  if ((spec.clusterIP ?? '') === (old.spec?.clusterIP ?? '') || !sameList) {
    if ((spec.clusterIP ?? '') === (old.spec?.clusterIP ?? '')) return;
    if (!old.spec?.clusterIP && spec.clusterIP && !spec.clusterIPs?.length) spec.clusterIPs = [spec.clusterIP];
    return;
  }
  if (spec.clusterIP) spec.clusterIPs = [spec.clusterIP];
  else delete spec.clusterIPs;
}
