/** The rules of PodSecurityPolicy in a beginner's words: what each is about, and what a policy allows of it. */
import type { Policy, PolicySpec, RangedRule } from '../admission/podsecuritypolicy/policy.ts';

export interface RuleWords {
  /** What the rule is about, to go after "because". */
  about: string;
  allows(policy: Policy): string;
}

const list = (values: readonly string[] | undefined, none: string): string =>
  values?.length ? values.map((v) => (v === '*' ? 'any' : v)).join(', ') : none;
const ranges = (rule: RangedRule | undefined): string =>
  (rule?.ranges ?? []).map((r) => (r.min === r.max ? `${r.min}` : `${r.min}-${r.max}`)).join(', ');
const annotation = (policy: Policy, key: string): string | undefined => policy.metadata.annotations?.[key];

function ranged(rule: RangedRule | undefined): string {
  switch (rule?.rule) {
    case undefined:
    case 'RunAsAny':
      return 'any';
    case 'MustRunAsNonRoot':
      return 'any user but root (0)';
    case 'MayRunAs':
      return `none, or one in ${ranges(rule)}`;
    default:
      return `one in ${ranges(rule)}`;
  }
}

const group = (field: 'fsGroup' | 'supplementalGroups' | 'runAsGroup') => (policy: Policy) => ranged(policy.spec[field]);
const HOST: [keyof PolicySpec, string][] = [
  ['hostNetwork', 'network'],
  ['hostPID', 'processes (PID)'],
  ['hostIPC', 'IPC'],
];

export const RULE_WORDS: Record<string, RuleWords> = {
  privileged: {
    about: 'A privileged container has all the rights that root has on the node.',
    allows: (p) => (p.spec.privileged ? 'any container' : 'no privileged container'),
  },
  capabilities: {
    about: 'Linux capabilities are single rights of root, such as binding low ports.',
    allows: ({ spec }) =>
      `may add: ${list([...(spec.allowedCapabilities ?? []), ...(spec.defaultAddCapabilities ?? [])], 'none')}${spec.requiredDropCapabilities?.length ? `; must drop: ${spec.requiredDropCapabilities.join(', ')}` : ''}`,
  },
  volumes: { about: 'A policy lists the kinds of volume that pods may use.', allows: (p) => list(p.spec.volumes, 'none') },
  hostPaths: {
    about: 'A hostPath volume opens a folder of the node.',
    allows: (p) =>
      list(
        p.spec.allowedHostPaths?.map((a) => `${a.pathPrefix}${a.readOnly ? ' (read-only)' : ''}`),
        'any path',
      ),
  },
  flexVolumes: {
    about: 'FlexVolume drivers run on the node.',
    allows: (p) =>
      list(
        p.spec.allowedFlexVolumes?.map((a) => a.driver ?? ''),
        'any driver',
      ),
  },
  csiDrivers: {
    about: 'Inline CSI volumes bring in storage drivers.',
    allows: (p) =>
      list(
        p.spec.allowedCSIDrivers?.map((a) => a.name ?? ''),
        'any driver',
      ),
  },
  hostNamespaces: {
    about: 'A pod in a namespace of the host sees what belongs to the node.',
    allows: (p) =>
      list(
        HOST.filter(([field]) => p.spec[field]).map(([, words]) => words),
        "none of the node's network, processes or IPC",
      ),
  },
  hostPorts: {
    about: 'A host port is opened on the node itself.',
    allows: (p) =>
      list(
        p.spec.hostPorts?.map((r) => (r.min === r.max ? `${r.min}` : `${r.min}-${r.max}`)),
        'none',
      ),
  },
  runAsUser: { about: 'The user id that the process runs as; 0 is root.', allows: (p) => ranged(p.spec.runAsUser) },
  runAsGroup: { about: 'The group id that the process runs as.', allows: group('runAsGroup') },
  supplementalGroups: { about: 'Further groups that processes get.', allows: group('supplementalGroups') },
  fsGroup: { about: "The group that owns the pod's volumes.", allows: group('fsGroup') },
  seLinux: {
    about: 'The SELinux label that processes get.',
    allows: (p) =>
      p.spec.seLinux?.rule === 'RunAsAny'
        ? 'any'
        : Object.entries(p.spec.seLinux?.seLinuxOptions ?? {})
            .map(([k, v]) => `${k} ${v}`)
            .join(', '),
  },
  seccomp: {
    about: 'A seccomp profile closes system calls. A policy that lists no profiles allows none to be named.',
    allows: (p) => list(annotation(p, 'seccomp.security.alpha.kubernetes.io/allowedProfileNames')?.split(','), 'none may be named'),
  },
  appArmor: {
    about: 'An AppArmor profile confines a program.',
    allows: (p) => list(annotation(p, 'apparmor.security.beta.kubernetes.io/allowedProfileNames')?.split(','), 'any'),
  },
  sysctls: {
    about: 'Sysctls set parameters of the kernel; some can upset the whole node.',
    allows: ({ spec }) =>
      `safe ones${spec.allowedUnsafeSysctls?.length ? ` and ${spec.allowedUnsafeSysctls.join(', ')}` : ''}${spec.forbiddenSysctls?.length ? `, but not ${spec.forbiddenSysctls.join(', ')}` : ''}`,
  },
  procMount: { about: 'What of /proc is hidden from the container.', allows: (p) => list(p.spec.allowedProcMountTypes, 'Default') },
  allowPrivilegeEscalation: {
    about: 'Whether a program may gain more rights than the one that started it (setuid). A silent container counts as yes.',
    allows: (p) => ((p.spec.allowPrivilegeEscalation ?? true) ? 'true and false' : 'false alone'),
  },
  readOnlyRootFilesystem: {
    about: 'The root file system must not be written to.',
    allows: (p) => (p.spec.readOnlyRootFilesystem ? 'true alone' : 'any'),
  },
  runtimeClass: {
    about: 'The container runtime that the pod asks for.',
    allows: (p) => list(p.spec.runtimeClass?.allowedRuntimeClassNames, 'none by name'),
  },
};
