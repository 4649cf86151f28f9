/**
 * AppArmor profiles.
 *
 * Policy annotations: apparmor.security.beta.kubernetes.io/allowedProfileNames (comma-separated; none: anything goes) and
 * .../defaultProfileName (for containers that name none).
 * Pod: annotation container.apparmor.security.beta.kubernetes.io/<container>.
 */
import { at, forbidden, quote } from '../../../field.ts';
import { containerAt, setAnnotation } from '../draft.ts';
import type { Strategy } from '../strategy.ts';

const CONTAINER_PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
const ALLOWED_KEY = 'apparmor.security.beta.kubernetes.io/allowedProfileNames';
const DEFAULT_KEY = 'apparmor.security.beta.kubernetes.io/defaultProfileName';

export const appArmor: Strategy = {
  name: 'appArmor',
  container(policy) {
    const text = policy.metadata.annotations?.[ALLOWED_KEY];
    const profile = policy.metadata.annotations?.[DEFAULT_KEY];
    const allowed = text === undefined ? undefined : new Set(text.split(','));
    if (!allowed && !profile) return undefined;
    return {
      default: (draft, place) => {
        const key = CONTAINER_PREFIX + containerAt(draft.pod, place).name;
        if (profile && !draft.pod.metadata.annotations?.[key]) setAnnotation(draft, key, profile);
      },
      validate: (container, _place, pod) => {
        const key = CONTAINER_PREFIX + container.name;
        const actual = pod.metadata.annotations?.[key] ?? '';
        if (!allowed || (allowed.has(actual) && actual !== '')) return undefined;
        const detail =
          actual === '' ? 'AppArmor profile must be set' : `${actual} is not an allowed profile. Allowed values: ${quote(text!)}`;
        return [forbidden(at('pod.metadata.annotations', key), detail)];
      },
    };
  },
};
