import { at, child, invalid, required, type FieldError, type Path } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import { PROTOCOLS, validateNonSpecialIP } from './service/validate.ts';
import type { ResourceDefinition } from './types.ts';
import { IP_MESSAGE, parseIP } from './validation/addresses.ts';
import { checked, oneOf } from './validation/common.ts';
import { dns1123Label, dns1123Subdomain, portNumber, qualifiedName } from './validation/names.ts';

interface Address {
  ip: string;
  hostname?: string;
  nodeName?: string;
}

interface Subset {
  addresses?: Address[];
  notReadyAddresses?: Address[];
  ports?: { name?: string; port: number; protocol?: string; appProtocol?: string }[];
}

/** How many addresses a table shows. */
const SHOWN = 3;

function validate(endpoints: KubeObject): FieldError[] {
  return ((endpoints.subsets ?? []) as Subset[]).flatMap((subset, i) => {
    const path = at('subsets', i);
    const isEmpty = !subset.addresses?.length && !subset.notReadyAddresses?.length;
    return [
      ...(isEmpty ? [required(path, 'must specify `addresses` or `notReadyAddresses`')] : []),
      ...(subset.addresses ?? []).flatMap((address, n) => validateAddress(address, at(child(path, 'addresses'), n))),
      ...(subset.notReadyAddresses ?? []).flatMap((address, n) => validateAddress(address, at(child(path, 'notReadyAddresses'), n))),
      ...(subset.ports ?? []).flatMap((port, n) => validatePort(port, subset.ports!.length > 1, at(child(path, 'ports'), n))),
    ];
  });
}

function validateAddress({ ip = '', hostname, nodeName }: Address, path: Path): FieldError[] {
  const errors = parseIP(ip) ? [] : [invalid(child(path, 'ip'), ip, IP_MESSAGE)];
  if (hostname) errors.push(...checked(dns1123Label, hostname, child(path, 'hostname')));
  if (nodeName !== undefined) errors.push(...checked(dns1123Subdomain, nodeName, child(path, 'nodeName')));
  return [...errors, ...validateNonSpecialIP(ip, child(path, 'ip'))];
}

function validatePort(
  { name = '', port = 0, protocol, appProtocol }: NonNullable<Subset['ports']>[number],
  isNameRequired: boolean,
  path: Path,
): FieldError[] {
  return [
    ...(name ? checked(dns1123Label, name, child(path, 'name')) : isNameRequired ? [required(child(path, 'name'))] : []),
    ...portNumber(port).map((message) => invalid(child(path, 'port'), port, message)),
    ...oneOf(protocol, PROTOCOLS, child(path, 'protocol')),
    ...(appProtocol === undefined ? [] : checked(qualifiedName, appProtocol, child(path, 'appProtocol'))),
  ];
}

/** formatEndpoints: `10.1.0.4:80,10.1.0.5:80 + 2 more...`. */
function addressesText(endpoints: KubeObject): string {
  const all = ((endpoints.subsets ?? []) as Subset[]).flatMap(({ addresses = [], ports = [] }) =>
    ports.length
      ? ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip.includes(':') ? `[${ip}]` : ip}:${port}`))
      : addresses.map(({ ip }) => ip),
  );
  if (!endpoints.subsets?.length) return '<none>';
  return all.slice(0, SHOWN).join(',') + (all.length > SHOWN ? ` + ${all.length - SHOWN} more...` : '');
}

export const endpoints: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  allowCreateOnUpdate: true,
  default(object) {
    for (const subset of (object.subsets ?? []) as Subset[]) for (const port of subset.ports ?? []) port.protocol ||= 'TCP';
  },
  validate,
  validateUpdate: (object) => validate(object),
  columns: [NAME, text('Endpoints', addressesText), AGE],
};
