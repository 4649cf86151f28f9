import { at, child, go, invalid, notSupported, required, type FieldError, type Path } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { sentEmpty } from '../schema/empty.ts';
import type { Versions } from '../versions.ts';
import { AGE, NAME, text } from './columns.ts';
import { fromV1beta1, toV1beta1, type Backend, type IngressSpec } from './ingress/v1beta1.ts';
import { validateBalancer } from './service/validate.ts';
import type { ResourceContext, ResourceDefinition } from './types.ts';
import { parseIP } from './validation/addresses.ts';
import { checked, countGeneration, keepAllButStatus, keepStatus } from './validation/common.ts';
import { dns1035Label, dns1123Subdomain, pathSegment, portName, portNumber, wildcardDns1123Subdomain } from './validation/names.ts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_ENDS = ['/..', '/.'];
const MAX_HOSTS = 3;

/** What a version calls the fields that messages name. */
interface FieldNames {
  defaultBackend: string;
  serviceName: string;
  portName: string;
  portNumber: string;
}
const V1: FieldNames = {
  defaultBackend: 'defaultBackend',
  serviceName: 'service.name',
  portName: 'service.port.name',
  portNumber: 'service.port.number',
};
const V1BETA1: FieldNames = { defaultBackend: 'backend', serviceName: 'serviceName', portName: 'servicePort', portNumber: 'servicePort' };
const namesFor = ({ requestVersion }: ResourceContext): FieldNames => (requestVersion?.endsWith('/v1beta1') ? V1BETA1 : V1);

function validate({ spec = {} }: KubeObject, context: ResourceContext): FieldError[] {
  const names = namesFor(context);
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec as IngressSpec;
  const errors: FieldError[] = [];
  if (!rules.length && !defaultBackend)
    errors.push(
      invalid(
        'spec',
        go(`[]networking.IngressRule${sentEmpty(spec, 'rules') ? '{}' : '(nil)'}`),
        `either \`${names.defaultBackend}\` or \`rules\` must be specified`,
      ),
    );
  if (defaultBackend) errors.push(...validateBackend(defaultBackend, `spec.${names.defaultBackend}`, names));
  rules.forEach((rule, i) =>
    errors.push(...validateHost(rule.host ?? '', `${at('spec.rules', i)}.host`), ...validateHttp(rule.http, names)),
  );
  tls.forEach(({ hosts = [], secretName }, n) => {
    // The host's place, not that of its entry: the real server's slip.
    hosts.forEach((host, i) =>
      errors.push(...checked(host.includes('*') ? wildcardDns1123Subdomain : dns1123Subdomain, host, `${at('spec.tls', i)}.hosts`)),
    );
    if (secretName) errors.push(...checked(dns1123Subdomain, secretName, `${at('spec.tls', n)}.secretName`));
  });
  if (ingressClassName !== undefined) errors.push(...checked(dns1123Subdomain, ingressClassName, 'spec.ingressClassName'));
  return errors;
}

function validateHost(host: string, path: Path): FieldError[] {
  if (!host) return [];
  const address = parseIP(host) ? [invalid(path, host, 'must be a DNS name, not an IP address')] : [];
  return [...address, ...checked(host.includes('*') ? wildcardDns1123Subdomain : dns1123Subdomain, host, path)];
}

/** Paths stand under the first rule whichever they belong to: the real server's slip. */
function validateHttp(http: NonNullable<IngressSpec['rules']>[number]['http'], names: FieldNames): FieldError[] {
  if (!http) return [];
  const path = 'spec.rules[0].http.paths';
  if (!http.paths?.length) return [required(path)];
  return http.paths.flatMap((one, i) => {
    const where = at(path, i);
    if (one.pathType === undefined) return [required(child(where, 'pathType'), 'pathType must be specified')];
    return [...validatePath(one.path ?? '', one.pathType, where), ...validateBackend(one.backend, child(where, 'backend'), names)];
  });
}

function validatePath(value: string, type: string, where: Path): FieldError[] {
  const path = child(where, 'path');
  const relative = value.startsWith('/') ? [] : [invalid(path, value, 'must be an absolute path')];
  switch (type) {
    case 'Exact':
    case 'Prefix':
      return [
        ...relative,
        ...BAD_SEQUENCES.filter((sequence) => value.includes(sequence)).map((sequence) =>
          invalid(path, value, `must not contain '${sequence}'`),
        ),
        ...BAD_ENDS.filter((end) => value.endsWith(end)).map((end) => invalid(path, value, `cannot end with '${end}'`)),
      ];
    case 'ImplementationSpecific':
      return value ? relative : [];
    default:
      return [notSupported(child(where, 'pathType'), type, PATH_TYPES)];
  }
}

function validateBackend({ service, resource }: Backend, path: Path, names: FieldNames): FieldError[] {
  if (service && resource) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (resource) return validateReference(resource, child(path, 'resource'));
  if (!service) return [invalid(path, '', 'resource or service backend is required')];
  const { name = '', port = {} } = service;
  const errors = name ? checked(dns1035Label, name, child(path, names.serviceName)) : [required(child(path, names.serviceName))];
  if (port.name && port.number) return [...errors, invalid(path, '', 'cannot set both port name & port number')];
  if (port.name) return [...errors, ...checked(portName, port.name, child(path, names.portName))];
  if (port.number)
    return [...errors, ...portNumber(port.number).map((message) => invalid(child(path, names.portNumber), port.number, message))];
  return [...errors, required(path, 'port name or number is required')];
}

/** An object of the same namespace, or a class's parameters. */
export function validateReference({ apiGroup, kind = '', name = '' }: NonNullable<Backend['resource']>, path: Path): FieldError[] {
  return [
    ...(apiGroup === undefined ? [] : checked(dns1123Subdomain, apiGroup, child(path, 'apiGroup'))),
    ...(kind ? checked(pathSegment, kind, child(path, 'kind')) : [required(child(path, 'kind'), 'kind is required')]),
    ...(name ? checked(pathSegment, name, child(path, 'name')) : [required(child(path, 'name'), 'name is required')]),
  ];
}

function validateClassTwice({ metadata, spec }: KubeObject): FieldError[] {
  const annotation = metadata.annotations?.[CLASS_ANNOTATION];
  return annotation === undefined || spec?.ingressClassName === undefined
    ? []
    : [invalid(child('annotations', CLASS_ANNOTATION), annotation, 'can not be set when the class field is also set')];
}

/** formatHosts: `a.example,b.example + 2 more...`, `*` where no rule names one. */
function hostsText({ spec }: KubeObject): string {
  const rules = (spec?.rules ?? []) as { host?: string }[];
  const shown: string[] = [];
  let more = false;
  for (const { host } of rules) {
    more ||= shown.length === MAX_HOSTS;
    if (!more && host) shown.push(host);
  }
  if (!shown.length) return '*';
  return shown.join(',') + (more ? ` + ${rules.length - MAX_HOSTS} more...` : '');
}

/** loadBalancerStatusStringer */
function addressText({ status }: KubeObject): string {
  const entries = (status?.loadBalancer?.ingress ?? []) as { ip?: string; hostname?: string }[];
  return [...new Set(entries.map(({ ip, hostname }) => ip || hostname || '').filter(Boolean))].sort().join(',');
}

const isOld = (versions: Versions): string[] => (versions.has('ingressV1beta1') ? ['v1beta1'] : []);

export const ingresses: ResourceDefinition = {
  group: 'networking.k8s.io',
  served: (versions) => [...(versions.has('ingressV1') ? ['v1'] : []), ...isOld(versions)],
  aliases: [{ group: 'extensions', served: isOld }],
  storageVersion: 'v1',
  kind: 'Ingress',
  plural: 'ingresses',
  singular: 'ingress',
  shortNames: ['ing'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  toStorage: (ingress, from) => (from.endsWith('/v1beta1') ? fromV1beta1(ingress) : ingress),
  fromStorage: (ingress, to) => (to.endsWith('/v1beta1') ? toV1beta1(ingress) : ingress),
  prepareForCreate(ingress) {
    ingress.status = { loadBalancer: {} };
    ingress.metadata.generation = 1;
  },
  prepareForUpdate(ingress, old) {
    keepStatus(ingress, old);
    countGeneration(ingress, old);
  },
  validate: (ingress, context) => [...validate(ingress, context), ...validateClassTwice(ingress)],
  validateUpdate: (ingress, _, context) => validate(ingress, context),
  status: { prepareForUpdate: keepAllButStatus, validateUpdate: validateBalancer },
  columns: [
    NAME,
    text('Class', ({ spec }) => spec?.ingressClassName ?? '<none>'),
    text('Hosts', hostsText),
    text('Address', addressText),
    text('Ports', ({ spec }) => (spec?.tls?.length ? '80, 443' : '80')),
    AGE,
  ],
};
