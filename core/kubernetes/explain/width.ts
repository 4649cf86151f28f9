/** How much a policy leaves open: to offer the narrowest, and to warn of what is too wide. */
import type { Policy } from '../admission/podsecuritypolicy/policy.ts';

type Opening = { weight: number; words: string; open(policy: Policy): boolean };

const has = (list: readonly string[] | undefined, item: string): boolean => list?.includes(item) ?? false;

const OPENINGS: Opening[] = [
  { weight: 100, words: 'privileged containers', open: ({ spec }) => Boolean(spec.privileged) },
  { weight: 40, words: 'every capability', open: ({ spec }) => has(spec.allowedCapabilities, '*') },
  { weight: 30, words: "the node's network", open: ({ spec }) => Boolean(spec.hostNetwork) },
  { weight: 30, words: "the node's processes", open: ({ spec }) => Boolean(spec.hostPID) },
  { weight: 30, words: "the node's IPC", open: ({ spec }) => Boolean(spec.hostIPC) },
  { weight: 30, words: 'every folder of the node', open: ({ spec }) => (has(spec.volumes, '*') || has(spec.volumes, 'hostPath')) && !spec.allowedHostPaths?.length },
  { weight: 20, words: 'every unsafe sysctl', open: ({ spec }) => has(spec.allowedUnsafeSysctls, '*') },
];

/** Less is narrower. Compares policies with each other; the number means nothing by itself. */
export function width(policy: Policy): number {
  const { spec } = policy;
  const anybody = [spec.runAsUser, spec.fsGroup, spec.supplementalGroups, spec.seLinux].filter((rule) => rule?.rule === 'RunAsAny').length;
  const lists = (spec.volumes?.length ?? 0) + (has(spec.volumes, '*') ? 30 : 0) + (spec.allowedCapabilities?.length ?? 0) + (spec.hostPorts ?? []).reduce((sum, r) => sum + Math.min(10, r.max - r.min + 1), 0);
  const ranges = spec.runAsUser?.rule === 'MustRunAs' ? 0 : spec.runAsUser?.rule === 'MustRunAsNonRoot' ? 3 : 6;
  return OPENINGS.filter((o) => o.open(policy)).reduce((sum, o) => sum + o.weight, 0) + anybody * 4 + lists + ranges + ((spec.allowPrivilegeEscalation ?? true) ? 8 : 0) + (spec.readOnlyRootFilesystem ? 0 : 2);
}

/** What a policy opens that hardly any application needs. */
export const wideOpenings = (policy: Policy): string[] => OPENINGS.filter((o) => o.open(policy)).map((o) => o.words);
