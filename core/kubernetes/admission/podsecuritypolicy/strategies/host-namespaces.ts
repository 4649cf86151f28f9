/**
 * The node's own network, processes and IPC.
 *
 * Policy: spec.hostNetwork, spec.hostPID, spec.hostIPC: false (or absent) forbids.
 * Pod: the fields of the same names; errors place them in spec.securityContext, where Kubernetes' internal type has them.
 */
import { child, invalid } from '../../../field.ts';
import type { Strategy } from '../strategy.ts';

const NAMESPACES = [
  ['hostNetwork', 'Host network'],
  ['hostPID', 'Host PID'],
  ['hostIPC', 'Host IPC'],
] as const;

export const hostNamespaces: Strategy = {
  name: 'hostNamespaces',
  pod(policy) {
    const closed = NAMESPACES.filter(([field]) => !policy.spec[field]);
    if (!closed.length) return undefined;
    return {
      validate: (pod) =>
        closed.some(([field]) => pod.spec[field])
          ? closed
              .filter(([field]) => pod.spec[field])
              .map(([field, words]) => invalid(child('spec.securityContext', field), true, `${words} is not allowed to be used`))
          : undefined,
    };
  },
};
