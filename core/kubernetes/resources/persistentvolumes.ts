import { at, child, forbidden, go, invalid, notSupported, quote, required, type FieldError, type Path } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { goQuantity } from '../quantity.ts';
import { AGE, NAME, text, wide } from './columns.ts';
import { ACCESS_MODES, VOLUME_MODES, accessModesText, classOf } from './persistentvolumeclaims.ts';
import { VOLUME_SOURCES, validateVolumeSource } from './persistentvolume/sources.ts';
import { defaultVolumeSource } from './pod/defaults.ts';
import type { Fields } from './pod/rules.ts';
import { validateNodeSelector } from './pod/scheduling.ts';
import type { ResourceDefinition } from './types.ts';
import { checked, IMMUTABLE, keepAllButStatus, keepStatus, twice } from './validation/common.ts';
import { dns1123Subdomain } from './validation/names.ts';
import { validateBasicQuantity, validatePositiveQuantity } from './validation/quantities.ts';

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];
function validate({ metadata, spec = {} }: KubeObject): FieldError[] {
  const { accessModes = [], capacity, persistentVolumeReclaimPolicy: policy, storageClassName, volumeMode } = spec;
  const errors: FieldError[] = accessModes.length ? [] : [required('spec.accessModes')];
  for (const mode of accessModes as string[])
    if (!ACCESS_MODES.includes(mode)) errors.push(notSupported('spec.accessModes', mode, ACCESS_MODES));
  errors.push(...validateCapacity(capacity, 'spec.capacity'));
  if (policy && !RECLAIM_POLICIES.includes(policy))
    errors.push(notSupported('spec.persistentVolumeReclaimPolicy', policy, RECLAIM_POLICIES));
  errors.push(...validateAffinity(spec.nodeAffinity, 'spec.nodeAffinity'), ...validateVolumeSource(spec, metadata.name ?? ''));
  if (policy === 'Recycle' && /^(\/\.?)+$/.test(spec.hostPath?.path ?? ''))
    errors.push(forbidden('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'"));
  if (storageClassName) errors.push(...checked(dns1123Subdomain, storageClassName, 'spec.storageClassName'));
  if (volumeMode !== undefined && !VOLUME_MODES.includes(volumeMode))
    errors.push(notSupported('spec.volumeMode', volumeMode, VOLUME_MODES));
  return errors;
}

function validateCapacity(capacity: Record<string, string> = {}, path: Path): FieldError[] {
  const names = Object.keys(capacity).sort();
  const shown = names.map((name) => `${quote(name)}:${goQuantity(capacity[name]!).go}`).join(', ');
  return [
    ...(names.length ? [] : [required(path)]),
    ...(names.length === 1 && names[0] === 'storage'
      ? []
      : [notSupported(path, go(names.length ? `core.ResourceList{${shown}}` : 'core.ResourceList(nil)'), ['storage'])]),
    ...names.flatMap((name) => [
      ...validateBasicQuantity(capacity[name]!, at(path, name)),
      ...validatePositiveQuantity(capacity[name]!, at(path, name)),
    ]),
  ];
}

function validateAffinity(affinity: Fields | undefined, path: Path): FieldError[] {
  if (!affinity) return [];
  const where = child(path, 'required');
  return affinity.required ? validateNodeSelector(affinity.required, where) : [required(where, 'must specify required node constraints')];
}

function validateUpdate(volume: KubeObject, old: KubeObject): FieldError[] {
  const sources = ({ spec = {} }: KubeObject) => Object.fromEntries(Object.keys(VOLUME_SOURCES).map((source) => [source, spec[source]]));
  const [now, before] = [sources(volume), sources(old)];
  // A secret to expand the volume with may be added.
  if (now.csi?.controllerExpandSecretRef && before.csi && !before.csi.controllerExpandSecretRef) {
    const { controllerExpandSecretRef: _, ...rest } = now.csi;
    now.csi = rest;
  }
  return [
    // As a whole and once more as an update.
    ...twice(validate(volume)),
    ...(equal(now, before) ? [] : [forbidden('spec.persistentvolumesource', 'spec.persistentvolumesource is immutable after creation')]),
    ...(volume.spec?.volumeMode === old.spec?.volumeMode ? [] : [invalid('volumeMode', volume.spec?.volumeMode ?? null, IMMUTABLE)]),
    ...(!old.spec?.nodeAffinity || equal(volume.spec?.nodeAffinity, old.spec.nodeAffinity)
      ? []
      : [invalid('nodeAffinity', affinityText(volume.spec?.nodeAffinity), IMMUTABLE)]),
  ];
}

const affinityText = (affinity: Fields | undefined): FieldError['value'] =>
  affinity ? go(`core.VolumeNodeAffinity{Required:(*core.NodeSelector)(${affinity.required ? '0xc000000000' : 'nil'})}`) : null;

export const persistentVolumes: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  namespaced: false,
  nameRule: 'dns1123subdomain',
  default(volume) {
    volume.status = { ...volume.status, phase: volume.status?.phase || 'Pending' };
    const { spec } = volume;
    if (!spec) return;
    spec.persistentVolumeReclaimPolicy ||= 'Retain';
    spec.volumeMode ??= 'Filesystem';
    defaultVolumeSource(spec);
  },
  prepareForCreate(volume) {
    volume.status = { phase: 'Pending' };
  },
  prepareForUpdate: keepStatus,
  validate,
  validateUpdate,
  status: { prepareForUpdate: keepAllButStatus },
  columns: [
    NAME,
    text('Capacity', ({ spec }) => spec?.capacity?.storage ?? '0'),
    text('Access Modes', ({ spec }) => accessModesText(spec?.accessModes)),
    text('Reclaim Policy', ({ spec }) => spec?.persistentVolumeReclaimPolicy ?? ''),
    text('Status', ({ metadata, status }) => (metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''))),
    text('Claim', ({ spec }) => (spec?.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '')),
    text('StorageClass', classOf),
    text('Reason', ({ status }) => status?.reason ?? ''),
    AGE,
    wide('VolumeMode', ({ spec }) => spec?.volumeMode ?? '<unset>'),
  ],
};
