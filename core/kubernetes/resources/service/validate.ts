/** After ValidateService of k8s.io/kubernetes/pkg/apis/core/validation. */
import { at, child, duplicate, forbidden, go, invalid, quote, required, type FieldError, type Path } from '../../field.ts';
import type { KubeObject } from '../../object.ts';
import type { ResourceContext } from '../types.ts';
import { IP_MESSAGE, isIPv6, parseCIDR, parseIP } from '../validation/addresses.ts';
import { checked, oneOf } from '../validation/common.ts';
import { validateLabels } from '../validation/labels.ts';
import { dns1123Label, dns1123Subdomain, portName, portNumber, qualifiedName } from '../validation/names.ts';
import { needsHealthCheck, needsNodePorts, type ServicePort } from './addresses.ts';

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const KUBELET_PORT = 10250;
const DAY = 86400;
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

const strings = (values: string[] | undefined) => go(values ? `[]string{${values.map(quote).join(', ')}}` : '[]string(nil)');
const isHeadless = ({ spec }: KubeObject): boolean =>
  spec.clusterIP === 'None' && (spec.clusterIPs === undefined || spec.clusterIPs.length === 1);

export function validateService(service: KubeObject, context: ResourceContext): FieldError[] {
  const { spec } = service;
  const ports: ServicePort[] = spec.ports ?? [];
  const hasList = context.versions.has('serviceClusterIPs');
  const errors: FieldError[] = [];
  if (!ports.length && !isHeadless(service) && spec.type !== 'ExternalName') errors.push(required('spec.ports'));
  errors.push(...validateForType(service, ports, hasList ? 'spec.clusterIPs[0]' : 'spec.clusterIP', hasList));
  const names = new Set<string>();
  ports.forEach((port, i) => errors.push(...validatePort(port, ports.length > 1, names, at('spec.ports', i))));
  errors.push(...validateLabels(spec.selector, 'spec.selector'), ...validateAffinity(spec));
  errors.push(...(hasList ? validateClusterIPs(spec) : validateClusterIP(spec)));
  errors.push(...((spec.externalIPs ?? []) as string[]).flatMap((ip, i) => validateExternalIP(ip, at('spec.externalIPs', i))));
  errors.push(...oneOf(spec.type, TYPES, 'spec.type'), ...validateBalancedProtocols(spec.type, ports));
  if (spec.type === 'ClusterIP')
    ports.forEach(
      (port, i) => port.nodePort && errors.push(forbidden(`${at('spec.ports', i)}.nodePort`, "may not be used when `type` is 'ClusterIP'")),
    );
  errors.push(...validateUnique(ports), ...validateSourceRanges(service), ...validateTrafficFields(spec));
  return errors.length ? errors : validateTrafficCombination(service);
}

function validateForType(service: KubeObject, ports: ServicePort[], headlessField: Path, hasList: boolean): FieldError[] {
  const { spec } = service;
  const notHeadless = isHeadless(service) ? [invalid(headlessField, 'None', `may not be set to 'None' for ${spec.type} services`)] : [];
  switch (spec.type) {
    case 'LoadBalancer':
      return [
        ...ports.flatMap(({ port }, i) =>
          port === KUBELET_PORT
            ? [invalid(at('spec.ports', i), port, `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`)]
            : [],
        ),
        ...notHeadless,
      ];
    case 'NodePort':
      return notHeadless;
    case 'ExternalName': {
      const name = (spec.externalName ?? '').replace(/\.$/, '');
      const addressed = hasList ? spec.clusterIPs?.length : spec.clusterIP;
      return [
        ...(addressed
          ? [
              forbidden(
                hasList ? 'spec.clusterIPs' : 'spec.clusterIP',
                hasList ? 'may not be set for ExternalName services' : 'must be empty for ExternalName services',
              ),
            ]
          : []),
        ...(name ? checked(dns1123Subdomain, name, 'spec.externalName') : [required('spec.externalName')]),
      ];
    }
    default:
      return [];
  }
}

function validatePort(port: ServicePort, isNameRequired: boolean, names: Set<string>, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const { name = '', protocol = '', targetPort = 0, appProtocol } = port;
  if (!name) {
    if (isNameRequired) errors.push(required(child(path, 'name')));
  } else {
    errors.push(...checked(dns1123Label, name, child(path, 'name')));
    if (names.has(name)) errors.push(duplicate(child(path, 'name'), name));
    names.add(name);
  }
  errors.push(...portNumber(port.port ?? 0).map((text) => invalid(child(path, 'port'), port.port ?? 0, text)));
  errors.push(...oneOf(protocol, PROTOCOLS, child(path, 'protocol')));
  const wrong = typeof targetPort === 'number' ? portNumber(targetPort) : portName(targetPort);
  errors.push(...wrong.map((text) => invalid(child(path, 'targetPort'), targetPort, text)));
  return appProtocol === undefined ? errors : [...errors, ...checked(qualifiedName, appProtocol, child(path, 'appProtocol'))];
}

function validateAffinity(spec: KubeObject['spec']): FieldError[] {
  const errors = oneOf(spec.sessionAffinity, ['ClientIP', 'None'], 'spec.sessionAffinity');
  const path = 'spec.sessionAffinityConfig';
  if (spec.sessionAffinity === 'ClientIP') {
    const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
    if (!(seconds > 0 && seconds <= DAY))
      errors.push(invalid(`${path}.clientIP.timeoutSeconds`, seconds ?? 0, `must be greater than 0 and less than ${DAY}`));
  } else if (spec.sessionAffinity === 'None' && spec.sessionAffinityConfig)
    errors.push(forbidden(path, 'must not be set when session affinity is None'));
  return errors;
}

/** Before 1.20 there is one address. */
function validateClusterIP({ type, clusterIP = '' }: KubeObject['spec']): FieldError[] {
  if (type === 'ExternalName' || !clusterIP || clusterIP === 'None' || parseIP(clusterIP)) return [];
  return [invalid('spec.clusterIP', clusterIP, "must be empty, 'None', or a valid IP address")];
}

function validateClusterIPs({ type, clusterIP = '', clusterIPs }: KubeObject['spec']): FieldError[] {
  const path = 'spec.clusterIPs';
  if (type === 'ExternalName') return [];
  const list: string[] = clusterIPs ?? [];
  const errors: FieldError[] = [];
  if (clusterIP && !list.length) errors.push(required(path));
  else if (clusterIP && list[0] !== clusterIP) errors.push(invalid(path, strings(list), 'element [0] must match clusterIP'));
  else if (!clusterIP && list.length) errors.push(invalid(path, strings(list), 'must be empty when clusterIP is empty'));
  let isSound = true;
  list.forEach((ip, i) => {
    if (i === 0 && ip === 'None') {
      if (list.length > 1) errors.push(invalid(path, strings(list), "'None' must be the first and only value"));
      isSound &&= list.length === 1;
    } else if (!parseIP(ip)) {
      isSound = false;
      errors.push(invalid(at(path, i), ip, IP_MESSAGE));
    }
  });
  if (list.length > 2) errors.push(invalid(path, strings(list), 'may only hold up to 2 values'));
  const families = new Set(list.map(isIPv6));
  if (isSound && list.length > 1 && families.size < 2)
    errors.push(invalid(path, strings(list), 'may specify no more than one IP for each IP family'));
  return errors;
}

function validateExternalIP(ip: string, path: Path): FieldError[] {
  return parseIP(ip) ? validateNonSpecialIP(ip, path) : [invalid(path, ip, IP_MESSAGE)];
}

/** Addresses that would lead traffic into the node itself or nowhere. */
export function validateNonSpecialIP(text: string, path: Path): FieldError[] {
  const ip = parseIP(text);
  if (!ip) return [invalid(path, text, 'must be a valid IP address')];
  const is6 = ip.length === 16;
  const refuse = (why: string): FieldError[] => [invalid(path, text, why)];
  if (ip.every((byte) => byte === 0)) return refuse('may not be unspecified (0.0.0.0 or ::)');
  if (is6 ? ip.at(-1) === 1 && ip.slice(0, -1).every((byte) => byte === 0) : ip[0] === 127)
    return refuse('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (is6 ? ip[0] === 0xfe && (ip[1]! & 0xc0) === 0x80 : ip[0] === 169 && ip[1] === 254)
    return refuse('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  if (is6 ? ip[0] === 0xff && (ip[1]! & 0x0f) === 2 : ip[0] === 224 && ip[1] === 0 && ip[2] === 0)
    return refuse('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  return [];
}

function validateBalancedProtocols(type: string, ports: ServicePort[]): FieldError[] {
  if (type !== 'LoadBalancer') return [];
  const unknown = ports.flatMap(({ protocol = '' }, i) =>
    PROTOCOLS.includes(protocol)
      ? []
      : [invalid(`${at('spec.ports', i)}.protocol`, protocol, 'cannot create an external load balancer with non-TCP/UDP/SCTP ports')],
  );
  const kinds = new Set(ports.map(({ protocol }) => protocol).filter((protocol) => PROTOCOLS.includes(protocol ?? '')));
  return kinds.size > 1
    ? [
        ...unknown,
        invalid(
          'spec.ports',
          go(`[]core.ServicePort{${ports.map(portText).join(', ')}}`),
          'cannot create an external load balancer with mix protocols',
        ),
      ]
    : unknown;
}

const portText = ({ name = '', protocol = '', port, targetPort, nodePort = 0 }: Partial<ServicePort>): string => {
  const target =
    typeof targetPort === 'string' ? `Type:1, IntVal:0, StrVal:${quote(targetPort)}` : `Type:0, IntVal:${targetPort ?? 0}, StrVal:""`;
  return `core.ServicePort{Name:${quote(name)}, Protocol:${quote(protocol)}, AppProtocol:(*string)(nil), Port:${port}, TargetPort:intstr.IntOrString{${target}}, NodePort:${nodePort}}`;
};

/** No node port and no port twice for one protocol. */
function validateUnique(ports: ServicePort[]): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const isSecond = (key: string): boolean => seen.has(key) || (seen.add(key), false);
  ports.forEach(
    ({ protocol, nodePort }, i) =>
      nodePort && isSecond(`node ${protocol} ${nodePort}`) && errors.push(duplicate(`${at('spec.ports', i)}.nodePort`, nodePort)),
  );
  ports.forEach(
    ({ protocol, port }, i) =>
      isSecond(`${protocol} ${port}`) && errors.push(duplicate(at('spec.ports', i), go(portText({ protocol, port })))),
  );
  return errors;
}

function validateSourceRanges({ metadata, spec }: KubeObject): FieldError[] {
  const ranges: string[] = spec.loadBalancerSourceRanges ?? [];
  const annotation = metadata.annotations?.[SOURCE_RANGES];
  if (!ranges.length && annotation === undefined) return [];
  const [path, shown] = ranges.length
    ? ['spec.LoadBalancerSourceRanges', `[${ranges.join(' ')}]`]
    : [at('metadata.annotations', SOURCE_RANGES), annotation!];
  const wanted = ranges.length ? ranges : annotation!.trim() === '' ? [] : annotation!.trim().split(',');
  return [
    ...(spec.type === 'LoadBalancer' ? [] : [forbidden(path, "may only be used when `type` is 'LoadBalancer'")]),
    ...(wanted.every((range) => parseCIDR(range.trim()))
      ? []
      : [invalid(path, shown, 'must be a list of IP ranges. For example, 10.240.0.0/24,10.250.0.0/24 ')]),
  ];
}

function validateTrafficFields({ externalTrafficPolicy = '', healthCheckNodePort = 0 }: KubeObject['spec']): FieldError[] {
  return [
    ...(['', 'Cluster', 'Local'].includes(externalTrafficPolicy)
      ? []
      : [invalid('spec.externalTrafficPolicy', externalTrafficPolicy, 'ExternalTrafficPolicy must be empty, Cluster or Local')]),
    ...(healthCheckNodePort < 0
      ? [invalid('spec.healthCheckNodePort', healthCheckNodePort, 'HealthCheckNodePort must be not less than 0')]
      : []),
  ];
}

function validateTrafficCombination(service: KubeObject): FieldError[] {
  const { externalTrafficPolicy, healthCheckNodePort } = service.spec;
  return [
    ...(externalTrafficPolicy && !needsNodePorts(service)
      ? [
          invalid(
            'spec.externalTrafficPolicy',
            externalTrafficPolicy,
            'ExternalTrafficPolicy can only be set on NodePort and LoadBalancer service',
          ),
        ]
      : []),
    ...(healthCheckNodePort && !needsHealthCheck(service)
      ? [
          invalid(
            'spec.healthCheckNodePort',
            healthCheckNodePort,
            'HealthCheckNodePort can only be set on LoadBalancer service with ExternalTrafficPolicy=Local',
          ),
        ]
      : []),
  ];
}

/** The address stays as it is while the service has one. */
export function validateAddressChange(service: KubeObject, old: KubeObject, context: ResourceContext): FieldError[] {
  const { spec } = service;
  if (spec.type === 'ExternalName' || old.spec.type === 'ExternalName') return [];
  if (!context.versions.has('serviceClusterIPs')) {
    return old.spec.clusterIP && spec.clusterIP !== old.spec.clusterIP
      ? [invalid('spec.clusterIP', spec.clusterIP ?? '', 'field is immutable')]
      : [];
  }
  if (isHeadless(old) && isHeadless(service)) return [];
  const [now, before]: [string[], string[]] = [spec.clusterIPs ?? [], old.spec.clusterIPs ?? []];
  if (before.length > 0 && now.length === 0)
    return [invalid('spec.clusterIPs[0]', strings(undefined), 'primary clusterIP can not be unset')];
  return before.flatMap((ip, i) =>
    now[i] === undefined || now[i] === ip ? [] : [invalid(at('spec.clusterIPs', i), strings(now), 'may not change once set')],
  );
}

/** The status of a service or an ingress: where a balancer answers. After ValidateLoadBalancerStatus. */
export function validateBalancer({ status }: KubeObject): FieldError[] {
  return ((status?.loadBalancer?.ingress ?? []) as { ip?: string; hostname?: string }[]).flatMap(({ ip, hostname }, i) => {
    const path = at('status.loadBalancer.ingress', i);
    const errors = ip && !parseIP(ip) ? [invalid(child(path, 'ip'), ip, 'must be a valid IP address')] : [];
    if (!hostname) return errors;
    errors.push(...checked(dns1123Subdomain, hostname, child(path, 'hostname')));
    return parseIP(hostname) ? [...errors, invalid(child(path, 'hostname'), hostname, 'must be a DNS name, not an IP address')] : errors;
  });
}
