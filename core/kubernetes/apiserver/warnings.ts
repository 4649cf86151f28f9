/** Warnings about deprecated APIs: after k8s.io/apiserver/pkg/endpoints/deprecation and the prerelease lifecycle of each type. */
import { groupVersion, type Served } from '../resources/registry.ts';
import type { Versions } from '../versions.ts';

/** Since which minor it is deprecated, when it goes, and what to use. Warnings exist from 1.19 on. */
const DEPRECATED: Record<string, { since: number; until: number; use?: string }> = {
  'extensions/v1beta1 Ingress': { since: 14, until: 22, use: 'networking.k8s.io/v1 Ingress' },
  'networking.k8s.io/v1beta1 Ingress': { since: 19, until: 22, use: 'networking.k8s.io/v1 Ingress' },
  'networking.k8s.io/v1beta1 IngressClass': { since: 19, until: 22, use: 'networking.k8s.io/v1 IngressClass' },
  'apiextensions.k8s.io/v1beta1 CustomResourceDefinition': { since: 16, until: 22, use: 'apiextensions.k8s.io/v1 CustomResourceDefinition' },
  'rbac.authorization.k8s.io/v1beta1 Role': { since: 17, until: 22, use: 'rbac.authorization.k8s.io/v1 Role' },
  'rbac.authorization.k8s.io/v1beta1 RoleBinding': { since: 17, until: 22, use: 'rbac.authorization.k8s.io/v1 RoleBinding' },
  'rbac.authorization.k8s.io/v1beta1 ClusterRole': { since: 17, until: 22, use: 'rbac.authorization.k8s.io/v1 ClusterRole' },
  'rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding': { since: 17, until: 22, use: 'rbac.authorization.k8s.io/v1 ClusterRoleBinding' },
  'scheduling.k8s.io/v1beta1 PriorityClass': { since: 14, until: 22, use: 'scheduling.k8s.io/v1 PriorityClass' },
  'storage.k8s.io/v1beta1 StorageClass': { since: 19, until: 22, use: 'storage.k8s.io/v1 StorageClass' },
  'coordination.k8s.io/v1beta1 Lease': { since: 19, until: 22, use: 'coordination.k8s.io/v1 Lease' },
  'autoscaling/v2beta1 HorizontalPodAutoscaler': { since: 22, until: 25, use: 'autoscaling/v2 HorizontalPodAutoscaler' },
  'batch/v1beta1 CronJob': { since: 21, until: 25, use: 'batch/v1 CronJob' },
  'policy/v1beta1 PodDisruptionBudget': { since: 21, until: 25, use: 'policy/v1 PodDisruptionBudget' },
  'policy/v1beta1 PodSecurityPolicy': { since: 21, until: 25 },
  'node.k8s.io/v1beta1 RuntimeClass': { since: 22, until: 25, use: 'node.k8s.io/v1 RuntimeClass' },
};

export function warnings(served: Served, versions: Versions): string[] {
  if (!versions.has('warningHeaders')) return [];
  const name = `${groupVersion(served.group, served.version)} ${served.resource.kind}`;
  const row = DEPRECATED[name];
  if (!row || versions.minor < row.since) return [];
  return [`${name} is deprecated in v1.${row.since}+, unavailable in v1.${row.until}+${row.use ? `; use ${row.use}` : ''}`];
}
