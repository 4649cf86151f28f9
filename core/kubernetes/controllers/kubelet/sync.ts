/** Brings a pod on its node as far as it gets by now. Pure: the pod and its node to its next status. After syncPod of k8s.io/kubernetes/pkg/kubelet. */
import { timestamp } from '../../../clock.ts';
import type { KubeObject } from '../../object.ts';
import type { Note } from '../support/events.ts';
import { advance, waitingStatus, type ContainerStatus, type Host } from './containers.ts';
import type { Container } from './machine.ts';
import { mountRefusal } from './refusals.ts';
import { conditionsOf, phaseOf } from './status.ts';

export interface Synced {
  status: KubeObject['status'];
  notes: Note[];
  /** When to look again (milliseconds since the epoch); undefined where nothing moves by itself. */
  next?: number;
}

export interface Addresses {
  hostIP: string;
  podIP: string;
}

/** @param addresses the pod's address is asked for when it is first needed */
export function syncPod(pod: KubeObject, host: Host, addresses: () => Addresses): Synced {
  const { spec } = pod;
  const old = pod.status ?? {};
  const startTime: string = old.startTime ?? timestamp(host.now);
  const deadline = spec.activeDeadlineSeconds === undefined ? Infinity : Date.parse(startTime) + spec.activeDeadlineSeconds * 1000;
  if (deadline <= host.now) return overdue(old, startTime);

  const notes: Note[] = [];
  const due: number[] = deadline === Infinity ? [] : [deadline];
  const unmounted = host.isStandIn ? undefined : mountRefusal(pod, host.look);
  const known = (list: string, container: Container, reason: string): ContainerStatus =>
    (old[list] ?? []).find((s: ContainerStatus) => s.name === container.name) ?? waitingStatus(container, reason);
  let since = Date.parse(startTime);
  let isBlocked = unmounted !== undefined;
  if (unmounted) notes.push({ type: 'Warning', reason: 'FailedMount', message: unmounted });

  const step = (list: string, container: Container, reason: string): ContainerStatus => {
    const status = known(list, container, reason);
    if (isBlocked) return status;
    const taken = advance(pod, container, status, since, host);
    notes.push(...taken.notes);
    if (taken.next !== undefined) due.push(taken.next);
    return taken.status;
  };
  const inits: ContainerStatus[] = ((spec.initContainers ?? []) as Container[]).map((container) => {
    const status = step('initContainerStatuses', container, 'PodInitializing');
    const { terminated } = status.state;
    if (terminated?.exitCode === 0) {
      since = Math.max(since, Date.parse(terminated.finishedAt));
      return status.ready ? status : { ...status, ready: true };
    }
    isBlocked = true;
    return status;
  });
  const reason = inits.length ? 'PodInitializing' : 'ContainerCreating';
  const containers: ContainerStatus[] = (spec.containers as Container[]).map((container) => step('containerStatuses', container, reason));

  const phase = phaseOf(pod, inits, containers);
  const hasBegun = [...inits, ...containers].some(({ containerID }) => containerID);
  const ips =
    hasBegun && !old.podIP ? addressed(addresses()) : old.podIP ? { hostIP: old.hostIP, podIP: old.podIP, podIPs: old.podIPs } : {};
  const status = {
    ...old,
    phase,
    conditions: conditionsOf(pod, phase, inits, containers, host.now),
    ...(old.hostIP || hasBegun ? {} : { hostIP: addresses().hostIP }),
    ...ips,
    startTime,
    ...(inits.length ? { initContainerStatuses: inits } : {}),
    containerStatuses: containers,
  };
  return { status, notes, next: due.length && phase !== 'Succeeded' && phase !== 'Failed' ? Math.min(...due) : undefined };
}

const addressed = ({ hostIP, podIP }: Addresses) => ({ hostIP, podIP, podIPs: [{ ip: podIP }] });

function overdue(old: KubeObject['status'], startTime: string): Synced {
  const message = 'Pod was active on the node longer than the specified deadline';
  return {
    status: { ...old, phase: 'Failed', reason: 'DeadlineExceeded', message, startTime },
    notes: [{ type: 'Normal', reason: 'DeadlineExceeded', message }],
  };
}
