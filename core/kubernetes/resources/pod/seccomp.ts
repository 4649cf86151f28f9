/**
 * Seccomp, said twice: in annotations (the old way) and, from 1.19, in securityContext.seccompProfile.
 * After applySeccompVersionSkew of k8s.io/kubernetes/pkg/registry/core/pod: whichever is given fills in the other.
 */
import type { KubeObject } from '../../object.ts';

export const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
export const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

export interface SeccompProfile {
  type: string;
  localhostProfile?: string;
}

/** `runtime/default` as a field, undefined for what no field can say. */
export function seccompField(annotation: string): SeccompProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default' || annotation === 'docker/default') return { type: 'RuntimeDefault' };
  const profile = annotation.startsWith('localhost/') ? annotation.slice('localhost/'.length) : '';
  return profile ? { type: 'Localhost', localhostProfile: profile } : undefined;
}

/** A field as the annotation says it, undefined for what no annotation can say. */
export function seccompAnnotation(field: SeccompProfile): string | undefined {
  if (field.type === 'Unconfined') return 'unconfined';
  if (field.type === 'RuntimeDefault') return 'runtime/default';
  return field.type === 'Localhost' && field.localhostProfile !== undefined ? `localhost/${field.localhostProfile}` : undefined;
}

/** Fills in the annotation from the field, or the field from the annotation, for the pod and each container. */
export function mirrorSeccomp(pod: KubeObject): void {
  mirror(pod, SECCOMP_POD, pod.spec);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of pod.spec[list] ?? []) mirror(pod, `${SECCOMP_CONTAINER}${container.name ?? ''}`, container);
  }
}

function mirror(pod: KubeObject, key: string, owner: { securityContext?: { seccompProfile?: SeccompProfile } }): void {
  const annotation = pod.metadata.annotations?.[key];
  const field = owner.securityContext?.seccompProfile;
  if (field && annotation === undefined) {
    const text = seccompAnnotation(field);
    if (text) (pod.metadata.annotations ??= {})[key] = text;
  } else if (annotation !== undefined && !field) {
    const profile = seccompField(annotation);
    if (profile) (owner.securityContext ??= {}).seccompProfile = profile;
  }
}
