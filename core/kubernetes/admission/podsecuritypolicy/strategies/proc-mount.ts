/**
 * How /proc is masked.
 *
 * Policy: spec.allowedProcMountTypes: Default, Unmasked; none: Default alone.
 * Pod: securityContext.procMount of each container; absent is Default.
 */
import { child, invalid } from '../../../field.ts';
import { placePath } from '../draft.ts';
import type { Strategy } from '../strategy.ts';

const DEFAULT = 'Default';

export const procMount: Strategy = {
  name: 'procMount',
  container(policy) {
    const listed = policy.spec.allowedProcMountTypes ?? [];
    const allowed = listed.length ? listed : [DEFAULT];
    return {
      validate: (container, place) => {
        const actual = container.securityContext?.procMount ?? DEFAULT;
        return allowed.includes(actual)
          ? undefined
          : [invalid(child(placePath(place), 'securityContext', 'procMount'), actual, 'ProcMountType is not allowed')];
      },
    };
  },
};
