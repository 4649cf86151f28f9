/** The admission plugins of a cluster, in the order in which the API server runs them (pkg/kubeapiserver/options/plugins.go). */
import type { Versions } from '../versions.ts';
import { defaultIngressClass } from './default-ingress-class.ts';
import { defaultStorageClass } from './default-storage-class.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { limitRanger } from './limit-ranger.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import { persistentVolumeClaimResize } from './persistent-volume-claim-resize.ts';
import { podSecurityPolicy } from './podsecuritypolicy/plugin.ts';
import { priority } from './priority.ts';
import { resourceQuota } from './resource-quota.ts';
import { runtimeClass } from './runtime-class.ts';
import { serviceAccount } from './service-account.ts';
import { storageObjectInUseProtection } from './storage-object-in-use-protection.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';
import type { AdmissionPlugin } from './types.ts';

export const ADMISSION: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  taintNodesByCondition,
  podSecurityPolicy,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  defaultIngressClass,
  resourceQuota,
];
const WITHOUT_POLICIES = ADMISSION.filter((plugin) => plugin !== podSecurityPolicy);

/** The plugins that run on a cluster: PodSecurityPolicy only where it is switched on and still exists. */
export function admissionPlugins(config: { podSecurityPolicy: boolean }, versions: Versions): readonly AdmissionPlugin[] {
  return config.podSecurityPolicy && versions.has('podSecurityPolicy') ? ADMISSION : WITHOUT_POLICIES;
}
