import type { KubeObject } from '../object.ts';
import { AGE, NAME, text, wide } from './columns.ts';
import { allocate, allocationErrors, dropUnused, needsNodePorts, normalizeClusterIPs, type ServicePort } from './service/addresses.ts';
import { validateAddressChange, validateBalancer, validateService } from './service/validate.ts';
import type { ResourceDefinition } from './types.ts';
import { keepAllButStatus, keepStatus } from './validation/common.ts';
import { formatLabels } from './validation/labels.ts';

const CLIENT_IP_SECONDS = 10800;

/** SetDefaults_Service */
function setDefaults(service: KubeObject): void {
  const spec = (service.spec ??= {});
  spec.sessionAffinity ||= 'None';
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  else if (spec.sessionAffinity === 'ClientIP' && spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined) {
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: CLIENT_IP_SECONDS } };
  }
  spec.type ||= 'ClusterIP';
  for (const port of (spec.ports ?? []) as ServicePort[]) {
    port.protocol ||= 'TCP';
    port.targetPort ||= port.port;
  }
  if (needsNodePorts(service)) spec.externalTrafficPolicy ||= 'Cluster';
}

/** Feature gates that are off take these away. */
function dropDisabled({ spec }: KubeObject): void {
  for (const field of ['ipFamily', 'ipFamilies', 'ipFamilyPolicy', 'allocateLoadBalancerNodePorts', 'topologyKeys']) delete spec[field];
}

/** getServiceExternalIP */
function externalAddress({ spec, status }: KubeObject): string {
  const own: string[] = spec.externalIPs ?? [];
  if (spec.type === 'ExternalName') return spec.externalName ?? '';
  if (spec.type !== 'LoadBalancer') return own.join(',') || '<none>';
  const balanced = [
    ...new Set(
      ((status?.loadBalancer?.ingress ?? []) as { ip?: string; hostname?: string }[]).map(({ ip, hostname }) => ip || hostname || ''),
    ),
  ]
    .filter(Boolean)
    .sort();
  return [...balanced, ...own].join(',') || '<pending>';
}

const portText = ({ port, protocol, nodePort }: ServicePort): string =>
  nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`;

export const services: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  namespaced: true,
  nameRule: 'dns1035label',
  default: setDefaults,
  prepareForCreate(service, context) {
    service.status = { loadBalancer: {} };
    dropDisabled(service);
    if (context.versions.has('serviceClusterIPs')) normalizeClusterIPs(service);
    else delete service.spec.clusterIPs;
    allocate(service, context);
  },
  prepareForUpdate(service, old, context) {
    keepStatus(service, old);
    dropDisabled(service);
    if (context.versions.has('serviceClusterIPs')) {
      normalizeClusterIPs(service, old);
      dropUnused(service, old);
    } else delete service.spec.clusterIPs;
    // An address that is taken away is refused; one that the old type had no use for is given now.
    if (old.spec.type === 'ExternalName' || service.spec.clusterIP) allocate(service, context);
  },
  validate(service, context) {
    const errors = validateService(service, context);
    return errors.length ? errors : allocationErrors(service, context);
  },
  validateUpdate(service, old, context) {
    const errors = [...validateAddressChange(service, old, context), ...validateService(service, context)];
    return errors.length ? errors : allocationErrors(service, context);
  },
  status: { prepareForUpdate: keepAllButStatus, validateUpdate: validateBalancer },
  columns: [
    NAME,
    text('Type', ({ spec }) => spec.type),
    text('Cluster-IP', ({ spec }) => spec.clusterIP || '<none>'),
    text('External-IP', externalAddress),
    text('Port(s)', ({ spec }) => ((spec.ports ?? []) as ServicePort[]).map(portText).join(',') || '<none>'),
    AGE,
    wide('Selector', ({ spec }) => formatLabels(spec.selector)),
  ],
};
