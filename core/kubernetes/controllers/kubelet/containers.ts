/** One container's way from waiting to running, ending and running again. After k8s.io/kubernetes/pkg/kubelet. */
import { timestamp } from '../../../clock.ts';
import type { KubeObject } from '../../object.ts';
import type { Note } from '../support/events.ts';
import { fullName, imageOf, invalidName, pullError } from './images.ts';
import type { Container, Lookup } from './machine.ts';
import { programOf } from './program.ts';
import { environmentRefusal, rootRefusal } from './refusals.ts';

/** A container's entry of containerStatuses. */
export type ContainerStatus = Record<string, any>;

/** The node that a container is on, as far as a container needs to know it. */
export interface Host {
  isDocker: boolean;
  /** On a bare cluster there is no node; what stands in for it names images in a simpler way. */
  isStandIn: boolean;
  look: Lookup;
  now: number;
  /** Milliseconds from the container's turn to its image pulled, and on to its start. */
  pullTime: number;
  startTime: number;
}

export interface Step {
  status: ContainerStatus;
  notes: Note[];
  /** When there is something to do again (milliseconds since the epoch). */
  next?: number;
}

const SECOND = 1000;
const FIRST_BACKOFF = 10 * SECOND;
const LONGEST_BACKOFF = 300 * SECOND;
/** After so long a run a container starts with a clean slate. */
const STEADY = 600 * SECOND;
/** What is between a container's end and the kubelet's next look. */
const NOTICE = SECOND;

/** 10 s, doubled each time up to five minutes. */
export const backoff = (failures: number): number =>
  failures <= 0 ? 0 : Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** Math.min(failures - 1, 10));

const pathOf = (pod: KubeObject, container: Container): string => {
  const list = (pod.spec.initContainers ?? []).some((c: Container) => c.name === container.name) ? 'initContainers' : 'containers';
  return `spec.${list}{${container.name}}`;
};

export function waitingStatus(container: Container, reason: string, message?: string): ContainerStatus {
  return {
    name: container.name,
    state: { waiting: { reason, ...(message ? { message } : {}) } },
    lastState: {},
    ready: false,
    restartCount: 0,
    image: container.image,
    imageID: '',
    started: false,
  };
}

/** Brings a container as far as it gets by now. @param since when its turn came */
export function advance(pod: KubeObject, container: Container, status: ContainerStatus, since: number, host: Host): Step {
  const notes: Note[] = [];
  let step: Step = { status, notes };
  // Every round but the last changes the state; a program that ends at once goes through them all.
  for (let round = 0; round < 8; round++) {
    const further = advanceOnce(pod, container, step.status, since, host);
    notes.push(...further.notes);
    const isSame = further.status === step.status;
    step = { ...further, notes };
    if (isSame) return step;
  }
  return step;
}

function advanceOnce(pod: KubeObject, container: Container, status: ContainerStatus, since: number, host: Host): Step {
  const { running, terminated, waiting } = status.state;
  if (running) return whileRunning(pod, container, status, host);
  if (terminated) return onceEnded(pod, container, status, host);
  if (waiting?.reason === 'CrashLoopBackOff') return whileBackingOff(pod, container, status, host);
  return whileWaiting(pod, container, status, since, host);
}

const stay = (status: ContainerStatus, next?: number, notes: Note[] = []): Step => ({ status, notes, next });

function whileWaiting(pod: KubeObject, container: Container, status: ContainerStatus, since: number, host: Host): Step {
  const note = (type: Note['type'], reason: string, message: string): Note => ({
    type,
    reason,
    message,
    fieldPath: pathOf(pod, container),
  });
  const { reason } = status.state.waiting ?? {};
  const wait = (next: string, message: string | undefined, due: number | undefined, notes: Note[]): Step => {
    if (reason === next && status.state.waiting.message === message) return stay(status, due);
    return {
      status: { ...status, image: container.image, state: { waiting: { reason: next, ...(message ? { message } : {}) } } },
      notes,
      next: due,
    };
  };

  const wrongName = invalidName(container.image);
  if (wrongName)
    return wait('InvalidImageName', wrongName, undefined, [
      note('Warning', 'InspectFailed', wrongName),
      note('Warning', 'Failed', 'Error: InvalidImageName'),
    ]);
  const pulled = since + host.pullTime;
  if (host.now < pulled) return stay(status, pulled, []);
  const pulling = note('Normal', 'Pulling', `Pulling image "${container.image}"`);
  const { pull } = imageOf(container.image);
  if (pull) return whilePullFails(pullError(container.image, pull, host.isDocker), pulled);

  const refusal: string | undefined =
    rootRefusal(pod, container) ?? (host.isStandIn ? undefined : environmentRefusal(pod, container, host.look));
  const isPulled = reason === 'CreateContainerConfigError';
  const arrival = isPulled ? [] : [pulling, note('Normal', 'Pulled', `Successfully pulled image "${container.image}"`)];
  if (refusal) return wait('CreateContainerConfigError', refusal, undefined, [...arrival, note('Warning', 'Failed', `Error: ${refusal}`)]);
  const start = pulled + host.startTime;
  if (host.now < start && !isPulled) return stay(status, start);
  return started(pod, container, status, host, arrival);

  /** Tries at once and then ten, twenty, forty seconds later: between two tries it backs off. */
  function whilePullFails(error: string, first: number): Step {
    let tried = first;
    let failures = 1;
    while (tried + backoff(failures) <= host.now) tried += backoff(failures++);
    const backsOff = tried + NOTICE;
    const failed = [
      pulling,
      note('Warning', 'Failed', `Failed to pull image "${container.image}": ${error}`),
      note('Warning', 'Failed', 'Error: ErrImagePull'),
    ];
    if (host.now < backsOff) return wait('ErrImagePull', error, backsOff, failed);
    const message = `Back-off pulling image "${container.image}"`;
    return wait('ImagePullBackOff', message, tried + backoff(failures), [
      note('Normal', 'BackOff', message),
      note('Warning', 'Failed', 'Error: ImagePullBackOff'),
    ]);
  }
}

function started(pod: KubeObject, container: Container, status: ContainerStatus, host: Host, before: Note[]): Step {
  const fieldPath = pathOf(pod, container);
  const notes: Note[] = [
    ...before,
    { type: 'Normal', reason: 'Created', message: `Created container ${container.name}`, fieldPath },
    { type: 'Normal', reason: 'Started', message: `Started container ${container.name}`, fieldPath },
  ];
  const next: ContainerStatus = {
    ...status,
    ...identify(pod, container, status, host),
    state: { running: { startedAt: timestamp(host.now) } },
    ready: false,
    started: !container.startupProbe,
  };
  return { status: next, notes };
}

function identify(
  pod: KubeObject,
  container: Container,
  { restartCount }: ContainerStatus,
  host: Host,
): Pick<ContainerStatus, 'image' | 'imageID' | 'containerID'> {
  const runtime = host.isDocker ? 'docker' : 'containerd';
  if (host.isStandIn)
    return { image: container.image, imageID: `docker-pullable://${container.image}`, containerID: `containerd://${'0'.repeat(64)}` };
  const full = fullName(container.image);
  const repository = full.slice(0, full.lastIndexOf(':'));
  const digest = `${repository}@sha256:${hex64(full)}`;
  return {
    image: host.isDocker ? full.replace(/^docker\.io\/(library\/)?/, '') : full,
    imageID: host.isDocker ? `docker-pullable://${digest.replace(/^docker\.io\/(library\/)?/, '')}` : digest,
    containerID: `${runtime}://${hex64(`${pod.metadata.uid}/${container.name}/${restartCount}`)}`,
  };
}

/** 64 hexadecimal digits that follow from the text. */
function hex64(text: string): string {
  let out = '';
  for (let part = 0; part < 8; part++) {
    let hash = 0x811c9dc5 ^ part;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    out += hash.toString(16).padStart(8, '0');
  }
  return out;
}

/** When a running container's readiness probe first succeeds; Infinity where it never does. */
function readyFrom(container: Container, startedAt: number): number {
  if (imageOf(container.image).neverReady) return Infinity;
  const delay = (container.readinessProbe?.initialDelaySeconds ?? 0) + (container.startupProbe?.initialDelaySeconds ?? 0);
  return startedAt + delay * SECOND;
}

function whileRunning(pod: KubeObject, container: Container, status: ContainerStatus, host: Host): Step {
  const startedAt = Date.parse(status.state.running.startedAt);
  const fieldPath = pathOf(pod, container);
  if (fullName(status.image) !== fullName(container.image)) {
    const note: Note = {
      type: 'Normal',
      reason: 'Killing',
      message: `Container ${container.name} definition changed, will be restarted`,
      fieldPath,
    };
    const old = ended(status, 0, 'Completed', host.now);
    return {
      status: { ...old, restartCount: old.restartCount + 1, lastState: old.state, state: { waiting: { reason: 'ContainerCreating' } } },
      notes: [note],
    };
  }
  const program = programOf(pod, container, host.look, startedAt);
  const end = startedAt + program.elapsed;
  if (end <= host.now)
    return {
      status: ended(status, program.exitCode, program.reason ?? (program.exitCode === 0 ? 'Completed' : 'Error'), host.now),
      notes: [],
    };
  const from = readyFrom(container, startedAt);
  const ready = from <= host.now;
  const next = Math.min(end, ready ? Infinity : from);
  if (status.ready !== ready) return { status: { ...status, ready, started: ready || status.started }, notes: [] };
  return stay(status, next === Infinity ? undefined : next);
}

function ended(status: ContainerStatus, exitCode: number, reason: string, now: number): ContainerStatus {
  const startedAt = status.state.running.startedAt;
  return {
    ...status,
    ready: false,
    started: false,
    state: { terminated: { exitCode, reason, startedAt, finishedAt: timestamp(now), containerID: status.containerID } },
  };
}

/** Whether a container that ended so is started again: init containers that succeeded are not. */
export function isRestarted(pod: KubeObject, container: Container, exitCode: number): boolean {
  const policy = pod.spec.restartPolicy ?? 'Always';
  const isInit = (pod.spec.initContainers ?? []).some((c: Container) => c.name === container.name);
  if (isInit && exitCode === 0) return false;
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

function onceEnded(pod: KubeObject, container: Container, status: ContainerStatus, host: Host): Step {
  const { exitCode, startedAt, finishedAt } = status.state.terminated;
  if (!isRestarted(pod, container, exitCode)) return stay(status);
  const noticed = Date.parse(finishedAt) + NOTICE;
  if (host.now < noticed) return stay(status, noticed);
  const isSteady = Date.parse(finishedAt) - Date.parse(startedAt) >= STEADY;
  const delay = isSteady ? 0 : backoff(status.restartCount);
  if (delay === 0) return restarted(pod, container, status, status.state, host);
  const message = `back-off ${goDuration(delay)} restarting failed container=${container.name} pod=${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  const note: Note = {
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    fieldPath: pathOf(pod, container),
  };
  return { status: { ...status, lastState: status.state, state: { waiting: { reason: 'CrashLoopBackOff', message } } }, notes: [note] };
}

const goDuration = (milliseconds: number): string => {
  const seconds = milliseconds / SECOND;
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
};

function whileBackingOff(pod: KubeObject, container: Container, status: ContainerStatus, host: Host): Step {
  const delay = backoff(status.restartCount);
  const due = Date.parse(status.lastState.terminated.finishedAt) + delay;
  if (host.now < due) return stay(status, due);
  // Nobody looked for a long time: it was tried as often meanwhile.
  const missed = Math.floor((host.now - due) / LONGEST_BACKOFF);
  return restarted(pod, container, { ...status, restartCount: status.restartCount + missed }, status.lastState, host);
}

function restarted(pod: KubeObject, container: Container, status: ContainerStatus, lastState: object, host: Host): Step {
  const present: Note = {
    type: 'Normal',
    reason: 'Pulled',
    message: `Container image "${container.image}" already present on machine`,
    fieldPath: pathOf(pod, container),
  };
  return started(pod, container, { ...status, lastState, restartCount: status.restartCount + 1 }, host, [present]);
}
