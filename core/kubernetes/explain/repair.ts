/** Changing a pod until a policy admits it: each rule with the smallest change that satisfies it. */
import type { Container, ContainerContext, Pod, PodContext, Policy } from '../admission/podsecuritypolicy/policy.ts';
import { providerFor, type Violation } from '../admission/podsecuritypolicy/provider.ts';
import type { ApiServer } from '../apiserver/server.ts';
import { within } from '../admission/podsecuritypolicy/ranges.ts';
import { copy, equal, type KubeObject } from '../object.ts';
import { preparePod, type PodRequest } from './pod.ts';

/** `{ field: 'spec.hostNetwork', from: true }`: without `to`, the field goes. */
export interface Change {
  /** Keys and indices from the pod down. */
  path: (string | number)[];
  field: string;
  from?: unknown;
  to?: unknown;
}

const ROUNDS = 5;
const SECCOMP = 'seccomp.security.alpha.kubernetes.io';
const APPARMOR = 'apparmor.security.beta.kubernetes.io';

/** The pod as the policy would have it, and what was changed; undefined where no change that we know would do. */
export function repair(server: ApiServer, request: PodRequest, policy: Policy): { pod: KubeObject; changes: Change[] } | undefined {
  const pod = copy(request.pod);
  for (let round = 0; round < ROUNDS; round++) {
    const prepared = preparePod(server, { ...request, pod });
    if ('refused' in prepared) return undefined;
    const violations = providerFor(policy, server.versions)?.evaluate(prepared.pod).violations;
    if (!violations) return undefined;
    if (!violations.length) return { pod, changes: differences(request.pod, pod) };
    const before = copy(pod);
    // From the end, so that removing a volume or a port does not move those still to be removed.
    for (const violation of [...violations].reverse()) REPAIRS[violation.rule]?.(pod as Pod, violation, policy, server);
    tidy(pod as Pod);
    if (equal(before, pod)) return undefined;
  }
  return undefined;
}

type Repair = (pod: Pod, violation: Violation, policy: Policy, server: ApiServer) => void;

const containersOf = (pod: Pod): Container[] => [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])];

function containerOf(pod: Pod, field: string): Container | undefined {
  const place = /^spec\.(initContainers|containers)\[(\d+)\]/.exec(field);
  return place ? pod.spec[place[1] as 'containers']?.[Number(place[2])] : undefined;
}

/** Takes a field out of the container and, where it is inherited, out of the pod: the policy's own default steps in. */
const fallSilent =
  (...fields: (keyof ContainerContext & keyof PodContext)[]): Repair =>
  (pod, { field }) => {
    const context = containerOf(pod, field)?.securityContext;
    const name = fields.find((f) => context?.[f] !== undefined);
    if (context && name) delete context[name];
    else for (const f of fields) delete pod.spec.securityContext?.[f];
  };

const forget =
  (name: keyof ContainerContext): Repair =>
  (pod, { field }) =>
    void delete containerOf(pod, field)?.securityContext?.[name];

const REPAIRS: Record<string, Repair> = {
  privileged: forget('privileged'),
  procMount: forget('procMount'),
  readOnlyRootFilesystem: forget('readOnlyRootFilesystem'),
  allowPrivilegeEscalation: forget('allowPrivilegeEscalation'),
  runAsGroup: fallSilent('runAsGroup'),
  seLinux: fallSilent('seLinuxOptions'),
  fsGroup: (pod) => void delete pod.spec.securityContext?.fsGroup,
  runAsUser: (pod, violation, policy, server) =>
    fallSilent(violation.field.endsWith('runAsNonRoot') ? 'runAsNonRoot' : 'runAsUser')(pod, violation, policy, server),
  supplementalGroups: (pod, _violation, policy) => {
    const context = pod.spec.securityContext;
    const kept = context?.supplementalGroups?.filter((id) => within(policy.spec.supplementalGroups?.ranges ?? [], id));
    if (kept?.length) context!.supplementalGroups = kept;
    else delete context?.supplementalGroups;
  },
  capabilities: (pod, { field, value }, policy) => {
    const capabilities = containerOf(pod, field)?.securityContext?.capabilities;
    if (!capabilities) return;
    if (field.endsWith('.add')) capabilities.add = capabilities.add?.filter((name) => name !== value);
    else capabilities.drop = [...new Set([...(capabilities.drop ?? []), ...(policy.spec.requiredDropCapabilities ?? [])])];
  },
  hostNamespaces: (pod, { field }) => void delete pod.spec[field.slice(field.lastIndexOf('.') + 1) as 'hostPID'],
  hostPorts: (pod, { field, value }) => {
    const port = containerOf(pod, field)?.ports?.find((p) => p.hostPort === value);
    if (port) delete port.hostPort;
    // On the node's network every container port is a port of the node.
    delete pod.spec.hostNetwork;
  },
  sysctls: (pod, { field }) => void pod.spec.securityContext?.sysctls?.splice(indexIn(field), 1),
  volumes: removeVolume,
  flexVolumes: removeVolume,
  csiDrivers: removeVolume,
  hostPaths: (pod, violation) => {
    const mount = /volumeMounts\[(\d+)\]\.readOnly$/.exec(violation.field);
    if (mount) containerOf(pod, violation.field)!.volumeMounts![Number(mount[1])]!.readOnly = true;
    else removeVolume(pod, violation);
  },
  runtimeClass: (pod) => void delete pod.spec.runtimeClassName,
  seccomp: (pod, violation, policy, server) => {
    const container = /container\.seccomp[^/]*\/(.*)\]$/.exec(violation.field)?.[1];
    const owner = container === undefined ? pod.spec : containersOf(pod).find((c) => c.name === container);
    const key = container === undefined ? `${SECCOMP}/pod` : `container.${SECCOMP}/${container}`;
    const annotations = pod.metadata.annotations;
    if (owner?.securityContext?.seccompProfile || annotations?.[key] !== undefined) {
      delete owner?.securityContext?.seccompProfile;
      delete annotations?.[key];
      return;
    }
    if (container !== undefined) return;
    const first = allowedNames(policy, SECCOMP)[0];
    if (first) setSeccomp(pod, first, server);
  },
  appArmor: (pod, { field }, policy) => {
    const key = /\[(.*)\]$/.exec(field)![1]!;
    const first = allowedNames(policy, APPARMOR)[0];
    if (first) pod.metadata.annotations = { ...pod.metadata.annotations, [key]: first };
  },
};

const indexIn = (field: string): number => Number(/\[(\d+)\]/.exec(field)![1]);
const allowedNames = (policy: Policy, group: string): string[] =>
  (policy.metadata.annotations?.[`${group}/allowedProfileNames`] ?? '').split(',').filter((name) => name && name !== '*');

function setSeccomp(pod: Pod, profile: string, server: ApiServer): void {
  if (!server.versions.has('seccompProfileFields')) {
    pod.metadata.annotations = { ...pod.metadata.annotations, [`${SECCOMP}/pod`]: profile };
    return;
  }
  const type = profile === 'unconfined' ? 'Unconfined' : profile.startsWith('localhost/') ? 'Localhost' : 'RuntimeDefault';
  const seccompProfile = type === 'Localhost' ? { type, localhostProfile: profile.slice('localhost/'.length) } : { type };
  pod.spec.securityContext = { ...pod.spec.securityContext, seccompProfile };
}

/** Takes a volume and its mounts out; the token's volume, which nobody wrote, by not asking for the token. */
function removeVolume(pod: Pod, { field }: Violation): void {
  const index = indexIn(field);
  const volume = pod.spec.volumes?.[index];
  if (!volume) {
    (pod.spec as Record<string, unknown>).automountServiceAccountToken = false;
    return;
  }
  pod.spec.volumes!.splice(index, 1);
  for (const container of containersOf(pod)) container.volumeMounts = container.volumeMounts?.filter((m) => m.name !== volume.name);
}

/** Takes out what a repair left empty. */
function tidy(pod: Pod): void {
  const drop = (owner: object | undefined, ...fields: string[]): void => {
    const from = owner as Record<string, object | undefined> | undefined;
    for (const field of fields)
      if (from?.[field] === undefined || Object.values(from[field]).filter((v) => v !== undefined).length === 0) delete from?.[field];
  };
  for (const container of containersOf(pod)) {
    drop(container.securityContext?.capabilities, 'add', 'drop');
    drop(container.securityContext, 'capabilities');
    drop(container, 'securityContext', 'volumeMounts');
  }
  drop(pod.spec.securityContext, 'supplementalGroups', 'sysctls');
  drop(pod.spec, 'securityContext', 'volumes');
  drop(pod.metadata, 'annotations');
}

/** Where two manifests differ, leaf by leaf; lists of unequal length as a whole. */
export function differences(from: unknown, to: unknown, path: (string | number)[] = []): Change[] {
  if (equal(from, to) || (to === undefined && isEmpty(from))) return [];
  const lists = Array.isArray(from) && Array.isArray(to);
  if ((lists && from.length === to.length) || (isObject(from) && isObject(to))) {
    const keys = [...new Set([...Object.keys(from as object), ...Object.keys(to as object)])];
    return keys.flatMap((key) => differences((from as any)[key], (to as any)[key], [...path, lists ? Number(key) : key]));
  }
  return [{ path, field: fieldText(path), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
}

const fieldText = (path: (string | number)[]): string =>
  path.reduce<string>((text, key) => (typeof key === 'number' || /[./]/.test(key) ? `${text}[${key}]` : text ? `${text}.${key}` : key), '');

/** The changes as a JSON patch of the object that has the pod at `root`. */
export function jsonPatch(changes: readonly Change[], root: readonly string[]): { op: string; path: string; value?: unknown }[] {
  return changes.map(({ path, from, to }) => ({
    op: to === undefined ? 'remove' : from === undefined ? 'add' : 'replace',
    path: [...root, ...path].map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    ...(to === undefined ? {} : { value: to }),
  }));
}

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
