import type { KubeObject } from '../../../core/kubernetes/object.ts';

/** Kinds that others need come first, and checks on everything last. */
const FIRST = [
  'Namespace',
  'StorageClass',
  'CustomResourceDefinition',
  'MutatingWebhookConfiguration',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Service',
  'LimitRange',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST = ['ValidatingWebhookConfiguration'];

function rank(kind: string): number {
  if (FIRST.includes(kind)) return FIRST.indexOf(kind) - FIRST.length;
  return LAST.includes(kind) ? 1 : 0;
}

const key = ({ apiVersion, kind, metadata }: KubeObject): string =>
  `${apiVersion.includes('/') ? apiVersion.replace('/', '_') : `~G_${apiVersion}`}_${kind}|${metadata.namespace ?? ''}|${metadata.name}`;

/** By kind, then by group, version, namespace and name. */
export const inOrder = (objects: readonly KubeObject[]): KubeObject[] =>
  [...objects].sort((a, b) => rank(a.kind) - rank(b.kind) || (key(a) < key(b) ? -1 : 1));
