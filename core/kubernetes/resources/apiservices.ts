import { invalid, required, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { checked, keepAllButStatus, keepStatus } from './validation/common.ts';
import { dns1035Label, dns1123Subdomain } from './validation/names.ts';

const HTTPS = 443;
const MAX_GROUP_PRIORITY = 20000;
const MAX_VERSION_PRIORITY = 1000;

function validate({ metadata, spec = {} }: KubeObject): FieldError[] {
  const {
    group = '',
    version = '',
    groupPriorityMinimum: minimum = 0,
    versionPriority: priority = 0,
    service,
    insecureSkipTLSVerify: skips,
    caBundle,
  } = spec;
  const expected = `${version}.${group}`;
  const errors: FieldError[] =
    expected === metadata.name
      ? []
      : [invalid('metadata.name', metadata.name ?? '', `must be \`spec.version+"."+spec.group\`: "${expected}"`)];
  if (group) errors.push(...checked(dns1123Subdomain, group, 'spec.group'));
  errors.push(...checked(dns1035Label, version, 'spec.version'));
  if (minimum <= 0 || minimum > MAX_GROUP_PRIORITY)
    errors.push(invalid('spec.groupPriorityMinimum', minimum, `must be positive and less than ${MAX_GROUP_PRIORITY}`));
  if (priority <= 0 || priority > MAX_VERSION_PRIORITY)
    errors.push(invalid('spec.versionPriority', priority, `must be positive and less than ${MAX_VERSION_PRIORITY}`));
  if (!service) {
    if (caBundle) errors.push(invalid('spec.caBundle', '', 'local APIServices may not have a caBundle'));
    if (skips) errors.push(invalid('spec.insecureSkipTLSVerify', skips, 'local APIServices may not have insecureSkipTLSVerify'));
    return errors;
  }
  if (!service.namespace) errors.push(required('spec.service.namespace'));
  if (!service.name) errors.push(required('spec.service.name'));
  if (skips && caBundle) errors.push(invalid('spec.insecureSkipTLSVerify', skips, 'may not be true if caBundle is present'));
  return errors;
}

function availableText({ status }: KubeObject): string {
  const condition = ((status?.conditions ?? []) as { type: string; status: string; reason?: string }[]).find(
    ({ type }) => type === 'Available',
  );
  if (!condition) return 'Unknown';
  return condition.status === 'True' ? 'True' : `${condition.status} (${condition.reason ?? ''})`;
}

export const apiServices: ResourceDefinition = {
  group: 'apiregistration.k8s.io',
  served: (versions) => (versions.has('v1beta1Apis') ? ['v1', 'v1beta1'] : ['v1']),
  storageVersion: 'v1',
  kind: 'APIService',
  plural: 'apiservices',
  singular: 'apiservice',
  categories: ['api-extensions'],
  namespaced: false,
  nameRule: 'pathSegment',
  default({ spec }) {
    if (spec?.service) spec.service.port ??= HTTPS;
  },
  prepareForCreate(service) {
    service.status = service.spec?.service
      ? {}
      : {
          conditions: [
            {
              type: 'Available',
              status: 'True',
              lastTransitionTime: service.metadata.creationTimestamp ?? null,
              reason: 'Local',
              message: 'Local APIServices are always available',
            },
          ],
        };
  },
  prepareForUpdate: keepStatus,
  validate,
  validateUpdate: (service) => validate(service),
  status: { prepareForUpdate: keepAllButStatus },
  columns: [
    NAME,
    text('Service', ({ spec }) => (spec?.service ? `${spec.service.namespace}/${spec.service.name}` : 'Local')),
    text('Available', availableText),
    AGE,
  ],
};
