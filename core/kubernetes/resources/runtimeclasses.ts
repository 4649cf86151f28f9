import type { FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import { roundUp } from './pod/defaults.ts';
import { validateResources } from './pod/resources.ts';
import { validateTolerations } from './pod/scheduling.ts';
import type { ResourceDefinition } from './types.ts';
import { checked, immutable } from './validation/common.ts';
import { validateLabels } from './validation/labels.ts';
import { dns1123Label } from './validation/names.ts';

/** After k8s.io/kubernetes/pkg/apis/node/validation. */
export const runtimeClasses: ResourceDefinition = {
  group: 'node.k8s.io',
  served: (versions) => [...(versions.has('nodeV1') ? ['v1'] : []), ...(versions.has('nodeV1beta1') ? ['v1beta1'] : [])],
  storageVersion: 'v1',
  kind: 'RuntimeClass',
  plural: 'runtimeclasses',
  singular: 'runtimeclass',
  namespaced: false,
  nameRule: 'dns1123subdomain',
  default: ({ overhead }) => roundUp(overhead?.podFixed),
  validate,
  validateUpdate: (runtime, old) => immutable(runtime.handler, old.handler, 'handler'),
  columns: [NAME, text('Handler', ({ handler }) => handler ?? ''), AGE],
};

function validate({ handler = '', overhead, scheduling }: KubeObject): FieldError[] {
  return [
    ...checked(dns1123Label, handler, 'handler'),
    ...(overhead ? validateResources({ limits: overhead.podFixed }, 'overhead') : []),
    ...validateLabels(scheduling?.nodeSelector, 'scheduling.nodeSelector'),
    ...validateTolerations(scheduling?.tolerations, 'scheduling.tolerations'),
  ];
}
