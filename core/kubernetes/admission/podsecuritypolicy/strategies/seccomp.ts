/**
 * Seccomp profiles: which system calls are open.
 *
 * Policy annotations: seccomp.security.alpha.kubernetes.io/allowedProfileNames (comma-separated, `*` for any; none: no profile may be
 * named) and .../defaultProfileName (for pods that name none).
 * Pod: annotation seccomp.security.alpha.kubernetes.io/pod, else securityContext.seccompProfile; for a container its own field, its
 * annotation container.seccomp.security.alpha.kubernetes.io/<name>, else the pod's field or annotation.
 * Values: unconfined, runtime/default (docker/default until 1.19), localhost/<path>.
 */
import { at, forbidden, type Path } from '../../../field.ts';
import type { Versions } from '../../../versions.ts';
import { setAnnotation } from '../draft.ts';
import type { Container, Pod, Policy, SeccompProfile } from '../policy.ts';
import type { Errors, Strategy } from '../strategy.ts';

const POD_KEY = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_PREFIX = 'container.seccomp.security.alpha.kubernetes.io/';
const ALLOWED_KEY = 'seccomp.security.alpha.kubernetes.io/allowedProfileNames';
const DEFAULT_KEY = 'seccomp.security.alpha.kubernetes.io/defaultProfileName';
const POD_FIELD = at('pod.metadata.annotations', POD_KEY);

const RUNTIME_DEFAULT = 'runtime/default';
/** Two names of the runtime's own profile: since the field came, a policy that allows one allows the other. */
const RUNTIME_DEFAULTS = [RUNTIME_DEFAULT, 'docker/default'];

export const seccomp: Strategy = {
  name: 'seccomp',
  pod(policy, versions) {
    const check = profileCheck(policy, versions);
    const fallback = policy.metadata.annotations?.[DEFAULT_KEY] ?? '';
    return {
      default: (draft) => {
        if (draft.pod.metadata.annotations?.[POD_KEY]) return;
        // A field counts even where it says nothing that an annotation could.
        const field = draft.pod.spec.securityContext?.seccompProfile;
        const profile = field ? annotationFor(field) : fallback;
        if (profile) setAnnotation(draft, POD_KEY, profile);
      },
      ...(check ? { validate: (pod: Pod) => check(() => POD_FIELD, podProfile(pod)) } : {}),
    };
  },
  container(policy, versions) {
    const check = profileCheck(policy, versions);
    if (!check) return undefined;
    return {
      validate: (container, _place, pod) =>
        check(() => at('pod.metadata.annotations', CONTAINER_PREFIX + container.name), containerProfile(container, pod)),
    };
  },
};

/** @returns undefined where every profile may be named. */
function profileCheck(policy: Policy, versions: Versions): ((field: () => Path, profile: string) => Errors) | undefined {
  const text = policy.metadata.annotations?.[ALLOWED_KEY];
  const names = text === undefined ? [] : text.split(',');
  if (names.includes('*')) return undefined;
  const runtimes = versions.has('seccompProfileFields') && names.some((name) => RUNTIME_DEFAULTS.includes(name));
  const allowed = new Set([...names, ...(runtimes ? RUNTIME_DEFAULTS : [])]);
  return (field, profile) => {
    if (allowed.size === 0) return profile === '' ? undefined : [forbidden(field(), 'seccomp may not be set')];
    return allowed.has(profile)
      ? undefined
      : [forbidden(field(), `${profile} is not an allowed seccomp profile. Valid values are ${text}`)];
  };
}

function podProfile(pod: Pod): string {
  return pod.metadata.annotations?.[POD_KEY] || annotationFor(pod.spec.securityContext?.seccompProfile);
}

function containerProfile(container: Container, pod: Pod): string {
  const own = container.securityContext?.seccompProfile;
  if (own) return annotationFor(own);
  const annotations = pod.metadata.annotations;
  const named = annotations?.[CONTAINER_PREFIX + container.name];
  if (named !== undefined) return named;
  const pods = pod.spec.securityContext?.seccompProfile;
  return pods ? annotationFor(pods) : (annotations?.[POD_KEY] ?? '');
}

/** The annotation that says what the field says. */
function annotationFor(profile: SeccompProfile | undefined): string {
  switch (profile?.type) {
    case 'Unconfined':
      return 'unconfined';
    case 'RuntimeDefault':
      return RUNTIME_DEFAULT;
    case 'Localhost':
      return profile.localhostProfile === undefined ? '' : `localhost/${profile.localhostProfile}`;
    default:
      return '';
  }
}
