/**
 * The primary group of a container's process.
 *
 * Policy: spec.runAsGroup: absent or RunAsAny; MustRunAs ranges (a silent container gets the first id); MayRunAs ranges.
 * Pod: securityContext.runAsGroup of each container, else of the pod. Errors name the container's securityContext as a whole, as upstream does.
 */
import { child } from '../../../field.ts';
import { containerAt, placePath, setContainerContext } from '../draft.ts';
import type { Container, Pod } from '../policy.ts';
import type { Strategy } from '../strategy.ts';
import { groupRule } from './groups.ts';

const effective = (container: Container, pod: Pod): number | undefined =>
  container.securityContext?.runAsGroup ?? pod.spec.securityContext?.runAsGroup;

export const runAsGroup: Strategy = {
  name: 'runAsGroup',
  container(policy) {
    const rule = policy.spec.runAsGroup && groupRule(policy.spec.runAsGroup);
    if (!rule) return undefined;
    return {
      default: (draft, place) => {
        if (rule.first !== undefined && effective(containerAt(draft.pod, place), draft.pod) === undefined)
          setContainerContext(draft, place, 'runAsGroup', rule.first);
      },
      validate: (container, place, pod) => {
        const group = effective(container, pod);
        return rule.validate(child(placePath(place), 'securityContext'), group === undefined ? undefined : [group]);
      },
    };
  },
};
