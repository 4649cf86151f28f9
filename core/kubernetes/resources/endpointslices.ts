import { at, child, duplicate, invalid, required, type FieldError, type Path } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import { PROTOCOLS, validateNonSpecialIP } from './service/validate.ts';
import type { ResourceDefinition } from './types.ts';
import { isIPv6, parseIP } from './validation/addresses.ts';
import { checked, countGeneration, IMMUTABLE, oneOf } from './validation/common.ts';
import { dns1123Label, dns1123Subdomain } from './validation/names.ts';

type Fields = Record<string, any>;

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const MAX_ADDRESSES = 100;
const SHOWN = 3;

function validate(slice: KubeObject): FieldError[] {
  const { addressType = '', endpoints = [], ports = [] } = slice;
  const names = new Set<string>();
  return [
    ...oneOf(addressType, ADDRESS_TYPES, 'addressType'),
    ...((endpoints ?? []) as Fields[]).flatMap((endpoint, i) => validateEndpoint(endpoint, addressType, at('endpoints', i))),
    ...((ports ?? []) as Fields[]).flatMap(({ name = '', protocol }, i) => {
      const path = at('ports', i);
      const repeated = names.has(name) ? [duplicate(child(path, 'name'), name)] : [];
      names.add(name);
      return [
        ...(name ? checked(dns1123Label, name, child(path, 'name')) : []),
        ...repeated,
        ...oneOf(protocol, PROTOCOLS, child(path, 'protocol')),
      ];
    }),
  ];
}

function validateEndpoint({ addresses, hostname }: Fields, type: string, path: Path): FieldError[] {
  const list: string[] = addresses ?? [];
  const where = child(path, 'addresses');
  const errors: FieldError[] = list.length ? [] : [required(where, 'must contain at least 1 address')];
  if (list.length > MAX_ADDRESSES)
    errors.push({ type: 'TooMany', field: where, value: list.length, detail: `must have at most ${MAX_ADDRESSES} items` });
  list.forEach((address, i) => errors.push(...validateAddress(address, type, at(where, i))));
  return hostname === undefined ? errors : [...errors, ...checked(dns1123Label, hostname, child(path, 'hostname'))];
}

function validateAddress(address: string, type: string, path: Path): FieldError[] {
  if (type === 'FQDN') return checked(dns1123Subdomain, address, path);
  if (!ADDRESS_TYPES.includes(type)) return [];
  const isRight = parseIP(address) && isIPv6(address) === (type === 'IPv6');
  return isRight ? validateNonSpecialIP(address, path) : [invalid(path, address, `must be a valid ${type} address`)];
}

/** `80,443 + 1 more...`, as many as fit a table. */
const listText = (items: string[], none: string): string =>
  items.length ? items.slice(0, SHOWN).join(',') + (items.length > SHOWN ? ` + ${items.length - SHOWN} more...` : '') : none;

export const endpointSlices: ResourceDefinition = {
  group: 'discovery.k8s.io',
  served: (versions) => [...(versions.has('endpointSliceV1') ? ['v1'] : []), ...(versions.has('endpointSliceV1beta1') ? ['v1beta1'] : [])],
  storageVersion: 'v1beta1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  singular: 'endpointslice',
  namespaced: true,
  nameRule: 'dns1123subdomain',
  allowCreateOnUpdate: true,
  default(slice) {
    for (const port of (slice.ports ?? []) as Fields[]) {
      port.name ??= '';
      port.protocol ??= 'TCP';
    }
  },
  prepareForCreate(slice) {
    slice.metadata.generation = 1;
  },
  prepareForUpdate: (slice, old) =>
    countGeneration(slice, old, JSON.stringify([slice.endpoints, slice.ports]) !== JSON.stringify([old.endpoints, old.ports])),
  validate,
  validateUpdate: (slice, old) => [
    ...validate(slice),
    ...(slice.addressType === old.addressType ? [] : [invalid('addressType', slice.addressType ?? '', IMMUTABLE)]),
  ],
  columns: [
    NAME,
    text('AddressType', ({ addressType }) => addressType),
    text('Ports', ({ ports }) =>
      listText(
        ((ports ?? []) as Fields[]).map(({ port }) => (port === undefined ? '*' : String(port))),
        '<unset>',
      ),
    ),
    text('Endpoints', ({ endpoints }) =>
      listText(
        ((endpoints ?? []) as Fields[]).flatMap(({ addresses }) => addresses ?? []),
        '<unset>',
      ),
    ),
    AGE,
  ],
};
