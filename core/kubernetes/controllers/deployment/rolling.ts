/** Moves pods from the old replica sets to the new one. After rolling.go, recreate.go and sync.go. */
import type { KubeObject } from '../../object.ts';
import { controllerOf } from '../support/ownership.ts';
import { isFinished } from '../support/pods.ts';
import type { ControllerContext } from '../types.ts';
import { allOf, availableIn, byAge, DESIRED, limitsOf, MAXIMUM, scaleSet, sizeAnnotations, specifiedIn, type Sets } from './model.ts';
import { sizeOfNew } from './revisions.ts';

/** One step of a rolling update; the sets as they are then. */
export function roll(context: ControllerContext, deployment: KubeObject, sets: Sets): Sets {
  const current = sets.current!;
  const { replicas } = deployment.spec;
  const size = current.spec.replicas > replicas ? replicas : sizeOfNew(deployment, sets.old, current.spec.replicas);
  if (size !== current.spec.replicas) return { ...sets, current: scaleSet(context, deployment, current, size) };
  return { current, old: scaleDownOld(context, deployment, sets) };
}

function scaleDownOld(context: ControllerContext, deployment: KubeObject, { current, old }: Sets): KubeObject[] {
  if (specifiedIn(old) === 0) return old;
  const minimum = deployment.spec.replicas - limitsOf(deployment).unavailable;
  const newUnavailable = current!.spec.replicas - (current!.status?.availableReplicas ?? 0);
  let spare = specifiedIn([...old, current!]) - minimum - newUnavailable;
  if (spare <= 0) return old;

  // First those that do no good anyway.
  let sets = old.map((set) => {
    const unhealthy = set.spec.replicas - (set.status?.availableReplicas ?? 0);
    const less = Math.min(spare, unhealthy, set.spec.replicas);
    if (less <= 0) return set;
    spare -= less;
    return scaleSet(context, deployment, set, set.spec.replicas - less);
  });
  let surplus = availableIn([...sets, current!]) - minimum;
  sets = sets.map((set) => {
    const less = Math.min(surplus, set.spec.replicas);
    if (less <= 0) return set;
    surplus -= less;
    return scaleSet(context, deployment, set, set.spec.replicas - less);
  });
  return sets;
}

/** Recreate: all old pods go before there are new ones. Undefined while it waits for them. */
export function recreate(context: ControllerContext, deployment: KubeObject, sets: Sets): Sets | undefined {
  const old = sets.old.map((set) => (set.spec.replicas > 0 ? scaleSet(context, deployment, set, 0) : set));
  if (old.some((set, i) => set !== sets.old[i])) return undefined;
  const isRunning = old.some((set) => context.ownedBy('pods', set.metadata.uid!).some((pod) => !isFinished(pod) && controllerOf(pod)));
  return isRunning ? undefined : { ...sets, old };
}

/** Whether the deployment's size was changed since its replica sets were last told. */
export function isScalingEvent(deployment: KubeObject, sets: Sets): boolean {
  return allOf(sets).some((set) => {
    const desired = set.metadata.annotations?.[DESIRED];
    return set.spec.replicas > 0 && desired !== undefined && Number(desired) !== deployment.spec.replicas;
  });
}

/** A new size: the only active set takes it; where several are, each its share. */
export function scale(context: ControllerContext, deployment: KubeObject, sets: Sets): Sets {
  const { replicas } = deployment.spec;
  const only = activeOrLatest(sets);
  if (only) return replaced(sets, only.spec.replicas === replicas ? only : scaleSet(context, deployment, only, replicas));
  const { current, old } = sets;
  if (current && isSaturated(deployment, current))
    return { current, old: old.map((set) => (set.spec.replicas > 0 ? scaleSet(context, deployment, set, 0) : set)) };
  if (deployment.spec.strategy?.type === 'Recreate') return sets;
  return inProportion(context, deployment, sets);
}

const isActive = (set: KubeObject): boolean => set.spec.replicas > 0;

function activeOrLatest(sets: Sets): KubeObject | undefined {
  const active = allOf(sets).filter(isActive);
  if (active.length === 1) return active[0];
  return active.length === 0 ? (sets.current ?? sets.old.at(-1)) : undefined;
}

function isSaturated(deployment: KubeObject, set: KubeObject): boolean {
  const { replicas } = deployment.spec;
  return (
    set.spec.replicas === replicas &&
    Number(set.metadata.annotations?.[DESIRED]) === replicas &&
    (set.status?.availableReplicas ?? 0) === replicas
  );
}

const replaced = ({ current, old }: Sets, set: KubeObject): Sets =>
  current?.metadata.uid === set.metadata.uid
    ? { current: set, old }
    : { current, old: old.map((o) => (o.metadata.uid === set.metadata.uid ? set : o)) };

/** What is added or taken goes to the sets by their size, the larger and newer first; what rounding leaves, to the first. */
function inProportion(context: ControllerContext, deployment: KubeObject, sets: Sets): Sets {
  const active = allOf(sets).filter(isActive);
  const total = specifiedIn(active);
  const allowed = deployment.spec.replicas > 0 ? deployment.spec.replicas + limitsOf(deployment).surge : 0;
  const missing = allowed - total;
  const ranked = [...active].sort((a, b) => b.spec.replicas - a.spec.replicas || (missing > 0 ? byAge(b, a) : byAge(a, b)));
  const sizes = new Map<string, number>();
  let added = 0;
  for (const set of ranked) {
    const share = missing === 0 ? 0 : shareOf(deployment, set, missing, added);
    sizes.set(set.metadata.uid!, set.spec.replicas + share);
    added += share;
  }
  if (missing !== 0 && ranked[0]) {
    const { uid } = ranked[0].metadata;
    sizes.set(uid!, Math.max(0, sizes.get(uid!)! + missing - added));
  }
  return ranked.reduce((all, set) => replaced(all, scaleSet(context, deployment, set, sizes.get(set.metadata.uid!)!)), sets);
}

function shareOf(deployment: KubeObject, set: KubeObject, missing: number, added: number): number {
  const { replicas } = set.spec;
  const before = Number(set.metadata.annotations?.[MAXIMUM] ?? deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  const fraction = Math.round((replicas * Number(sizeAnnotations(deployment)[MAXIMUM])) / before) - replicas;
  const left = missing - added;
  return missing > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
}
