import type { KubeObject } from '../object.ts';
import { POD_COLUMNS } from './pod/columns.ts';
import { defaultPod, mirrorServiceAccount } from './pod/defaults.ts';
import { dropDisabledFields, dropUnknownFields } from './pod/disabled.ts';
import { qosClass } from './pod/qos.ts';
import { mirrorSeccomp } from './pod/seccomp.ts';
import { validatePodStatusUpdate } from './pod/status.ts';
import { validatePodUpdate } from './pod/update.ts';
import { validatePodCreate } from './pod/validate.ts';
import type { ResourceDefinition } from './types.ts';
import { keepStatus } from './validation/common.ts';

/** Annotations that older versions kept init containers in; they are dropped on sight. */
const INIT_CONTAINER_ANNOTATIONS = [
  'pod.beta.kubernetes.io/init-containers',
  'pod.alpha.kubernetes.io/init-containers',
  'pod.beta.kubernetes.io/init-container-statuses',
  'pod.alpha.kubernetes.io/init-container-statuses',
];

const podIp = (pod: KubeObject): string => pod.status?.podIPs?.[0]?.ip ?? pod.status?.podIP ?? '';

/** After k8s.io/kubernetes/pkg/registry/core/pod/strategy.go; the parts stand in pod/. */
export const pods: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default(pod, { versions }) {
    dropUnknownFields(pod.spec ?? {}, versions);
    defaultPod(pod);
  },
  prepareForCreate(pod, { versions }) {
    dropDisabledFields(pod.spec, versions);
    if (versions.has('seccompProfileFields')) mirrorSeccomp(pod);
    mirrorServiceAccount(pod.spec);
    for (const key of INIT_CONTAINER_ANNOTATIONS) delete pod.metadata.annotations?.[key];
    pod.status = { phase: 'Pending', qosClass: qosClass(pod.spec) };
  },
  prepareForUpdate(pod, old, { versions }) {
    keepStatus(pod, old);
    dropDisabledFields(pod.spec, versions, old.spec);
  },
  validate: (pod, { versions }) => validatePodCreate(pod, versions),
  validateUpdate: validatePodUpdate,
  status: { validateUpdate: validatePodStatusUpdate },
  selectableFields: {
    'spec.nodeName': (pod) => pod.spec.nodeName ?? '',
    'spec.host': (pod) => pod.spec.nodeName ?? '',
    'spec.restartPolicy': (pod) => pod.spec.restartPolicy ?? '',
    'spec.schedulerName': (pod) => pod.spec.schedulerName ?? '',
    'spec.serviceAccountName': (pod) => pod.spec.serviceAccountName ?? '',
    'status.phase': (pod) => pod.status?.phase ?? '',
    'status.podIP': podIp,
    'status.podIPs': () => '',
    'status.nominatedNodeName': (pod) => pod.status?.nominatedNodeName ?? '',
  },
  columns: POD_COLUMNS,
  gracePeriodSeconds(pod) {
    const hasRun = pod.spec.nodeName && pod.status?.phase !== 'Failed' && pod.status?.phase !== 'Succeeded';
    return hasRun ? (pod.spec.terminationGracePeriodSeconds ?? 30) : 0;
  },
};
