import { child, forbidden, invalid, notSupported, required, type FieldError } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { AGE, NAME, text, wide } from './columns.ts';
import { ACCESS_MODES, VOLUME_MODES, accessModesText, classOf } from './persistentvolumeclaims.ts';
import type { ResourceDefinition } from './types.ts';
import { checked, IMMUTABLE, keepAllButStatus, keepStatus } from './validation/common.ts';
import { dns1123Subdomain } from './validation/names.ts';
import { validatePositiveQuantity, validateResourceQuantity } from './validation/quantities.ts';

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];
const SOURCES = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
];
/** What a source cannot do without, by its kind. */
const REQUIRED: Record<string, readonly string[]> = {
  nfs: ['server', 'path'],
  azureFile: ['secretName', 'shareName'],
  azureDisk: ['diskName', 'diskURI'],
  csi: ['driver', 'volumeHandle'],
  local: ['path'],
  hostPath: ['path'],
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
  vsphereVolume: ['volumePath'],
};

function validate({ spec = {} }: KubeObject): FieldError[] {
  const { accessModes = [], capacity, persistentVolumeReclaimPolicy: policy, storageClassName, volumeMode } = spec;
  const errors: FieldError[] = accessModes.length ? [] : [required('spec.accessModes')];
  for (const mode of accessModes as string[])
    if (!ACCESS_MODES.includes(mode)) errors.push(notSupported('spec.accessModes', mode, ACCESS_MODES));
  if (!Object.keys(capacity ?? {}).length) errors.push(required('spec.capacity'));
  else if (capacity.storage === undefined || Object.keys(capacity).length > 1)
    errors.push(notSupported('spec.capacity', capacity, ['storage']));
  for (const [name, amount] of Object.entries((capacity ?? {}) as Record<string, string>)) {
    const path = `spec.capacity[${name}]`;
    errors.push(...validateResourceQuantity(name, amount, path), ...validatePositiveQuantity(amount, path));
  }
  if (policy && !RECLAIM_POLICIES.includes(policy))
    errors.push(notSupported('spec.persistentVolumeReclaimPolicy', policy, RECLAIM_POLICIES));
  errors.push(...validateSource(spec));
  if (storageClassName) errors.push(...checked(dns1123Subdomain, storageClassName, 'spec.storageClassName'));
  if (volumeMode !== undefined && !VOLUME_MODES.includes(volumeMode))
    errors.push(notSupported('spec.volumeMode', volumeMode, VOLUME_MODES));
  return errors;
}

function validateSource(spec: KubeObject['spec']): FieldError[] {
  const given = SOURCES.filter((source) => spec[source]);
  if (!given.length) return [required('spec', 'must specify a volume type')];
  const [first, ...more] = given as [string, ...string[]];
  const missing = (REQUIRED[first] ?? []).filter((field) => !spec[first][field]).map((field) => required(child('spec', first, field)));
  const uncleaned =
    first === 'hostPath' && spec.hostPath.path === '/' && spec.persistentVolumeReclaimPolicy === 'Recycle'
      ? [forbidden('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'")]
      : [];
  const unbound = first === 'local' && !spec.nodeAffinity ? [required('spec.nodeAffinity', 'Local volume requires node affinity')] : [];
  return [
    ...more.map((source) => forbidden(child('spec', source), 'may not specify more than 1 volume type')),
    ...missing,
    ...uncleaned,
    ...unbound,
  ];
}

function validateUpdate(volume: KubeObject, old: KubeObject): FieldError[] {
  const sources = ({ spec = {} }: KubeObject) => Object.fromEntries(SOURCES.map((source) => [source, spec[source]]));
  return [
    ...validate(volume),
    ...(equal(sources(volume), sources(old)) ? [] : [forbidden('spec.persistentvolumesource', 'is immutable after creation')]),
    ...(volume.spec?.volumeMode === old.spec?.volumeMode ? [] : [invalid('volumeMode', volume.spec?.volumeMode ?? null, IMMUTABLE)]),
  ];
}

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
    if (spec.hostPath) spec.hostPath.type ??= '';
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
