/** Rolls out what a deployment describes. After k8s.io/kubernetes/pkg/controller/deployment/deployment_controller.go. */
import type { KubeObject } from '../../object.ts';
import { isEmptySelector } from '../../resources/validation/labels.ts';
import { record } from '../support/events.ts';
import { controllerOf, ownerKeys } from '../support/ownership.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from '../types.ts';
import { byAge, DEPLOYMENTS, isRolling, REPLICA_SETS, SOURCE, type Sets } from './model.ts';
import { findSets, prepareSets } from './revisions.ts';
import { isScalingEvent, recreate, roll, scale } from './rolling.ts';
import { countedStatus, isComplete, syncStatus, withPause, writeStatus } from './status.ts';

export const deploymentController: Controller = {
  name: 'deployment',
  user: 'system:serviceaccount:kube-system:deployment-controller',
  watches: [DEPLOYMENTS, REPLICA_SETS, 'pods'],
  keysOf(change, context) {
    if (change.resource === DEPLOYMENTS) return change.object ? [keyOf(change.object)] : [];
    if (change.resource === REPLICA_SETS) return ownerKeys(change, 'Deployment', context, DEPLOYMENTS);
    return change.object ? [] : recreatedBy(change.before!, context);
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const deployment = context.get(DEPLOYMENTS, namespace, name);
    if (!deployment) return;
    if (isEmptySelector(deployment.spec.selector)) {
      record(context, deployment, SOURCE, {
        type: 'Warning',
        reason: 'SelectingAll',
        message: 'This deployment is selecting all pods. A non-empty selector is required.',
      });
      return;
    }
    sync(context, deployment);
  },
};

/** A deployment that recreates waits for its old pods to be gone. */
function recreatedBy(pod: KubeObject, context: ControllerContext): string[] {
  const owner = controllerOf(pod);
  const set = owner?.kind === 'ReplicaSet' ? context.get(REPLICA_SETS, pod.metadata.namespace!, owner.name) : undefined;
  const above = controllerOf(set);
  const deployment = above?.kind === 'Deployment' ? context.get(DEPLOYMENTS, pod.metadata.namespace!, above.name) : undefined;
  return deployment && !isRolling(deployment) ? [keyOf(deployment)] : [];
}

function sync(context: ControllerContext, found: KubeObject): void {
  const sets = findSets(context, found);
  if (found.metadata.deletionTimestamp) return writeStatus(context, found, countedStatus(context, found, sets));
  const deployment = withPause(context, found);
  if (deployment.spec.paused || isScalingEvent(deployment, sets)) return resize(context, deployment, sets);
  if (isRolling(deployment)) return rollOut(context, deployment, sets);
  const emptied = recreate(context, deployment, sets);
  if (!emptied) return syncStatus(context, deployment, findSets(context, deployment));
  rollOut(context, deployment, emptied);
}

function resize(context: ControllerContext, deployment: KubeObject, sets: Sets): void {
  const prepared = prepareSets(context, deployment, sets, false);
  if (!prepared) return;
  const scaled = scale(context, prepared.deployment, prepared.sets);
  if (prepared.deployment.spec.paused) cleanUp(context, prepared.deployment, scaled);
  writeStatus(context, prepared.deployment, countedStatus(context, prepared.deployment, scaled));
}

function rollOut(context: ControllerContext, deployment: KubeObject, sets: Sets): void {
  const prepared = prepareSets(context, deployment, sets, true);
  if (!prepared) return;
  const rolled = roll(context, prepared.deployment, prepared.sets);
  if (isComplete(prepared.deployment, prepared.deployment.status ?? {})) cleanUp(context, prepared.deployment, rolled);
  syncStatus(context, prepared.deployment, rolled);
}

/** Old replica sets without pods, but for so many as the history is long. */
function cleanUp(context: ControllerContext, deployment: KubeObject, { old }: Sets): void {
  const limit: number = deployment.spec.revisionHistoryLimit ?? Infinity;
  const surplus = old.length - limit;
  if (!(surplus > 0)) return;
  const oldest = old
    .filter((set) => !set.metadata.deletionTimestamp)
    .sort(byAge)
    .slice(0, surplus);
  for (const set of oldest) {
    const isEmpty =
      (set.status?.replicas ?? 0) === 0 &&
      set.spec.replicas === 0 &&
      (set.metadata.generation ?? 0) <= (set.status?.observedGeneration ?? 0);
    if (isEmpty) context.remove(REPLICA_SETS, set);
  }
}
