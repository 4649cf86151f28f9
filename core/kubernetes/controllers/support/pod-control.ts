/** Creates and deletes pods for their controllers. After k8s.io/kubernetes/pkg/controller.RealPodControl. */
import { copy, type KubeObject } from '../../object.ts';
import type { Index } from '../indexes.ts';
import type { ControllerChange, ControllerContext } from '../types.ts';
import { record, type EventSource } from './events.ts';
import { controllerRef } from './ownership.ts';

/** A pod as the template says, with its controller. Named by the server unless a name is given. */
export function podFrom(template: KubeObject, owner: KubeObject, name?: string): KubeObject {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(name ? { name } : { generateName: `${owner.metadata.name}-` }),
      namespace: owner.metadata.namespace,
      ...(labels ? { labels: { ...labels } } : {}),
      ...(annotations ? { annotations: { ...annotations } } : {}),
      ...(finalizers ? { finalizers: [...finalizers] } : {}),
      ownerReferences: [controllerRef(owner)],
    },
    spec: copy(template.spec),
  };
}

/** Why a pod could not be created, in the server's words, and how often that was so. */
export interface Failure {
  error: string;
  count: number;
}

/** The pod, or why there is none. Leaves the event. */
export function createPod(
  context: ControllerContext,
  owner: KubeObject,
  source: EventSource,
  pod: KubeObject,
): { pod: KubeObject } | Failure {
  const { code, body } = context.create('pods', pod);
  if (code === 201) {
    const created = body as KubeObject;
    record(context, owner, source, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created pod: ${created.metadata.name}` });
    return { pod: created };
  }
  const error = (body as KubeObject).message as string;
  // In a namespace that goes nothing more is said, and nothing more is to be expected.
  if (isNamespaceTerminating(context, owner)) return { error, count: Infinity };
  return { error, count: record(context, owner, source, { type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${error}` }) };
}

export function deletePod(context: ControllerContext, owner: KubeObject, source: EventSource, pod: KubeObject): boolean {
  const { code, body } = context.remove('pods', pod);
  if (code === 404 || code === 409) return true;
  const isDone = code < 300;
  record(
    context,
    owner,
    source,
    isDone
      ? { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${pod.metadata.name}` }
      : { type: 'Warning', reason: 'FailedDelete', message: `Error deleting: ${(body as KubeObject).message}` },
  );
  return isDone;
}

const isNamespaceTerminating = (context: ControllerContext, { metadata }: KubeObject): boolean =>
  Boolean(context.get('namespaces', '', metadata.namespace!)?.metadata.deletionTimestamp);

/** As many as wanted, until one is refused: the others would be too. */
export function createMany(count: number, create: () => Failure | object): Failure | undefined {
  for (let created = 0; created < count; created++) {
    const outcome = create();
    if ('error' in outcome) return outcome;
  }
  return undefined;
}

/** What admission of pods depends on: a change there is worth another try at once. */
export const ADMISSION_RESOURCES: readonly string[] = [
  'podsecuritypolicies.policy',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
];

/** The keys of what waits for pods that were refused. */
export function refusedKeys({ resource }: ControllerChange, waiting: Index, context: ControllerContext): string[] | undefined {
  if (!ADMISSION_RESOURCES.includes(resource)) return undefined;
  return context.indexed(waiting, WAITING).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}

/** The key under which an index of what lacks pods has all of it. */
export const WAITING = 'waiting';

/** How long a work queue waits before the second try, and at most, in milliseconds; each wait is twice the one before. */
export interface Pace {
  first: number;
  longest: number;
}
const PACE: Pace = { first: 5, longest: 1_000_000 };

/** Sets the timer for another try. */
export function retry(context: ControllerContext, key: string, { count }: Pick<Failure, 'count'>, { first, longest } = PACE): void {
  if (count !== Infinity) context.after(Math.min(longest, first * 2 ** Math.min(count - 1, 20)), key, { repeats: true });
}
