/** Annotations of a pod that mean something to the system: seccomp, AppArmor, mirror pods, and what an update may do to them. */
import { at, child, forbidden, invalid, type FieldError, type Path } from '../../field.ts';
import { list, validateDescending, type Fields } from './rules.ts';
import { SECCOMP_CONTAINER, SECCOMP_POD } from './seccomp.ts';
import { validateSeccompAgreement } from './security.ts';

export const APPARMOR_CONTAINER = 'container.apparmor.security.beta.kubernetes.io/';
const MIRROR = 'kubernetes.io/config.mirror';

type Annotations = Record<string, string> | undefined;

export function validatePodAnnotations(annotations: Annotations, spec: Fields, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const mirror = annotations?.[MIRROR];
  if (mirror !== undefined && !spec.nodeName)
    errors.push(invalid(at(path, MIRROR), mirror, 'must set spec.nodeName if mirror pod annotation is set'));
  return [...errors, ...validateSeccomp(annotations, path), ...validateAppArmor(annotations, spec, path)];
}

function validateSeccomp(annotations: Annotations, path: Path): FieldError[] {
  return Object.entries(annotations ?? {})
    .filter(([key]) => key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER))
    .flatMap(([key, profile]) => {
      const where = child(path, key);
      if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
      return profile.startsWith('localhost/')
        ? validateDescending(profile.slice('localhost/'.length), where)
        : [invalid(where, profile, 'must be a valid seccomp profile')];
    });
}

function validateAppArmor(annotations: Annotations, spec: Fields, path: Path): FieldError[] {
  const profiles = Object.entries(annotations ?? {}).filter(([key]) => key.startsWith(APPARMOR_CONTAINER));
  if (profiles.length === 0) return [];
  const names = new Set(
    ['initContainers', 'containers', 'ephemeralContainers'].flatMap((which) => list(spec[which]).map((container) => container.name)),
  );
  return profiles.flatMap(([key, profile]) => {
    const container = key.slice(APPARMOR_CONTAINER.length);
    const sound = profile === '' || profile === 'runtime/default' || profile === 'unconfined' || profile.startsWith('localhost/');
    return [
      ...(names.has(container) ? [] : [invalid(at(path, key), container, 'container not found')]),
      ...(sound ? [] : [invalid(at(path, key), profile, `invalid AppArmor profile name: ${JSON.stringify(profile)}`)]),
    ];
  });
}

/** On a new pod and in a template, seccomp annotations and fields must agree. */
export function validateSeccompTwice(annotations: Annotations, spec: Fields, path: Path): FieldError[] {
  const check = (key: string, owner: Fields, where: Path): FieldError[] => {
    const annotation = annotations?.[key];
    const profile = owner.securityContext?.seccompProfile;
    return profile && annotation !== undefined
      ? validateSeccompAgreement(annotation, profile, child(where, 'securityContext', 'seccompProfile'))
      : [];
  };
  return [
    ...check(SECCOMP_POD, spec, path),
    ...['initContainers', 'containers', 'ephemeralContainers'].flatMap((which) =>
      list(spec[which]).flatMap((container, i) => check(`${SECCOMP_CONTAINER}${container.name}`, container, at(child(path, which), i))),
    ),
  ];
}

/** AppArmor and mirror annotations stay as they were. */
export function validateAnnotationUpdate(annotations: Annotations, old: Annotations, path: Path): FieldError[] {
  const kind = (key: string): string | undefined =>
    key.startsWith(APPARMOR_CONTAINER) ? 'AppArmor annotations' : key === MIRROR ? 'mirror pod annotation' : undefined;
  const changed = Object.keys(old ?? {}).filter((key) => kind(key) && annotations?.[key] !== old![key]);
  const added = Object.keys(annotations ?? {}).filter((key) => kind(key) && old?.[key] === undefined);
  return [
    ...changed.map((key) => forbidden(at(path, key), `may not remove or update ${kind(key)}`)),
    ...added.map((key) => forbidden(at(path, key), `may not add ${kind(key)}`)),
  ];
}
