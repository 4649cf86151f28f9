/** Which pods a drain takes away, leaves, or stops at: after k8s.io/kubectl/pkg/drain/filters.go. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { isNotFound } from '../frame/errors.ts';

export interface DrainOptions {
  force: boolean;
  ignoreDaemonSets: boolean;
  deleteEmptyDirData: boolean;
  /** Throws NotFound where the daemon set is gone. */
  daemonSet(namespace: string, name: string): Promise<unknown>;
}

export interface Verdict {
  takes: boolean;
  warning?: string;
  error?: string;
}

type Filter = (pod: KubeObject, options: DrainOptions) => Promise<Verdict> | Verdict;

const MESSAGES = {
  daemonSetFatal: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)',
  daemonSetWarning: 'ignoring DaemonSet-managed Pods',
  localStorageFatal: 'Pods with local storage (use --delete-emptydir-data to override)',
  localStorageWarning: 'deleting Pods with local storage',
  unmanagedFatal: 'Pods not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet (use --force to override)',
  unmanagedWarning: 'deleting Pods not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet',
};

const TAKES: Verdict = { takes: true };
const LEAVES: Verdict = { takes: false };
const isFinished = ({ status }: KubeObject): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';
const controllerOf = (pod: KubeObject) => pod.metadata.ownerReferences?.find((owner) => owner.controller);

const daemonSets: Filter = async (pod, options) => {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'DaemonSet' || isFinished(pod)) return TAKES;
  try {
    await options.daemonSet(pod.metadata.namespace!, owner.name);
  } catch (error) {
    const { message } = error as Error;
    return isNotFound(error) && options.force ? { takes: true, warning: message } : { takes: false, error: message };
  }
  return options.ignoreDaemonSets ? { takes: false, warning: MESSAGES.daemonSetWarning } : { takes: false, error: MESSAGES.daemonSetFatal };
};

/** Pods that a node runs from its own files. */
const mirrors: Filter = (pod) => (pod.metadata.annotations?.['kubernetes.io/config.mirror'] === undefined ? TAKES : LEAVES);

const localStorage: Filter = (pod, options) => {
  if (isFinished(pod) || !pod.spec.volumes?.some((volume: { emptyDir?: object }) => volume.emptyDir)) return TAKES;
  return options.deleteEmptyDirData
    ? { takes: true, warning: MESSAGES.localStorageWarning }
    : { takes: false, error: MESSAGES.localStorageFatal };
};

const unmanaged: Filter = (pod, options) => {
  if (isFinished(pod) || controllerOf(pod)) return TAKES;
  return options.force ? { takes: true, warning: MESSAGES.unmanagedWarning } : { takes: false, error: MESSAGES.unmanagedFatal };
};

const FILTERS: readonly Filter[] = [daemonSets, mirrors, localStorage, unmanaged];

/** The last word on a pod: that of the first filter that keeps it, else of the last filter. */
export async function verdictOn(pod: KubeObject, options: DrainOptions): Promise<Verdict> {
  let verdict = TAKES;
  for (const filter of FILTERS) {
    verdict = await filter(pod, options);
    if (!verdict.takes) break;
  }
  return verdict;
}

/** Pods by what was said of them: `message: default/a, default/b`, one text a message. */
export function grouped(judged: readonly { pod: KubeObject; verdict: Verdict }[], which: 'warning' | 'error'): string[] {
  const pods = new Map<string, string[]>();
  for (const { pod, verdict } of judged) {
    const message = verdict[which];
    if (message !== undefined) pods.set(message, [...(pods.get(message) ?? []), `${pod.metadata.namespace}/${pod.metadata.name}`]);
  }
  return [...pods].map(([message, names]) => `${message}: ${names.join(', ')}`);
}
