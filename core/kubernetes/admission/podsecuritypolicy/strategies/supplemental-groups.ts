/**
 * The further groups of a pod's processes.
 *
 * Policy: spec.supplementalGroups: RunAsAny; MustRunAs ranges (a silent pod gets the first id); MayRunAs ranges (a silent pod stays silent).
 * Pod: spec.securityContext.supplementalGroups, every one of them in a range.
 */
import { setPodContext } from '../draft.ts';
import type { Strategy } from '../strategy.ts';
import { groupRule } from './groups.ts';

export const supplementalGroups: Strategy = {
  name: 'supplementalGroups',
  pod(policy) {
    const rule = groupRule(policy.spec.supplementalGroups);
    if (!rule) return undefined;
    return {
      default: (draft) => {
        if (rule.first !== undefined && !draft.pod.spec.securityContext?.supplementalGroups)
          setPodContext(draft, 'supplementalGroups', [rule.first]);
      },
      validate: (pod) => rule.validate('spec.securityContext.supplementalGroups', pod.spec.securityContext?.supplementalGroups),
    };
  },
};
