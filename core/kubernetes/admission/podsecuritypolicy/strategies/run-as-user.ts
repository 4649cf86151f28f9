/**
 * The user of a container's process.
 *
 * Policy: spec.runAsUser: RunAsAny; MustRunAs ranges (a silent container gets the first id); MustRunAsNonRoot (a silent container is
 * marked runAsNonRoot, and the kubelet looks at the image's user).
 * Pod: securityContext.runAsUser and runAsNonRoot of each container, else of the pod.
 */
import { child, invalid, required } from '../../../field.ts';
import { containerAt, placePath, setContainerContext, type Place } from '../draft.ts';
import type { Container, Pod, Range } from '../policy.ts';
import { rangesText, within } from '../ranges.ts';
import { UnusablePolicy, type ContainerRule, type Strategy } from '../strategy.ts';

const userOf = (container: Container, pod: Pod): number | undefined =>
  container.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser;
const nonRootOf = (container: Container, pod: Pod): boolean | undefined =>
  container.securityContext?.runAsNonRoot ?? pod.spec.securityContext?.runAsNonRoot;
const field = (place: Place, name: string): string => child(placePath(place), 'securityContext', name);

export const runAsUser: Strategy = {
  name: 'runAsUser',
  container(policy) {
    const option = policy.spec.runAsUser;
    switch (option?.rule) {
      case 'RunAsAny':
        return undefined;
      case 'MustRunAs':
        if (!option.ranges?.length) throw new UnusablePolicy('MustRunAs requires at least one range');
        return mustRunAs(option.ranges);
      case 'MustRunAsNonRoot':
        return MUST_RUN_AS_NON_ROOT;
      default:
        throw new UnusablePolicy(`Unrecognized strategy type ${option?.rule ?? ''}`);
    }
  },
};

function mustRunAs(ranges: readonly Range[]): ContainerRule {
  return {
    default: (draft, place) => {
      if (userOf(containerAt(draft.pod, place), draft.pod) === undefined) setContainerContext(draft, place, 'runAsUser', ranges[0]!.min);
    },
    validate: (container, place, pod) => {
      const user = userOf(container, pod);
      if (user === undefined) return [required(field(place, 'runAsUser'))];
      if (within(ranges, user)) return undefined;
      return [invalid(field(place, 'runAsUser'), user, `must be in the ranges: ${rangesText(ranges)}`)];
    },
  };
}

const MUST_RUN_AS_NON_ROOT: ContainerRule = {
  default: (draft, place) => {
    const container = containerAt(draft.pod, place);
    if (nonRootOf(container, draft.pod) === undefined && userOf(container, draft.pod) === undefined)
      setContainerContext(draft, place, 'runAsNonRoot', true);
  },
  validate: (container, place, pod) => {
    const nonRoot = nonRootOf(container, pod);
    const user = userOf(container, pod);
    if (nonRoot === undefined && user === undefined) return [required(field(place, 'runAsNonRoot'), 'must be true')];
    if (nonRoot === false) return [invalid(field(place, 'runAsNonRoot'), false, 'must be true')];
    if (user === 0) return [invalid(field(place, 'runAsUser'), 0, 'running with the root UID is forbidden')];
    return undefined;
  },
};
