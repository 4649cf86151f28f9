import { at, child, duplicate, forbidden, invalid, notSupported, required, type FieldError, type Path } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { AGE, NAME, text, wide } from './columns.ts';
import { goStrings, list, type Fields } from './pod/rules.ts';
import type { ResourceDefinition } from './types.ts';
import { parseCIDR } from './validation/addresses.ts';
import { keepStatus } from './validation/common.ts';
import { validateLabelName } from './validation/labels.ts';
import { labelValue } from './validation/names.ts';
import { validateResourceQuantity } from './validation/quantities.ts';

const ROLE = 'node-role.kubernetes.io/';
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** After k8s.io/kubernetes/pkg/registry/core/node and ValidateNode. */
export const nodes: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  namespaced: false,
  nameRule: 'dns1123subdomain',
  default({ spec, status }) {
    if (spec.podCIDR && !spec.podCIDRs) spec.podCIDRs = [spec.podCIDR];
    if (status?.capacity && !status.allocatable) status.allocatable = { ...status.capacity };
  },
  prepareForUpdate: keepStatus,
  validate,
  validateUpdate: (node, old) => [
    ...validate(node),
    ...validateAmounts(node),
    ...validateTaints(node.spec.taints),
    ...validateChange(node, old),
  ],
  status: { validateUpdate: (node) => [...validateAmounts(node), ...validateAddresses(node)] },
  selectableFields: { 'spec.unschedulable': ({ spec }) => String(spec.unschedulable ?? false) },
  columns: [
    NAME,
    text('Status', status),
    text('Roles', roles),
    AGE,
    text('Version', ({ status: { nodeInfo } = {} }) => nodeInfo?.kubeletVersion ?? ''),
    wide('Internal-IP', (node) => address(node, 'InternalIP')),
    wide('External-IP', (node) => address(node, 'ExternalIP')),
    wide('OS-Image', (node) => info(node, 'osImage')),
    wide('Kernel-Version', (node) => info(node, 'kernelVersion')),
    wide('Container-Runtime', (node) => info(node, 'containerRuntimeVersion')),
  ],
};

const info = (node: KubeObject, field: string): string => node.status?.nodeInfo?.[field] || '<unknown>';
const address = (node: KubeObject, type: string): string =>
  list(node.status?.addresses).find((one) => one.type === type)?.address ?? '<none>';

function status(node: KubeObject): string {
  const ready = list(node.status?.conditions).find(({ type }) => type === 'Ready');
  const words = [ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown'];
  if (node.spec.unschedulable) words.push('SchedulingDisabled');
  return words.join(',');
}

/** From `node-role.kubernetes.io/<role>` labels and the older `kubernetes.io/role`. */
function roles({ metadata }: KubeObject): string {
  const found = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) =>
    key.startsWith(ROLE) && key.length > ROLE.length ? [key.slice(ROLE.length)] : key === 'kubernetes.io/role' && value ? [value] : [],
  );
  return [...new Set(found)].sort().join(',') || '<none>';
}

/** ValidateNode: what it is tainted with, what it has, where its pods are. */
function validate(node: KubeObject): FieldError[] {
  return [...validateTaints(node.spec.taints), ...validateAmounts(node), ...validateNetworks(node.spec.podCIDRs ?? [], 'spec.podCIDRs')];
}

function validateAmounts({ status }: KubeObject): FieldError[] {
  return ['capacity', 'allocatable'].flatMap((field) =>
    Object.entries((status?.[field] ?? {}) as Record<string, string>).flatMap(([name, amount]) =>
      validateResourceQuantity(name, amount, child('status', field, name)),
    ),
  );
}

/** At most one of each family. */
function validateNetworks(networks: string[], path: Path): FieldError[] {
  const errors = networks.flatMap((network, i) =>
    parseCIDR(network) ? [] : [invalid(at(path, i), goStrings(networks), 'must be valid CIDR')],
  );
  if (networks.length < 2) return errors;
  const families = new Set(networks.map((network) => network.includes(':')));
  if (families.size < 2 || networks.length > 2)
    errors.push(invalid(path, goStrings(networks), 'may specify no more than one CIDR for each IP family'));
  networks.forEach((network, i) => networks.indexOf(network) < i && errors.push(duplicate(at(path, i), network)));
  return errors;
}

function validateTaints(taints: Fields[] | undefined): FieldError[] {
  const seen = new Set<string>();
  return list(taints).flatMap((taint, i) => {
    const path = at('metadata.taints', i);
    const { key = '', value = '', effect = '' } = taint;
    const errors = validateLabelName(key, child(path, 'key'));
    const wrong = labelValue(value);
    if (wrong.length > 0) errors.push(invalid(child(path, 'value'), value, wrong.join(';')));
    if (effect === '') errors.push(required(child(path, 'effect')));
    else if (!EFFECTS.includes(effect)) errors.push(notSupported(child(path, 'effect'), effect, EFFECTS));
    const pair = `${key}:${effect}`;
    if (seen.has(pair))
      errors.push({
        ...duplicate(path, {
          go: `core.Taint{Key:${JSON.stringify(key)}, Value:${JSON.stringify(value)}, Effect:${JSON.stringify(effect)}, TimeAdded:<nil>}`,
        }),
        detail: 'taints must be unique by key and effect pair',
      });
    seen.add(pair);
    return errors;
  });
}

/** What may be set where it was not, and what the message calls it. */
const ONCE = [
  ['podCIDRs', 'podCIDR'],
  ['providerID', 'providerID'],
] as const;

/** Taints, unschedulable and what was not set yet may change. */
function validateChange(node: KubeObject, old: KubeObject): FieldError[] {
  const CHANGEABLE = ['taints', 'unschedulable', 'configSource'];
  const once = ['podCIDR', 'podCIDRs', 'providerID'].filter((field) => old.spec[field] === undefined);
  const fixed = (spec: Fields): Fields =>
    Object.fromEntries(Object.entries(spec).filter(([field]) => !CHANGEABLE.includes(field) && !once.includes(field)));
  const named = ONCE.filter(([field]) => old.spec[field] !== undefined && !equal(node.spec[field], old.spec[field])).map(([field, shown]) =>
    forbidden(child('spec', field), `node updates may not change ${shown} except from "" to valid`),
  );
  // What else is changed is said as a whole, what was named above among it.
  return equal(fixed(node.spec), fixed(old.spec))
    ? named
    : [
        ...named,
        forbidden(
          '[]',
          'node updates may only change labels, taints, or capacity (or configSource, if the DynamicKubeletConfig feature gate is enabled)',
        ),
      ];
}

function validateAddresses(node: KubeObject): FieldError[] {
  const seen = new Set<string>();
  return list(node.status?.addresses).flatMap(({ type, address: value }, i) => {
    const key = `${type}/${value}`;
    if (seen.has(key))
      return [
        duplicate(at('status.addresses', i), { go: `core.NodeAddress{Type:${JSON.stringify(type)}, Address:${JSON.stringify(value)}}` }),
      ];
    seen.add(key);
    return [];
  });
}
