import { at, child, forbidden, go, invalid, notSupported, quote, required, type FieldError, type Path } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { networkAddress, networkContains, parseCIDR, formatIP } from './validation/addresses.ts';
import { countGeneration } from './validation/common.ts';
import { formatLabelSelector, validateLabelSelector, type LabelSelector } from './validation/labels.ts';
import { portName, portNumber } from './validation/names.ts';

interface Port {
  protocol?: string;
  port?: number | string;
}

interface Peer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr: string; except?: string[] };
}

interface Rule {
  ports?: Port[];
  from?: Peer[];
  to?: Peer[];
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const DIRECTIONS = ['Ingress', 'Egress'];

function setDefaults(policy: KubeObject): void {
  const spec = (policy.spec ??= {});
  for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])] as Rule[])
    for (const port of rule.ports ?? []) port.protocol ??= 'TCP';
  if (!spec.policyTypes?.length) spec.policyTypes = spec.egress?.length ? DIRECTIONS : ['Ingress'];
}

function validate({ spec }: KubeObject): FieldError[] {
  const rules = (field: 'ingress' | 'egress', peers: 'from' | 'to'): FieldError[] =>
    ((spec[field] ?? []) as Rule[]).flatMap((rule, i) => {
      const path = at(`spec.${field}`, i);
      return [
        ...(rule.ports ?? []).flatMap((port, n) => validatePort(port, at(child(path, 'ports'), n))),
        ...(rule[peers] ?? []).flatMap((peer, n) => validatePeer(peer, at(child(path, peers), n))),
      ];
    });
  return [
    ...validateLabelSelector(spec.podSelector, 'spec.podSelector'),
    ...rules('ingress', 'from'),
    ...rules('egress', 'to'),
    ...validateTypes(spec.policyTypes ?? []),
  ];
}

function validateTypes(types: string[]): FieldError[] {
  const path = 'spec.policyTypes';
  if (types.length > DIRECTIONS.length)
    return [invalid(path, go(`[]networking.PolicyType{${types.map(quote).join(', ')}}`), 'may not specify more than two policyTypes')];
  return types.flatMap((type, i) => (DIRECTIONS.includes(type) ? [] : [notSupported(at(path, i), type, DIRECTIONS)]));
}

function validatePort({ protocol, port }: Port, path: Path): FieldError[] {
  const errors = protocol === undefined || PROTOCOLS.includes(protocol) ? [] : [notSupported(child(path, 'protocol'), protocol, PROTOCOLS)];
  const wrong = port === undefined ? [] : typeof port === 'number' ? portNumber(port) : portName(port);
  return [...errors, ...wrong.map((message) => invalid(child(path, 'port'), port, message))];
}

function validatePeer({ podSelector, namespaceSelector, ipBlock }: Peer, path: Path): FieldError[] {
  const errors = [
    ...validateLabelSelector(podSelector, child(path, 'podSelector')),
    ...validateLabelSelector(namespaceSelector, child(path, 'namespaceSelector')),
  ];
  if (ipBlock) errors.push(...validateBlock(ipBlock, child(path, 'ipBlock')));
  if (!podSelector && !namespaceSelector && !ipBlock) errors.push(required(path, 'must specify a peer'));
  else if (ipBlock && (podSelector || namespaceSelector)) errors.push(forbidden(path, 'may not specify both ipBlock and another peer'));
  return errors;
}

function validateBlock({ cidr = '', except = [] }: NonNullable<Peer['ipBlock']>, path: Path): FieldError[] {
  const errors = cidr ? [] : [required(child(path, 'cidr'))];
  const network = parseCIDR(cidr);
  if (!network) return [...errors, invalid(child(path, 'cidr'), cidr, 'not a valid CIDR')];
  for (const [i, excepted] of except.entries()) {
    const where = at(child(path, 'except'), i);
    const inner = parseCIDR(excepted);
    if (!inner) return [...errors, invalid(where, excepted, 'not a valid CIDR')];
    if (!networkContains(network, inner.address)) errors.push(invalid(where, go(formatIP(networkAddress(inner))), 'not within CIDR range'));
  }
  return errors;
}

export const networkPolicies: ResourceDefinition = {
  group: 'networking.k8s.io',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default: setDefaults,
  prepareForCreate(policy) {
    policy.metadata.generation = 1;
  },
  prepareForUpdate: (policy, old) => countGeneration(policy, old),
  validate,
  // As a whole and once more as an update: each error stands twice.
  validateUpdate: (policy) => [...validate(policy), ...validate(policy)],
  columns: [NAME, text('Pod-Selector', ({ spec }) => formatLabelSelector(spec.podSelector)), AGE],
};
