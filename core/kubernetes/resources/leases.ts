import { invalid, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { nonNegative } from './validation/common.ts';

function validate({ spec = {} }: KubeObject): FieldError[] {
  const { leaseDurationSeconds: duration, leaseTransitions } = spec;
  return [
    ...(duration !== undefined && duration <= 0 ? [invalid('spec.leaseDurationSeconds', duration, 'must be greater than 0')] : []),
    ...nonNegative(leaseTransitions, 'spec.leaseTransitions'),
  ];
}

export const leases: ResourceDefinition = {
  group: 'coordination.k8s.io',
  served: (versions) => (versions.has('v1beta1Apis') ? ['v1', 'v1beta1'] : ['v1']),
  storageVersion: 'v1',
  kind: 'Lease',
  plural: 'leases',
  singular: 'lease',
  namespaced: true,
  nameRule: 'dns1123subdomain',
  allowCreateOnUpdate: true,
  validate,
  validateUpdate: (lease) => validate(lease),
  columns: [NAME, text('Holder', ({ spec }) => spec?.holderIdentity ?? ''), AGE],
};
