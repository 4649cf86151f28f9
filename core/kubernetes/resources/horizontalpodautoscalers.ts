import type { KubeObject } from '../object.ts';
import { fromV1, fromV2beta1, toV1, toV2beta1 } from './autoscaler/conversion.ts';
import { targetsText } from './autoscaler/printing.ts';
import { validateAutoscaler } from './autoscaler/validate.ts';
import { AGE, NAME, count, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { keepAllButStatus, keepStatus } from './validation/common.ts';

const CPU_PERCENT = 80;
const EMPTY_STATUS = { conditions: null, currentMetrics: null, currentReplicas: 0, desiredReplicas: 0 };

/** SetDefaults of v2beta2; v1 and v2beta1 come to the same. */
function setDefaults({ spec }: KubeObject): void {
  spec.minReplicas ??= 1;
  if (!spec.metrics?.length) {
    spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: CPU_PERCENT } } }];
  }
  const { behavior } = spec;
  if (!behavior) return;
  behavior.scaleUp = {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
    ...behavior.scaleUp,
  };
  behavior.scaleDown = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }], ...behavior.scaleDown };
}

/** Handled as autoscaling/v2beta2, which has all that the internal type has; v1 keeps what it has no fields for in annotations. */
export const horizontalPodAutoscalers: ResourceDefinition = {
  group: 'autoscaling',
  served: (versions) => [
    'v1',
    ...(versions.has('autoscalingV2') ? ['v2'] : []),
    ...(versions.has('autoscalingV2beta1') ? ['v2beta1'] : []),
    ...(versions.has('autoscalingV2beta2') ? ['v2beta2'] : []),
  ],
  storageVersion: 'v2beta2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  toStorage: (object, from) => (from.endsWith('/v1') ? fromV1(object) : from.endsWith('/v2beta1') ? fromV2beta1(object) : object),
  fromStorage: (object, to) => (to.endsWith('/v1') ? toV1(object) : to.endsWith('/v2beta1') ? toV2beta1(object) : object),
  default: setDefaults,
  prepareForCreate(object) {
    object.status = { ...EMPTY_STATUS };
  },
  prepareForUpdate: keepStatus,
  validate: validateAutoscaler,
  validateUpdate: (object) => validateAutoscaler(object),
  status: { prepareForUpdate: keepAllButStatus },
  columns: [
    NAME,
    text('Reference', ({ spec }) => `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`),
    text('Targets', targetsText),
    text('MinPods', ({ spec }) => (spec.minReplicas === undefined ? '<unset>' : String(spec.minReplicas))),
    count('MaxPods', ({ spec }) => spec.maxReplicas),
    count('Replicas', ({ status }) => status?.currentReplicas ?? 0),
    AGE,
  ],
};
