import { invalid, required, tooLong, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import { validateReference } from './ingresses.ts';
import type { ResourceDefinition } from './types.ts';
import { checked, countGeneration, IMMUTABLE } from './validation/common.ts';
import { byteLength, domainPrefixedPath } from './validation/names.ts';

const MAX_CONTROLLER = 250;

function validate({ spec = {} }: KubeObject): FieldError[] {
  const { controller = '', parameters } = spec;
  return [
    ...(byteLength(controller) > MAX_CONTROLLER ? [tooLong('spec.controller', controller, MAX_CONTROLLER)] : []),
    ...(controller ? checked(domainPrefixedPath, controller, 'spec.controller') : [required('spec.controller')]),
    ...(parameters ? validateReference(parameters, 'spec.parameters') : []),
  ];
}

const parametersText = ({ spec }: KubeObject): string => {
  const { apiGroup, kind, name } = spec?.parameters ?? {};
  return kind ? `${kind}${apiGroup ? `.${apiGroup}` : ''}/${name}` : '<none>';
};

export const ingressClasses: ResourceDefinition = {
  group: 'networking.k8s.io',
  served: (versions) => [...(versions.has('ingressV1') ? ['v1'] : []), ...(versions.has('ingressClassV1beta1') ? ['v1beta1'] : [])],
  storageVersion: 'v1',
  kind: 'IngressClass',
  plural: 'ingressclasses',
  singular: 'ingressclass',
  namespaced: false,
  nameRule: 'dns1123subdomain',
  prepareForCreate(ingressClass) {
    ingressClass.metadata.generation = 1;
  },
  prepareForUpdate: (ingressClass, old) => countGeneration(ingressClass, old),
  validate,
  validateUpdate: (ingressClass, old) => [
    ...validate(ingressClass),
    ...(ingressClass.spec?.controller === old.spec?.controller
      ? []
      : [invalid('spec.controller', ingressClass.spec?.controller ?? '', IMMUTABLE)]),
  ],
  columns: [NAME, text('Controller', ({ spec }) => spec?.controller ?? ''), text('Parameters', parametersText), AGE],
};
