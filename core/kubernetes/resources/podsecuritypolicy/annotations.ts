/** Annotations of a PodSecurityPolicy: which seccomp and AppArmor profiles pods may have, and get. */
import { at, invalid, type FieldError, type Path } from '../../field.ts';
import { validateDescending } from '../pod/rules.ts';

const PATH = 'metadata.annotations';
const APPARMOR = {
  default: 'apparmor.security.beta.kubernetes.io/defaultProfileName',
  allowed: 'apparmor.security.beta.kubernetes.io/allowedProfileNames',
};
const SECCOMP = {
  default: 'seccomp.security.alpha.kubernetes.io/defaultProfileName',
  allowed: 'seccomp.security.alpha.kubernetes.io/allowedProfileNames',
};

/** After ValidatePodSecurityPolicySpecificAnnotations. */
export function validatePolicyAnnotations(annotations: Record<string, string> = {}): FieldError[] {
  const profiles = (key: string): string[] => (annotations[key] ? annotations[key].split(',') : []);
  const appArmor = (key: string, listed: string[]): FieldError[] =>
    listed
      .filter((profile) => !isAppArmor(profile))
      .map((profile) => invalid(at(PATH, key), annotations[key], `invalid AppArmor profile name: ${JSON.stringify(profile)}`));
  return [
    ...appArmor(APPARMOR.default, annotations[APPARMOR.default] ? [annotations[APPARMOR.default]!] : []),
    ...appArmor(APPARMOR.allowed, profiles(APPARMOR.allowed)),
    ...(annotations[SECCOMP.default] ? seccomp(annotations[SECCOMP.default]!, at(PATH, SECCOMP.default)) : []),
    ...profiles(SECCOMP.allowed)
      .filter((profile) => profile !== '*')
      .flatMap((profile) => seccomp(profile, at(PATH, SECCOMP.allowed))),
  ];
}

const isAppArmor = (profile: string): boolean =>
  profile === '' || profile === 'runtime/default' || profile === 'unconfined' || profile.startsWith('localhost/');

function seccomp(profile: string, path: Path): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  return profile.startsWith('localhost/')
    ? validateDescending(profile.slice('localhost/'.length), path)
    : [invalid(path, profile, 'must be a valid seccomp profile')];
}
