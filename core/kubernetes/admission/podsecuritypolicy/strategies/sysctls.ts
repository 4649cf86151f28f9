/**
 * Kernel parameters.
 *
 * Policy: spec.forbiddenSysctls (names, or prefixes that end in `*`) forbids even safe ones; spec.allowedUnsafeSysctls (the same) allows
 * ones that Kubernetes does not hold for safe.
 * Pod: spec.securityContext.sysctls[].name.
 */
import { at, forbidden, quote } from '../../../field.ts';
import type { Versions } from '../../../versions.ts';
import type { Strategy } from '../strategy.ts';

/** Safe sysctls, and what brought the later ones. */
export function safeSysctls(versions: Versions): string[] {
  return [
    'kernel.shm_rmid_forced',
    'net.ipv4.ip_local_port_range',
    'net.ipv4.tcp_syncookies',
    ...(versions.has('safePingGroupRange') ? ['net.ipv4.ping_group_range'] : []),
    ...(versions.has('safeUnprivilegedPortStart') ? ['net.ipv4.ip_unprivileged_port_start'] : []),
  ];
}

const matches = (patterns: readonly string[], name: string): boolean =>
  patterns.some((p) => (p.endsWith('*') ? name.startsWith(p.slice(0, -1)) : name === p));

export const sysctls: Strategy = {
  name: 'sysctls',
  pod(policy, versions) {
    const banned = policy.spec.forbiddenSysctls ?? [];
    const unsafe = policy.spec.allowedUnsafeSysctls ?? [];
    const safe = new Set(safeSysctls(versions));
    const objection = (name: string): string | undefined => {
      if (matches(banned, name)) return `sysctl ${quote(name)} is not allowed`;
      return safe.has(name) || matches(unsafe, name) ? undefined : `unsafe sysctl ${quote(name)} is not allowed`;
    };
    return {
      validate: (pod) =>
        pod.spec.securityContext?.sysctls?.flatMap(({ name = '' }, i) => {
          const detail = objection(name);
          return detail ? [forbidden(at('pod.spec.securityContext.sysctls', i), detail)] : [];
        }),
    };
  },
};
