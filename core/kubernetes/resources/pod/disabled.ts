/**
 * Fields that a version of Kubernetes drops on write, because it does not have them or their feature gate is off by default.
 * After dropDisabledFields of k8s.io/kubernetes/pkg/api/pod.
 */
import type { Versions } from '../../versions.ts';

type Fields = Record<string, any>;

interface Row {
  /** First minor that keeps the field; Infinity: none of those simulated. */
  from: number;
  /** Older servers do not know the field at all: there it goes when it is read, before admission sees it. */
  isUnknownBefore?: boolean;
  drop(spec: Fields): void;
}

const containers = (spec: Fields): Fields[] => [
  ...(spec.initContainers ?? []),
  ...(spec.containers ?? []),
  ...(spec.ephemeralContainers ?? []),
];
const field =
  (name: string): Row['drop'] =>
  (spec) =>
    void delete spec[name];

const ROWS: readonly Row[] = [
  { from: 18, drop: field('topologySpreadConstraints') },
  { from: 18, drop: (spec) => containers(spec).forEach((c) => delete c.startupProbe) },
  { from: 18, drop: field('overhead') },
  { from: 19, drop: field('preemptionPolicy') },
  {
    from: 19,
    isUnknownBefore: true,
    drop(spec) {
      for (const owner of [spec, ...containers(spec)]) delete owner.securityContext?.seccompProfile;
    },
  },
  { from: 20, drop: field('setHostnameAsFQDN') },
  { from: 20, drop: (spec) => delete spec.securityContext?.fsGroupChangePolicy },
  { from: 21, drop: (spec) => (spec.volumes ?? []).forEach((volume: Fields) => delete volume.ephemeral) },
  { from: 23, drop: field('ephemeralContainers') },
  {
    // The gate ProcMountType was off until PSP was long gone. What was sent is not dropped but made the default: 1.12 wrote it everywhere.
    from: Infinity,
    drop(spec) {
      for (const { securityContext } of containers(spec))
        if (securityContext?.procMount !== undefined) securityContext.procMount = 'Default';
    },
  },
];

/** Drops what a server of that version cannot read. */
export function dropUnknownFields(spec: Fields, versions: Versions): void {
  for (const row of ROWS) if (row.isUnknownBefore && versions.minor < row.from) row.drop(spec);
}

/** Drops them from a pod's or a template's spec, unless the stored one (`old`) has them already. */
export function dropDisabledFields(spec: Fields, versions: Versions, old?: Fields): void {
  for (const row of ROWS) if (versions.minor < row.from && !uses(old, row)) row.drop(spec);
}

/** Whether dropping would change it. */
function uses(spec: Fields | undefined, row: Row): boolean {
  if (!spec) return false;
  const before = JSON.stringify(spec);
  const copy = JSON.parse(before) as Fields;
  row.drop(copy);
  return JSON.stringify(copy) !== before;
}
