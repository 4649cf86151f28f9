/** The replica set of a deployment's template, found or made, and the numbers of revisions. After deployment_util.go and sync.go. */
import { timestamp } from '../../../clock.ts';
import { copy, equal, type KubeObject } from '../../object.ts';
import { conditionOf, withCondition, type Condition } from '../support/conditions.ts';
import { hashOfTemplate } from '../support/hash.ts';
import { claim, controllerOf, controllerRef } from '../support/ownership.ts';
import type { ControllerContext } from '../types.ts';
import {
  byAge,
  DEPLOYMENTS,
  DESIRED,
  HASH_LABEL,
  isRolling,
  isSameTemplate,
  limitsOf,
  MAXIMUM,
  noteScaling,
  REPLICA_SETS,
  REVISION,
  REVISION_HISTORY,
  sizeAnnotations,
  specifiedIn,
  type Sets,
} from './model.ts';

/** Annotations of a deployment that its replica sets do not take over. */
const OWN_ANNOTATIONS = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED,
  MAXIMUM,
  'deprecated.deployment.rollback.to',
]);

export const revisionOf = ({ metadata }: KubeObject): number => Number(metadata.annotations?.[REVISION] ?? 0);

/** What there is, nothing made. */
export function findSets(context: ControllerContext, deployment: KubeObject): Sets {
  const all = claim(context, REPLICA_SETS, deployment).sort(byAge);
  // The oldest with the template, should there be several.
  const current = all.find((set) => isSameTemplate(set.spec.template, deployment.spec.template));
  return { current, old: all.filter((set) => set !== current) };
}

export interface Prepared {
  sets: Sets;
  /** The deployment with what is to be written of it. */
  deployment: KubeObject;
}

/** Sees to it that the template's replica set is there with its revision, and that the deployment says which it is. */
export function prepareSets(context: ControllerContext, deployment: KubeObject, sets: Sets, mayCreate: boolean): Prepared | undefined {
  const revision = String(Math.max(0, ...sets.old.map(revisionOf)) + 1);
  if (sets.current) {
    const current = noteRevision(context, deployment, sets.current, revision);
    const found = {
      type: 'Progressing',
      status: 'True',
      reason: 'FoundNewReplicaSet',
      message: `Found new replica set "${current.metadata.name}"`,
    } as const;
    return {
      sets: { ...sets, current },
      deployment: noted(
        context,
        deployment,
        String(revisionOf(current)),
        conditionOf(deployment.status?.conditions, 'Progressing') ? undefined : found,
      ),
    };
  }
  if (!mayCreate) return { sets, deployment };
  return createSet(context, deployment, sets, revision);
}

function createSet(context: ControllerContext, deployment: KubeObject, sets: Sets, revision: string): Prepared | undefined {
  const set = setFrom(deployment, sets.old, revision, context.versions.minor);
  const { code, body } = context.create(REPLICA_SETS, set);
  const name = set.metadata.name!;
  if (code === 409) return collided(context, deployment, name);
  if (code !== 201) {
    const message = `Failed to create new replica set "${name}": ${(body as KubeObject).message}`;
    context.updateStatus(
      DEPLOYMENTS,
      noted(context, deployment, undefined, { type: 'Progressing', status: 'False', reason: 'FailedCreate', message }),
    );
    return undefined;
  }
  const current = body as KubeObject;
  if (current.spec.replicas > 0) noteScaling(context, deployment, current, true, current.spec.replicas);
  const created = {
    type: 'Progressing',
    status: 'True',
    reason: 'NewReplicaSetCreated',
    message: `Created new replica set "${name}"`,
  } as const;
  return { sets: { ...sets, current }, deployment: noted(context, deployment, revision, created) };
}

/** Another object has the name: it is counted, and the next name has the count in its hash. */
function collided(context: ControllerContext, deployment: KubeObject, name: string): undefined {
  const other = context.get(REPLICA_SETS, deployment.metadata.namespace!, name);
  if (!other || (controllerOf(other)?.uid === deployment.metadata.uid && isSameTemplate(other.spec.template, deployment.spec.template)))
    return undefined;
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
  context.updateStatus(DEPLOYMENTS, { ...deployment, status: { ...deployment.status, collisionCount } });
  return undefined;
}

function setFrom(deployment: KubeObject, old: readonly KubeObject[], revision: string, minor: number): KubeObject {
  const { metadata, spec, status } = deployment;
  const template = copy(spec.template);
  const hash = hashOfTemplate(spec.template, minor, status?.collisionCount);
  template.metadata = { ...template.metadata, labels: { ...template.metadata?.labels, [HASH_LABEL]: hash } };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace,
      ownerReferences: [controllerRef(deployment)],
      labels: { ...template.metadata.labels },
      annotations: { ...inherited(deployment), [REVISION]: revision, ...sizeAnnotations(deployment) },
    },
    spec: {
      replicas: sizeOfNew(deployment, old, 0),
      ...(spec.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}),
      selector: { ...copy(spec.selector), matchLabels: { ...spec.selector.matchLabels, [HASH_LABEL]: hash } },
      template,
    },
  };
}

function inherited({ metadata }: KubeObject): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => !OWN_ANNOTATIONS.has(key)));
}

/** How large the new replica set may be next to the others (NewRSNewReplicas). */
export function sizeOfNew(deployment: KubeObject, old: readonly KubeObject[], size: number): number {
  const { replicas } = deployment.spec;
  if (!isRolling(deployment)) return replicas;
  const room = replicas + limitsOf(deployment).surge - specifiedIn(old) - size;
  return room <= 0 ? size : size + Math.min(room, replicas - size);
}

/** The revision and the deployment's annotations on the replica set that it now has (SetNewReplicaSetAnnotations). */
function noteRevision(context: ControllerContext, deployment: KubeObject, set: KubeObject, revision: string): KubeObject {
  const annotations: Record<string, string> = { ...set.metadata.annotations, ...inherited(deployment) };
  const old = annotations[REVISION];
  if (old === undefined || Number(old) < Number(revision)) {
    annotations[REVISION] = revision;
    if (old !== undefined) annotations[REVISION_HISTORY] = [annotations[REVISION_HISTORY], old].filter(Boolean).join(',');
  }
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  if (equal(annotations, set.metadata.annotations ?? {}) && minReadySeconds === (set.spec.minReadySeconds ?? 0)) return set;
  const { minReadySeconds: _was, ...spec } = set.spec;
  const { code, body } = context.update(REPLICA_SETS, {
    ...set,
    metadata: { ...set.metadata, annotations },
    spec: minReadySeconds ? { ...spec, minReadySeconds } : spec,
  });
  return code === 200 ? (body as KubeObject) : set;
}

/** The deployment with its revision and a word on its progress; written with the rest of its status. */
function noted(
  context: ControllerContext,
  deployment: KubeObject,
  revision: string | undefined,
  condition: Condition | undefined,
): KubeObject {
  const { metadata, status = {} } = deployment;
  const annotations = revision === undefined ? metadata.annotations : { ...metadata.annotations, [REVISION]: revision };
  const conditions =
    condition && hasDeadline(deployment)
      ? withCondition(status.conditions ?? [], { ...condition, lastUpdateTime: timeOf(context) }, context.now)
      : status.conditions;
  return {
    ...deployment,
    metadata: { ...metadata, ...(annotations ? { annotations } : {}) },
    status: { ...status, ...(conditions ? { conditions } : {}) },
  };
}

export const timeOf = ({ now }: ControllerContext): string => timestamp(now);

/** Without one (or with the largest number) nobody says how it goes. */
export const hasDeadline = ({ spec }: KubeObject): boolean =>
  spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== 2147483647;
