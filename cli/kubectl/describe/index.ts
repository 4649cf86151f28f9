/** Which kind is described how; kinds without a row get their fields listed. A new one is a function and a row. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { describeAutoscaler } from './autoscaler.ts';
import {
  describeClaim,
  describeDisruptionBudget,
  describeNode,
  describePriorityClass,
  describeStorageClass,
  describeVolume,
} from './cluster.ts';
import {
  describeConfigMap,
  describeLimitRange,
  describeNamespace,
  describeQuota,
  describeSecret,
  describeServiceAccount,
} from './config.ts';
import { describeAny } from './generic.ts';
import { describeIngressClass, describeSlice } from './slices.ts';
import { describeEndpoints, describeIngress, describeNetworkPolicy, describeService } from './network.ts';
import { describePod } from './pods.ts';
import { describeBinding, describeRole } from './rbac.ts';
import type { Describe, DescribeContext } from './types.ts';
import {
  describeCronJob,
  describeDaemonSet,
  describeDeployment,
  describeJob,
  describeReplicaSet,
  describeStatefulSet,
} from './workloads.ts';

/** By group and kind. */
const DESCRIPTIONS: Record<string, Describe> = {
  '/Pod': describePod,
  '/Namespace': describeNamespace,
  '/ServiceAccount': describeServiceAccount,
  '/Secret': describeSecret,
  '/ConfigMap': describeConfigMap,
  '/Service': describeService,
  '/Endpoints': describeEndpoints,
  '/Node': describeNode,
  '/ResourceQuota': describeQuota,
  '/LimitRange': describeLimitRange,
  '/PersistentVolumeClaim': describeClaim,
  '/PersistentVolume': describeVolume,
  '/ReplicationController': describeReplicaSet,
  'apps/Deployment': describeDeployment,
  'apps/ReplicaSet': describeReplicaSet,
  'apps/DaemonSet': describeDaemonSet,
  'apps/StatefulSet': describeStatefulSet,
  'batch/Job': describeJob,
  'batch/CronJob': describeCronJob,
  'autoscaling/HorizontalPodAutoscaler': describeAutoscaler,
  'networking.k8s.io/Ingress': describeIngress,
  'extensions/Ingress': describeIngress,
  'networking.k8s.io/IngressClass': describeIngressClass,
  'discovery.k8s.io/EndpointSlice': describeSlice,
  'networking.k8s.io/NetworkPolicy': describeNetworkPolicy,
  'policy/PodDisruptionBudget': describeDisruptionBudget,
  'storage.k8s.io/StorageClass': describeStorageClass,
  'scheduling.k8s.io/PriorityClass': describePriorityClass,
  'rbac.authorization.k8s.io/Role': describeRole,
  'rbac.authorization.k8s.io/ClusterRole': describeRole,
  'rbac.authorization.k8s.io/RoleBinding': describeBinding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': describeBinding,
};

export function describeObject(object: KubeObject, context: DescribeContext): Promise<string> {
  const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
  return (DESCRIPTIONS[`${group}/${object.kind}`] ?? describeAny)(object, context);
}

export type { DescribeContext } from './types.ts';
