/**
 * SELinux labels.
 *
 * Policy: spec.seLinux: RunAsAny; MustRunAs seLinuxOptions (what is silent gets them).
 * Pod: securityContext.seLinuxOptions of the pod, and of each container, else of the pod: level, role, type and user, each equal to the
 * policy's; categories of a level in any order.
 */
import { child, invalid, required, type Path } from '../../../field.ts';
import { containerAt, placePath, setContainerContext, setPodContext } from '../draft.ts';
import type { Policy, SELinuxOptions } from '../policy.ts';
import { UnusablePolicy, type Errors, type Strategy } from '../strategy.ts';

export const seLinux: Strategy = {
  name: 'seLinux',
  pod(policy) {
    const wanted = requiredOptions(policy);
    if (!wanted) return undefined;
    return {
      default: (draft) => {
        if (!draft.pod.spec.securityContext?.seLinuxOptions) setPodContext(draft, 'seLinuxOptions', wanted);
      },
      validate: (pod) => validate(wanted, 'spec.securityContext.seLinuxOptions', pod.spec.securityContext?.seLinuxOptions),
    };
  },
  container(policy) {
    const wanted = requiredOptions(policy);
    if (!wanted) return undefined;
    return {
      default: (draft, place) => {
        const own = containerAt(draft.pod, place).securityContext?.seLinuxOptions ?? draft.pod.spec.securityContext?.seLinuxOptions;
        if (!own) setContainerContext(draft, place, 'seLinuxOptions', wanted);
      },
      validate: (container, place, pod) =>
        validate(
          wanted,
          child(placePath(place), 'securityContext', 'seLinuxOptions'),
          container.securityContext?.seLinuxOptions ?? pod.spec.securityContext?.seLinuxOptions,
        ),
    };
  },
};

function requiredOptions(policy: Policy): SELinuxOptions | undefined {
  const option = policy.spec.seLinux;
  if (option?.rule === 'RunAsAny') return undefined;
  if (option?.rule !== 'MustRunAs') throw new UnusablePolicy(`Unrecognized strategy type ${option?.rule ?? ''}`);
  if (!option.seLinuxOptions) throw new UnusablePolicy('MustRunAs requires SELinuxOptions');
  return option.seLinuxOptions;
}

function validate(wanted: SELinuxOptions, field: Path, actual: SELinuxOptions | undefined): Errors {
  if (!actual) return [required(field)];
  return (['level', 'role', 'type', 'user'] as const)
    .filter((part) =>
      part === 'level' ? !sameLevel(wanted.level ?? '', actual.level ?? '') : (wanted[part] ?? '') !== (actual[part] ?? ''),
    )
    .map((part) => invalid(child(field, part), actual[part] ?? '', `must be ${wanted[part] ?? ''}`));
}

/** `s0:c1,c2` is `s0:c2,c1`. */
function sameLevel(wanted: string, actual: string): boolean {
  if (wanted === actual) return true;
  const [sensitivity, categories] = splitLevel(wanted);
  const [otherSensitivity, otherCategories] = splitLevel(actual);
  return categories !== undefined && sensitivity === otherSensitivity && categories === otherCategories;
}

function splitLevel(level: string): [string, string | undefined] {
  const colon = level.indexOf(':');
  if (colon < 0) return [level, undefined];
  return [
    level.slice(0, colon),
    level
      .slice(colon + 1)
      .split(',')
      .sort()
      .join(','),
  ];
}
