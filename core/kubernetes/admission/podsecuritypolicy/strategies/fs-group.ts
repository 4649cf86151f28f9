/**
 * The group that owns a pod's volumes.
 *
 * Policy: spec.fsGroup: RunAsAny; MustRunAs ranges (a silent pod gets the first id); MayRunAs ranges (a silent pod stays silent).
 * Pod: spec.securityContext.fsGroup.
 */
import { setPodContext } from '../draft.ts';
import type { Strategy } from '../strategy.ts';
import { groupRule } from './groups.ts';

export const fsGroup: Strategy = {
  name: 'fsGroup',
  pod(policy) {
    const rule = groupRule(policy.spec.fsGroup);
    if (!rule) return undefined;
    return {
      default: (draft) => {
        if (rule.first !== undefined && draft.pod.spec.securityContext?.fsGroup === undefined) setPodContext(draft, 'fsGroup', rule.first);
      },
      validate: (pod) => {
        const group = pod.spec.securityContext?.fsGroup;
        return rule.validate('spec.securityContext.fsGroup', group === undefined ? undefined : [group]);
      },
    };
  },
};
