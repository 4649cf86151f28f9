/**
 * Privileged containers: all that the node's root may do.
 *
 * Policy: spec.privileged: false (or absent) forbids.
 * Pod: securityContext.privileged of each container.
 */
import { child, invalid } from '../../../field.ts';
import { placePath } from '../draft.ts';
import type { Strategy } from '../strategy.ts';

export const privileged: Strategy = {
  name: 'privileged',
  container(policy) {
    if (policy.spec.privileged) return undefined;
    return {
      validate: (container, place) =>
        container.securityContext?.privileged
          ? [invalid(child(placePath(place), 'securityContext', 'privileged'), true, 'Privileged containers are not allowed')]
          : undefined,
    };
  },
};
