/**
 * Container runtimes.
 *
 * Policy: spec.runtimeClass: absent: any; allowedRuntimeClassNames (`*` for any), defaultRuntimeClassName (for pods that name none).
 * Pod: spec.runtimeClassName; none is always allowed.
 */
import { invalid } from '../../../field.ts';
import { setSpec } from '../draft.ts';
import type { Strategy } from '../strategy.ts';

export const runtimeClass: Strategy = {
  name: 'runtimeClass',
  pod(policy) {
    const option = policy.spec.runtimeClass;
    if (!option) return undefined;
    const allowed = option.allowedRuntimeClassNames ?? [];
    const name = option.defaultRuntimeClassName;
    return {
      default: (draft) => {
        if (name !== undefined && draft.pod.spec.runtimeClassName === undefined) setSpec(draft, 'runtimeClassName', name);
      },
      validate: (pod) => {
        const actual = pod.spec.runtimeClassName;
        if (actual === undefined || allowed.includes('*') || allowed.includes(actual)) return undefined;
        return [invalid('spec.runtimeClassName', actual, '')];
      },
    };
  },
};
