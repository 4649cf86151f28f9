/** All controllers, in the order in which they work off what waits for them. */
import type { ApiServer } from '../apiserver/server.ts';
import { clusterRoleAggregation } from './cluster-role-aggregation.ts';
import { cronJobController } from './cronjob.ts';
import { daemonSetController } from './daemonset.ts';
import { deploymentController } from './deployment/index.ts';
import { endpointsController } from './endpoints.ts';
import { garbageCollector } from './garbage-collector.ts';
import { jobController } from './job.ts';
import { kubelet } from './kubelet/index.ts';
import { namespaceController } from './namespace.ts';
import { replicaSetController, replicationController } from './replicaset.ts';
import { rootCaController } from './root-ca.ts';
import { scheduler } from './scheduler/index.ts';
import { serviceAccountController } from './service-account.ts';
import { statefulSetController } from './statefulset.ts';
import { tokenController } from './token.ts';
import type { Controller } from './types.ts';

export function controllersOf(server: ApiServer): Controller[] {
  const authority = (): string => server.config().certificateAuthority;
  return [
    serviceAccountController,
    tokenController(authority),
    rootCaController(authority),
    clusterRoleAggregation,
    // Pods before those that count them, and those before their own owners.
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
    garbageCollector(() => server.registry),
    namespaceController(() => server.registry),
  ];
}
