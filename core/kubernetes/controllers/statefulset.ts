/** Pods with names and volumes of their own, in order. After k8s.io/kubernetes/pkg/controller/statefulset. */
import { copy, equal, type KubeObject } from '../object.ts';
import type { Index } from './indexes.ts';
import { record } from './support/events.ts';
import { HASH_LABEL, revisionsOf, templateOf, trim, type History } from './support/history.ts';
import { claim, ownerKeys } from './support/ownership.ts';
import { ADMISSION_RESOURCES, podFrom, refusedKeys, retry, WAITING } from './support/pod-control.ts';
import { isReady } from './support/pods.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

const KEY = 'statefulsets.apps';
const CLAIMS = 'persistentvolumeclaims';
const SOURCE = { component: 'statefulset-controller' };
const NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

const isShort = ({ spec, status }: KubeObject): boolean => (status?.replicas ?? 0) < (spec?.replicas ?? 1);
const SHORT: Index = { resource: KEY, keysOf: (set) => (isShort(set) ? [WAITING] : []) };

export const statefulSetController: Controller = {
  name: 'statefulset',
  user: 'system:serviceaccount:kube-system:statefulset-controller',
  watches: [KEY, 'pods', ...ADMISSION_RESOURCES],
  keysOf(change, context) {
    if (change.resource === KEY) return change.object ? [keyOf(change.object)] : [];
    if (change.resource === 'pods') return ownerKeys(change, 'StatefulSet', context, KEY);
    return refusedKeys(change, SHORT, context) ?? [];
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const set = context.get(KEY, namespace, name);
    if (!set) return;
    const history = revisionsOf(context, set);
    if (!history) return;
    const pods = claim(context, 'pods', set).filter((pod) => ordinalOf(set, pod) >= 0);
    const failures = set.metadata.deletionTimestamp ? 0 : settle(set, history, pods, context);
    writeStatus(set, history, context);
    if (failures > 0) retry(context, key, { count: failures });
  },
};

/** The number at the end of a pod's name; -1 where the pod is not one of the set's. */
function ordinalOf(set: KubeObject, pod: KubeObject): number {
  const prefix = `${set.metadata.name}-`;
  const rest = pod.metadata.name!.startsWith(prefix) ? pod.metadata.name!.slice(prefix.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : -1;
}

const revisionName = (pod: KubeObject): string | undefined => pod.metadata.labels?.[HASH_LABEL];
const isGoing = (pod: KubeObject): boolean => Boolean(pod.metadata.deletionTimestamp);
const isUp = (pod: KubeObject): boolean => pod.status?.phase === 'Running' && isReady(pod) && !isGoing(pod);

/** The revision that pods had before the present one; the present one where there is no other, or none of it is left. */
function formerRevision(set: KubeObject, { current, old }: History): KubeObject {
  return old.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? current;
}

const partitionOf = ({ spec }: KubeObject): number =>
  spec.updateStrategy?.type === 'RollingUpdate' ? (spec.updateStrategy.rollingUpdate?.partition ?? 0) : 0;

/** One round of updateStatefulSet: in order, one pod at a time unless the pods may come in parallel. How often a creation failed. */
function settle(set: KubeObject, history: History, pods: readonly KubeObject[], context: ControllerContext): number {
  const replicas: number = set.spec.replicas ?? 1;
  const isMonotonic = set.spec.podManagementPolicy !== 'Parallel';
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]));
  for (let ordinal = 0; ordinal < replicas; ordinal++) {
    const pod = byOrdinal.get(ordinal);
    if (pod && (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') && !isGoing(pod)) {
      record(context, set, SOURCE, {
        type: 'Warning',
        reason: 'RecreatingFailedPod',
        message: `StatefulSet ${keyOf(set)} is recreating failed Pod ${pod.metadata.name}`,
      });
      remove(set, pod, context);
      if (isMonotonic) return 0;
      continue;
    }
    if (!pod) {
      const failures = create(set, history, ordinal, context);
      if (failures > 0 || isMonotonic) return failures;
      continue;
    }
    if (isMonotonic && !isUp(pod)) return 0;
  }
  const surplus = pods.filter((pod) => ordinalOf(set, pod) >= replicas).sort((a, b) => ordinalOf(set, b) - ordinalOf(set, a));
  for (const pod of surplus) {
    if (!isGoing(pod)) remove(set, pod, context);
    if (isMonotonic) return 0;
  }
  if (set.spec.updateStrategy?.type === 'OnDelete') return 0;
  for (let ordinal = replicas - 1; ordinal >= partitionOf(set); ordinal--) {
    const pod = byOrdinal.get(ordinal);
    if (!pod) continue;
    if (revisionName(pod) !== history.current.metadata.name && !isGoing(pod)) {
      remove(set, pod, context);
      return 0;
    }
    if (!isUp(pod)) return 0;
  }
  return 0;
}

/** How often it failed: 0 where it did not. */
function create(set: KubeObject, history: History, ordinal: number, context: ControllerContext): number {
  const former = formerRevision(set, history);
  const isFormer = former !== history.current && ordinal < Math.max(partitionOf(set), set.status?.currentReplicas ?? 0);
  const pod = podOf(set, isFormer ? former : history.current, ordinal);
  const what = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  for (const template of set.spec.volumeClaimTemplates ?? []) {
    const refused = createClaim(set, template, ordinal, context);
    if (refused !== undefined)
      return record(context, set, SOURCE, { type: 'Warning', reason: 'FailedCreate', message: `create ${what} failed error: ${refused}` });
  }
  const { code, body } = context.create('pods', pod);
  if (code === 201) {
    record(context, set, SOURCE, { type: 'Normal', reason: 'SuccessfulCreate', message: `create ${what} successful` });
    return 0;
  }
  const error = (body as KubeObject).message as string;
  return record(context, set, SOURCE, { type: 'Warning', reason: 'FailedCreate', message: `create ${what} failed error: ${error}` });
}

function remove(set: KubeObject, pod: KubeObject, context: ControllerContext): void {
  const { code, body } = context.remove('pods', pod);
  const what = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  if (code < 300) record(context, set, SOURCE, { type: 'Normal', reason: 'SuccessfulDelete', message: `delete ${what} successful` });
  else if (code !== 404)
    record(context, set, SOURCE, {
      type: 'Warning',
      reason: 'FailedDelete',
      message: `delete ${what} failed error: ${(body as KubeObject).message}`,
    });
}

const claimName = (set: KubeObject, template: KubeObject, ordinal: number): string =>
  `${template.metadata.name}-${set.metadata.name}-${ordinal}`;

function podOf(set: KubeObject, revision: KubeObject, ordinal: number): KubeObject {
  const pod = podFrom(templateOf(revision), set, `${set.metadata.name}-${ordinal}`);
  pod.metadata.labels = { ...pod.metadata.labels, [HASH_LABEL]: revision.metadata.name!, [NAME_LABEL]: pod.metadata.name! };
  pod.spec.hostname = pod.metadata.name;
  pod.spec.subdomain = set.spec.serviceName || undefined;
  const templates: KubeObject[] = set.spec.volumeClaimTemplates ?? [];
  if (templates.length === 0) return pod;
  const claims = templates.map((template) => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, template, ordinal) },
  }));
  const others = (pod.spec.volumes ?? []).filter((volume: { name: string }) => !claims.some(({ name }) => name === volume.name));
  pod.spec.volumes = [...claims, ...others];
  return pod;
}

/** The claim stays when its pod goes. What its creation met. */
function createClaim(set: KubeObject, template: KubeObject, ordinal: number, context: ControllerContext): string | undefined {
  const name = claimName(set, template, ordinal);
  const { namespace } = set.metadata;
  if (context.get(CLAIMS, namespace!, name)) return undefined;
  const { metadata, spec } = copy(template);
  const labels = { ...metadata.labels, ...set.spec.selector.matchLabels };
  const { code, body } = context.create(CLAIMS, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { ...metadata, name, namespace, labels },
    spec,
  });
  const what = `Claim ${name} Pod ${set.metadata.name}-${ordinal} in StatefulSet ${set.metadata.name}`;
  if (code === 201) {
    record(context, set, SOURCE, { type: 'Normal', reason: 'SuccessfulCreate', message: `create ${what} success` });
    return undefined;
  }
  const error = (body as KubeObject).message as string;
  record(context, set, SOURCE, { type: 'Warning', reason: 'FailedCreate', message: `create ${what} failed error: ${error}` });
  return `failed to create PVC ${name}: ${error}`;
}

function writeStatus(set: KubeObject, history: History, context: ControllerContext): void {
  const stored = context.get(KEY, set.metadata.namespace!, set.metadata.name!);
  if (!stored || stored.metadata.uid !== set.metadata.uid) return;
  const pods = context.ownedBy('pods', set.metadata.uid!).filter((pod) => ordinalOf(set, pod) >= 0);
  const former = formerRevision(stored, history);
  const latest = history.current.metadata.name!;
  const count = (counts: (pod: KubeObject) => boolean): number => pods.filter((pod) => counts(pod)).length;
  const updated = count((pod) => !isGoing(pod) && revisionName(pod) === latest);
  const ready = count((pod) => pod.status?.phase === 'Running' && isReady(pod));
  const replicas: number = set.spec.replicas ?? 1;
  // Once all pods are of the new revision and ready, it is the only one (completeRollingUpdate).
  const isRolledOut =
    set.spec.updateStrategy?.type !== 'OnDelete' && updated === pods.length && ready === pods.length && pods.length >= replicas;
  const current = isRolledOut || former === history.current ? latest : former.metadata.name!;
  const ofCurrent = current === latest ? updated : count((pod) => !isGoing(pod) && revisionName(pod) === current);
  const { collisionCount = 0, conditions } = stored.status ?? {};
  const status = {
    observedGeneration: stored.metadata.generation,
    replicas: pods.length,
    ...(ready ? { readyReplicas: ready } : {}),
    ...(ofCurrent ? { currentReplicas: ofCurrent } : {}),
    ...(updated ? { updatedReplicas: updated } : {}),
    currentRevision: current,
    updateRevision: latest,
    collisionCount,
    ...(conditions ? { conditions } : {}),
  };
  if (!equal(status, stored.status)) context.updateStatus(KEY, { ...stored, status });
  trim(context, set, history, ({ metadata }) => metadata.name === current || pods.some((pod) => revisionName(pod) === metadata.name));
}
