/** Volumes of a pod. After ValidateVolumes of k8s.io/kubernetes/pkg/apis/core/validation; sources stand in volume-sources.ts. */
import { at, child, duplicate, forbidden, invalid, required, type FieldError, type Path } from '../../field.ts';
import { byteLength } from '../validation/names.ts';
import type { Volumes } from './containers.ts';
import { list, validateName, type Fields } from './rules.ts';
import { SOURCES } from './volume-sources.ts';

/** What is wrong, and the volumes with which nothing is: only those may be mounted. */
export function validateVolumes(volumes: Fields[] | undefined, path: Path): { errors: FieldError[]; sound: Volumes } {
  const errors: FieldError[] = [];
  const sound = new Map<string, Fields>();
  list(volumes).forEach((volume, i) => {
    const where = at(path, i);
    const own = validateSource(volume, where);
    if (volume.name) own.push(...validateName('dns1123label', volume.name, child(where, 'name')));
    else own.push(required(child(where, 'name')));
    if (sound.has(volume.name)) own.push(duplicate(child(where, 'name'), volume.name));
    if (own.length === 0) sound.set(volume.name, volume);
    errors.push(...own);
  });
  return { errors, sound };
}

/** Where the real one looks at a source under another name than the source's, and where it refuses a second one so. */
export const NAMED_OTHERWISE: Record<string, string> = { gcePersistentDisk: 'persistentDisk' };
export const REFUSED_OTHERWISE: Record<string, string> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

function validateOneSource(volume: Fields, path: Path): FieldError[] {
  const given = Object.keys(SOURCES).filter((source) => volume[source] !== undefined);
  if (given.length === 0) return [required(path, 'must specify a volume type')];
  return given.flatMap((source, i) =>
    i === 0
      ? SOURCES[source]!(volume[source], child(path, NAMED_OTHERWISE[source] ?? source))
      : [forbidden(child(path, REFUSED_OTHERWISE[source] ?? source), 'may not specify more than 1 volume type')],
  );
}

export const ISCSI_LENGTH =
  'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';

function validateSource(volume: Fields, path: Path): FieldError[] {
  const errors = validateOneSource(volume, path);
  const { name = '', iscsi } = volume;
  if (iscsi?.initiatorName !== undefined && byteLength(`${name}:${iscsi.targetPortal ?? ''}`) > 64)
    errors.push(invalid(child(path, 'name'), name, ISCSI_LENGTH));
  return errors;
}
