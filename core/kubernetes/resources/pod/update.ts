/** What an update may change of a pod. After ValidatePodUpdate of k8s.io/kubernetes/pkg/apis/core/validation. */
import { at, child, forbidden, invalid, required, type FieldError, type Path } from '../../field.ts';
import { equal, type KubeObject } from '../../object.ts';
import { diffPodSpecs } from './diff/index.ts';
import { inclusive, list, MAX_INT32, type Fields } from './rules.ts';
import { validateAnnotationUpdate } from './annotations.ts';
import { validateTolerations } from './scheduling.ts';
import { validateImagesTrimmed, validatePod } from './validate.ts';

const ONLY =
  'pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)';

export function validatePodUpdate(pod: KubeObject, old: KubeObject): FieldError[] {
  const errors = [
    ...validatePod(pod),
    ...validateAnnotationUpdate(pod.metadata.annotations, old.metadata.annotations, 'metadata.annotations'),
  ];
  for (const which of ['containers', 'initContainers']) {
    const { found, stop } = validateImages(pod.spec[which], old.spec[which], child('spec', which));
    errors.push(...found);
    if (stop) return errors;
  }
  const deadline = validateDeadline(pod.spec.activeDeadlineSeconds, old.spec.activeDeadlineSeconds);
  errors.push(...deadline.found);
  if (deadline.stop) return errors;
  errors.push(...validateAddedTolerations(pod.spec.tolerations, old.spec.tolerations, 'spec.tolerations'));
  const munged = withChangeable(pod.spec, old.spec);
  if (!equal(munged, old.spec)) errors.push(forbidden('spec', `${ONLY}\n${diffPodSpecs(munged, old.spec)}`));
  return errors;
}

interface Verdict {
  found: FieldError[];
  /** The real one says no more after this. */
  stop: boolean;
}

function validateImages(containers: Fields[] | undefined, old: Fields[] | undefined, path: Path): Verdict {
  if (list(containers).length !== list(old).length)
    return { found: [forbidden(path, 'pod updates may not add or remove containers')], stop: true };
  const missing = list(containers).flatMap(({ image = '' }, i) => (image === '' ? [required(child(at(path, i), 'image'))] : []));
  return { found: [...missing, ...validateImagesTrimmed(containers, path)], stop: false };
}

/** A deadline may be set, and brought forward. */
function validateDeadline(deadline: number | undefined, old: number | undefined): Verdict {
  const path = 'spec.activeDeadlineSeconds';
  if (deadline === undefined) {
    return { found: old === undefined ? [] : [invalid(path, null, 'must not update from a positive integer to nil value')], stop: false };
  }
  if (deadline < 0 || deadline > MAX_INT32) return { found: [invalid(path, deadline, inclusive(0, MAX_INT32))], stop: true };
  if (old !== undefined && old < deadline)
    return { found: [invalid(path, deadline, 'must be less than or equal to previous value')], stop: true };
  return { found: [], stop: false };
}

/** Old tolerations stay, but for how long they tolerate. */
function validateAddedTolerations(tolerations: Fields[] | undefined, old: Fields[] | undefined, path: Path): FieldError[] {
  const untimed = ({ tolerationSeconds: _, ...rest }: Fields): Fields => rest;
  for (const one of list(old)) {
    if (!list(tolerations).some((other) => equal(untimed(one), untimed(other))))
      return [forbidden(path, 'existing toleration can not be modified except its tolerationSeconds')];
  }
  return validateTolerations(tolerations, path);
}

/** The new spec with the old values of what may change: equal to the old one unless something else changed. */
function withChangeable(spec: Fields, old: Fields): Fields {
  const munged = cloned(spec);
  for (const which of ['containers', 'initContainers']) {
    if (spec[which]) munged[which] = list(spec[which]).map((container, i) => restore(container, old[which][i], 'image'));
  }
  return restore(restore(munged, old, 'activeDeadlineSeconds'), old, 'tolerations');
}

/** A shallow copy, with what the decoder noted of empty fields. */
const cloned = (object: Fields): Fields => Object.defineProperties({}, Object.getOwnPropertyDescriptors(object));

function restore(object: Fields, old: Fields, field: string): Fields {
  const restored = cloned(object);
  if (old[field] === undefined) delete restored[field];
  else restored[field] = old[field];
  return restored;
}
