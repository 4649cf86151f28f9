/** The policy that allows what a pod asks for, and nothing else. */
import { safeSysctls } from '../admission/podsecuritypolicy/strategies/sysctls.ts';
import { volumeType } from '../admission/podsecuritypolicy/strategies/volumes.ts';
import type { Container, Pod, PodContext, PolicySpec, Range, RangedRule } from '../admission/podsecuritypolicy/policy.ts';
import { equal, type KubeObject } from '../object.ts';
import type { Versions } from '../versions.ts';

const SECCOMP = 'seccomp.security.alpha.kubernetes.io';
const APPARMOR = 'apparmor.security.beta.kubernetes.io';
const RUNTIME_DEFAULT = 'runtime/default';
/** Any group but root's. */
const ORDINARY: Range[] = [{ min: 1, max: 65535 }];

/** @param pod as PodSecurityPolicy sees it. */
export function narrowPolicy(name: string, pod: Pod, versions: Versions): KubeObject {
  const containers = [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])];
  const annotations = { ...seccompNames(pod, containers), ...appArmorNames(pod, containers) };
  return {
    apiVersion: 'policy/v1beta1',
    kind: 'PodSecurityPolicy',
    metadata: { name, ...(Object.keys(annotations).length ? { annotations } : {}) },
    spec: withoutEmpty({
      privileged: containers.some((c) => c.securityContext?.privileged) || undefined,
      allowPrivilegeEscalation: containers.some(needsEscalation),
      allowedCapabilities: distinct(containers.flatMap((c) => c.securityContext?.capabilities?.add ?? [])),
      readOnlyRootFilesystem: containers.every((c) => c.securityContext?.readOnlyRootFilesystem) || undefined,
      hostNetwork: pod.spec.hostNetwork,
      hostPID: pod.spec.hostPID,
      hostIPC: pod.spec.hostIPC,
      hostPorts: ids(containers.flatMap((c) => c.ports ?? []).flatMap((p) => (p.hostPort ? [p.hostPort] : []))),
      volumes: distinct((pod.spec.volumes ?? []).flatMap((v) => volumeType(v) ?? [])),
      allowedHostPaths: hostPaths(pod, containers),
      allowedFlexVolumes: distinct((pod.spec.volumes ?? []).flatMap((v) => v.flexVolume?.driver ?? [])).map((driver) => ({ driver })),
      allowedCSIDrivers: distinct((pod.spec.volumes ?? []).flatMap((v) => v.csi?.driver ?? [])).map((driver) => ({ name: driver })),
      allowedProcMountTypes: distinct(containers.flatMap((c) => c.securityContext?.procMount ?? [])),
      allowedUnsafeSysctls: distinct((pod.spec.securityContext?.sysctls ?? []).flatMap((s) => s.name ?? [])).filter(
        (s) => !safeSysctls(versions).includes(s),
      ),
      runtimeClass: pod.spec.runtimeClassName ? { allowedRuntimeClassNames: [pod.spec.runtimeClassName] } : undefined,
      runAsUser: users(pod, containers),
      runAsGroup:
        pod.spec.securityContext?.runAsGroup !== undefined || containers.some((c) => c.securityContext?.runAsGroup !== undefined)
          ? asked(containers.map((c) => effective(c, pod, 'runAsGroup')))
          : undefined,
      fsGroup: groups(pod.spec.securityContext?.fsGroup),
      supplementalGroups: groups(...(pod.spec.securityContext?.supplementalGroups ?? [])),
      seLinux: labels(pod, containers),
    }),
  };
}

const distinct = (values: string[]): string[] => [...new Set(values)].sort();
const ids = (numbers: number[]): Range[] => [...new Set(numbers)].sort((a, b) => a - b).map((id) => ({ min: id, max: id }));

function withoutEmpty(spec: PolicySpec): PolicySpec {
  return Object.fromEntries(
    Object.entries(spec).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}

/** Privileged containers and those with CAP_SYS_ADMIN cannot do without it. */
function needsEscalation({ securityContext: context }: Container): boolean {
  if (context?.allowPrivilegeEscalation !== undefined) return context.allowPrivilegeEscalation;
  return Boolean(context?.privileged || context?.capabilities?.add?.some((name) => ['SYS_ADMIN', 'CAP_SYS_ADMIN'].includes(name)));
}

function effective<K extends 'runAsUser' | 'runAsGroup' | 'runAsNonRoot'>(container: Container, pod: Pod, field: K): PodContext[K] {
  return container.securityContext?.[field] ?? pod.spec.securityContext?.[field];
}

function users(pod: Pod, containers: Container[]): RangedRule {
  const named = containers.map((c) => effective(c, pod, 'runAsUser'));
  if (named.every((id) => id !== undefined)) return { rule: 'MustRunAs', ranges: ids(named) };
  const nonRoot = containers.every((c, i) =>
    named[i] !== undefined ? named[i] !== 0 && effective(c, pod, 'runAsNonRoot') !== false : effective(c, pod, 'runAsNonRoot'),
  );
  return { rule: nonRoot ? 'MustRunAsNonRoot' : 'RunAsAny' };
}

/** Those that are named; whoever is silent may stay so. */
function asked(named: (number | undefined)[]): RangedRule {
  return { rule: 'MayRunAs', ranges: ids(named.filter((id) => id !== undefined)) };
}

function groups(...named: (number | undefined)[]): RangedRule {
  const given = named.filter((id) => id !== undefined);
  return { rule: 'MayRunAs', ranges: given.length ? ids(given) : ORDINARY };
}

function labels(pod: Pod, containers: Container[]): PolicySpec['seLinux'] {
  const options = pod.spec.securityContext?.seLinuxOptions;
  const same = options && containers.every((c) => !c.securityContext?.seLinuxOptions || equal(c.securityContext.seLinuxOptions, options));
  return same ? { rule: 'MustRunAs', seLinuxOptions: options } : { rule: 'RunAsAny' };
}

function hostPaths(pod: Pod, containers: Container[]): PolicySpec['allowedHostPaths'] {
  return (pod.spec.volumes ?? [])
    .filter((v) => v.hostPath)
    .map((v) => {
      const mounts = containers.flatMap((c) => c.volumeMounts ?? []).filter((m) => m.name === v.name);
      return { pathPrefix: v.hostPath.path as string, ...(mounts.every((m) => m.readOnly) ? { readOnly: true } : {}) };
    });
}

/** The profiles named in fields or annotations; with them, what is silent gets the runtime's own. */
function seccompNames(pod: Pod, containers: Container[]): Record<string, string> {
  const name = (profile: { type?: string; localhostProfile?: string } | undefined): string[] =>
    profile
      ? [
          profile.type === 'Localhost'
            ? `localhost/${profile.localhostProfile}`
            : profile.type === 'Unconfined'
              ? 'unconfined'
              : RUNTIME_DEFAULT,
        ]
      : [];
  const used = [
    ...name(pod.spec.securityContext?.seccompProfile),
    ...containers.flatMap((c) => name(c.securityContext?.seccompProfile)),
    ...Object.entries(pod.metadata.annotations ?? {}).flatMap(([key, value]) => (key.includes(SECCOMP) ? [value] : [])),
  ];
  if (!used.length) return {};
  const pods = pod.spec.securityContext?.seccompProfile || pod.metadata.annotations?.[`${SECCOMP}/pod`];
  return {
    [`${SECCOMP}/allowedProfileNames`]: distinct(pods ? used : [...used, RUNTIME_DEFAULT]).join(','),
    ...(pods ? {} : { [`${SECCOMP}/defaultProfileName`]: RUNTIME_DEFAULT }),
  };
}

function appArmorNames(pod: Pod, containers: Container[]): Record<string, string> {
  const named = containers.map((c) => pod.metadata.annotations?.[`container.${APPARMOR}/${c.name}`]);
  const used = named.filter((name) => name !== undefined);
  if (!used.length) return {};
  const silent = used.length < named.length;
  return {
    [`${APPARMOR}/allowedProfileNames`]: distinct(silent ? [...used, RUNTIME_DEFAULT] : used).join(','),
    ...(silent ? { [`${APPARMOR}/defaultProfileName`]: RUNTIME_DEFAULT } : {}),
  };
}
