/** All controllers, in the order in which they work off what waits for them. */
import type { ApiServer } from '../apiserver/server.ts';
import { clusterRoleAggregation } from './cluster-role-aggregation.ts';
import { cronJobController } from './cronjob.ts';
import { daemonSetController } from './daemonset.ts';
import { deploymentController } from './deployment/index.ts';
import { disruptionController } from './disruption.ts';
import { endpointSliceController } from './endpoint-slices.ts';
import { endpointsController } from './endpoints.ts';
import { eventExpiry } from './event-expiry.ts';
import { garbageCollector } from './garbage-collector.ts';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts';
import { jobController } from './job.ts';
import { kubelet } from './kubelet/index.ts';
import { namespaceController } from './namespace.ts';
import { nodeLifecycle } from './node-lifecycle.ts';
import { replicaSetController, replicationController } from './replicaset.ts';
import { resourceQuotaController } from './resource-quota.ts';
import { rootCaController } from './root-ca.ts';
import { scheduler } from './scheduler/index.ts';
import { serviceAccountController } from './service-account.ts';
import { statefulSetController } from './statefulset.ts';
import { tokenController } from './token.ts';
import { volumesController } from './volumes.ts';
import type { Controller } from './types.ts';

export function controllersOf(server: ApiServer): Controller[] {
  const authority = (): string => server.config().certificateAuthority;
  return [
    serviceAccountController,
    tokenController(authority),
    rootCaController(authority),
    clusterRoleAggregation,
    // Pods before those that count them, and those before their own owners.
    volumesController,
    nodeLifecycle,
    scheduler,
    kubelet,
    replicaSetController,
    replicationController,
    daemonSetController,
    statefulSetController,
    jobController,
    deploymentController,
    cronJobController,
    endpointsController,
    endpointSliceController,
    disruptionController,
    horizontalPodAutoscaler(() => server.registry),
    resourceQuotaController,
    eventExpiry,
    garbageCollector(() => server.registry),
    namespaceController(() => server.registry),
  ];
}
