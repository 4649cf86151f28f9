/**
 * Gaining more rights than the parent process has (setuid programs).
 *
 * Policy: spec.allowPrivilegeEscalation (absent: true): false forbids, and is what a silent container gets;
 * spec.defaultAllowPrivilegeEscalation: what a silent container gets first.
 * Pod: securityContext.allowPrivilegeEscalation of each container; absent counts as true.
 */
import { child, invalid } from '../../../field.ts';
import { containerAt, placePath, setContainerContext } from '../draft.ts';
import type { Strategy } from '../strategy.ts';

export const privilegeEscalation: Strategy = {
  name: 'allowPrivilegeEscalation',
  container(policy) {
    const allowed = policy.spec.allowPrivilegeEscalation ?? true;
    const silent = policy.spec.defaultAllowPrivilegeEscalation ?? (allowed ? undefined : false);
    if (allowed && silent === undefined) return undefined;
    return {
      default: (draft, place) => {
        if (silent !== undefined && containerAt(draft.pod, place).securityContext?.allowPrivilegeEscalation === undefined)
          setContainerContext(draft, place, 'allowPrivilegeEscalation', silent);
      },
      validate: (container, place) => {
        const actual = container.securityContext?.allowPrivilegeEscalation;
        if (allowed || actual === false) return undefined;
        return [
          invalid(
            child(placePath(place), 'securityContext', 'allowPrivilegeEscalation'),
            actual ?? null,
            'Allowing privilege escalation for containers is not allowed',
          ),
        ];
      },
    };
  },
};
