/** How much a policy leaves open: to offer the narrowest, and to warn of what is too wide. */
import type { Policy, PolicySpec, Range, RangedRule } from '../admission/podsecuritypolicy/policy.ts';

/** What hardly any application needs. */
interface Opening {
  weight: number;
  words: string;
  open(spec: PolicySpec): boolean;
}

const has = (list: readonly string[] | undefined, item: string): boolean => list?.includes(item) ?? false;
const lets = (spec: PolicySpec, volume: string): boolean => has(spec.volumes, '*') || has(spec.volumes, volume);
const wholeDisk = ({ allowedHostPaths = [] }: PolicySpec): boolean =>
  !allowedHostPaths.length || allowedHostPaths.some(({ pathPrefix, readOnly }) => pathPrefix === '/' && !readOnly);

const OPENINGS: Opening[] = [
  { weight: 100, words: 'privileged containers', open: (spec) => Boolean(spec.privileged) },
  { weight: 40, words: 'every capability', open: (spec) => has(spec.allowedCapabilities, '*') },
  { weight: 30, words: "the node's network", open: (spec) => Boolean(spec.hostNetwork) },
  { weight: 30, words: "the node's processes", open: (spec) => Boolean(spec.hostPID) },
  { weight: 30, words: "the node's IPC", open: (spec) => Boolean(spec.hostIPC) },
  { weight: 30, words: 'every folder of the node', open: (spec) => lets(spec, 'hostPath') && wholeDisk(spec) },
  { weight: 20, words: 'every unsafe sysctl', open: (spec) => has(spec.allowedUnsafeSysctls, '*') },
];

/** What a policy opens that hardly any application needs. */
export const wideOpenings = ({ spec }: Policy): string[] => OPENINGS.filter((opening) => opening.open(spec)).map(({ words }) => words);

/**
 * Less is narrower: a policy that allows all that another does, and more, is never less. Beyond that it is a rule of thumb, to put
 * policies in order that cannot be compared; the number means nothing by itself.
 */
export function width(policy: Policy): number {
  const opened = OPENINGS.filter(({ open }) => open(policy.spec)).reduce((sum, { weight }) => sum + weight, 0);
  return MEASURES.reduce((sum, measure) => sum + measure(policy.spec, policy), opened);
}

/** How many a list names, below what a list that allows all of them weighs. */
const named = (list: readonly unknown[] | undefined, all: number): number => Math.min(list?.length ?? 0, all - 1);
const namedOrAll = (list: readonly string[] | undefined, all: number): number => (has(list, '*') ? all : named(list, all));

/** From 0 to 1: one id, or all that there are. */
const spread = (ranges: readonly Range[] = []): number =>
  Math.min(1, Math.log2(1 + ranges.reduce((sum, { min, max }) => sum + max - min + 1, 0)) / 32);
const coversRoot = (ranges: readonly Range[] = []): boolean => ranges.some(({ min }) => min === 0);

function users({ rule, ranges }: RangedRule): number {
  if (rule === 'MustRunAs') return spread(ranges) * 2 + (coversRoot(ranges) ? 4 : 0);
  return rule === 'MustRunAsNonRoot' ? 3 : 10;
}

/** A rule that is absent lets anything in. */
function groups(rule: RangedRule | undefined): number {
  if (!rule || rule.rule === 'RunAsAny') return 5;
  return (rule.rule === 'MayRunAs' ? 1 : 0) + spread(rule.ranges) + (coversRoot(rule.ranges) ? 2 : 0);
}

/** None named: any, as long as that kind of volume is let in. */
const drivers = (spec: PolicySpec, volume: string, list: readonly unknown[] = []): number =>
  !lets(spec, volume) ? 0 : list.length ? named(list, 10) : 10;

/** Profiles of a kernel module, by the prefix of the annotation; `silent` is what it means to name none. */
const profiles = ({ metadata }: Policy, module: string, silent: number): number => {
  const text: string | undefined = metadata.annotations?.[`${module}/allowedProfileNames`];
  return text === undefined ? silent : namedOrAll(text.split(','), 10) / 2;
};

const MEASURES: ((spec: PolicySpec, policy: Policy) => number)[] = [
  (spec) => namedOrAll(spec.volumes, 40),
  (spec) => (has(spec.allowedCapabilities, '*') ? 0 : named(spec.allowedCapabilities, 40)) + named(spec.defaultAddCapabilities, 40),
  (spec) => (has(spec.requiredDropCapabilities, 'ALL') ? 0 : 2 / (1 + (spec.requiredDropCapabilities?.length ?? 0))),
  (spec) => spread(spec.hostPorts) * 20,
  (spec) => users(spec.runAsUser ?? {}),
  (spec) => groups(spec.runAsGroup) + groups(spec.fsGroup) + groups(spec.supplementalGroups),
  (spec) => (spec.seLinux?.rule === 'MustRunAs' ? 0 : 4),
  (spec) => ((spec.allowPrivilegeEscalation ?? true) ? 8 : 0),
  (spec) => (spec.readOnlyRootFilesystem ? 0 : 2),
  (spec) =>
    lets(spec, 'hostPath') && !wholeDisk(spec)
      ? Math.min(
          29,
          spec.allowedHostPaths!.reduce((sum, { readOnly }) => sum + (readOnly ? 1 : 2), 0),
        )
      : 0,
  (spec) => drivers(spec, 'flexVolume', spec.allowedFlexVolumes) + drivers(spec, 'csi', spec.allowedCSIDrivers),
  (spec) =>
    (has(spec.allowedUnsafeSysctls, '*') ? 0 : named(spec.allowedUnsafeSysctls, 20)) +
    (has(spec.forbiddenSysctls, '*') ? 0 : 2 / (1 + (spec.forbiddenSysctls?.length ?? 0))),
  (spec) => (has(spec.allowedProcMountTypes, 'Unmasked') ? 10 : 0),
  ({ runtimeClass }) => (runtimeClass ? namedOrAll(runtimeClass.allowedRuntimeClassNames, 5) : 5),
  (_spec, policy) =>
    profiles(policy, 'seccomp.security.alpha.kubernetes.io', 0) + profiles(policy, 'apparmor.security.beta.kubernetes.io', 5),
];
