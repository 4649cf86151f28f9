import { at, child, forbidden, invalid, notSupported, required, type FieldError, type Path } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { compareQuantities } from '../quantity.ts';
import { AGE, NAME, text, wide } from './columns.ts';
import { diffClaimSpecs } from './pod/diff/index.ts';
import type { ResourceDefinition } from './types.ts';
import { checked, immutable, keepAllButStatus, keepStatus, twice } from './validation/common.ts';
import { validateLabelSelector } from './validation/labels.ts';
import { dns1123Subdomain } from './validation/names.ts';
import { validateBasicQuantity, validatePositiveQuantity } from './validation/quantities.ts';

export const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce'];
export const VOLUME_MODES = ['Block', 'Filesystem'];
/** Said where storage classes were not yet a field. */
export const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

export interface ClaimSpec {
  accessModes?: string[];
  selector?: object;
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  volumeName?: string;
  storageClassName?: string;
  volumeMode?: string;
  dataSource?: { apiGroup?: string; kind: string; name: string };
}

/** ValidatePersistentVolumeClaimSpec; stateful sets have such claims too. */
export function validateClaimSpec(spec: ClaimSpec, path: Path): FieldError[] {
  const errors: FieldError[] = spec.accessModes?.length ? [] : [required(child(path, 'accessModes'), 'at least 1 access mode is required')];
  errors.push(...validateLabelSelector(spec.selector, child(path, 'selector')));
  for (const mode of spec.accessModes ?? [])
    if (!ACCESS_MODES.includes(mode)) errors.push(notSupported(child(path, 'accessModes'), mode, ACCESS_MODES));
  const storagePath = `${child(path, 'resources')}[storage]`;
  const storage = spec.resources?.requests?.storage;
  if (storage === undefined) errors.push(required(storagePath));
  else errors.push(...validatePositiveQuantity(storage, storagePath));
  if (spec.storageClassName) errors.push(...checked(dns1123Subdomain, spec.storageClassName, child(path, 'storageClassName')));
  if (spec.volumeMode !== undefined && !VOLUME_MODES.includes(spec.volumeMode))
    errors.push(notSupported(child(path, 'volumeMode'), spec.volumeMode, VOLUME_MODES));
  return spec.dataSource ? [...errors, ...validateDataSource(spec.dataSource, child(path, 'dataSource'))] : errors;
}

function validateDataSource({ apiGroup = '', kind = '', name = '' }: NonNullable<ClaimSpec['dataSource']>, path: Path): FieldError[] {
  return [
    ...(name ? [] : [required(child(path, 'name'))]),
    ...(kind ? [] : [required(child(path, 'kind'))]),
    ...(!apiGroup && kind !== 'PersistentVolumeClaim' ? [invalid(path, kind, '')] : []),
  ];
}

/** SetDefaults_PersistentVolumeClaimSpec */
export function defaultClaimSpec(spec: ClaimSpec): void {
  spec.volumeMode ??= 'Filesystem';
}

const storageOf = (claim: KubeObject): string => claim.spec?.resources?.requests?.storage ?? '0';

/** What may not change of a claim: not the volume it gets, nor the size of a bound one, nor a class that the annotation named already. */
function frozenSpec({ spec }: KubeObject, old: KubeObject, isUpgrade: boolean): ClaimSpec {
  const frozen: ClaimSpec = { ...spec };
  if (!old.spec.volumeName) delete frozen.volumeName;
  if (isUpgrade) delete frozen.storageClassName;
  if (old.status?.phase === 'Bound')
    frozen.resources = { ...spec.resources, requests: { ...spec.resources?.requests, storage: storageOf(old) } };
  return frozen;
}

function validateUpdate(claim: KubeObject, old: KubeObject): FieldError[] {
  const errors = twice(validateClaimSpec(claim.spec, 'spec'));
  const annotation = (object: KubeObject): string => object.metadata.annotations?.[CLASS_ANNOTATION] ?? '';
  const isUpgrade =
    annotation(old) !== '' &&
    !old.spec.storageClassName &&
    annotation(old) === annotation(claim) &&
    claim.spec.storageClassName === annotation(old);
  if (!isUpgrade) errors.push(...immutable(annotation(claim), annotation(old), `metadata.annotations.${CLASS_ANNOTATION}`));
  const [now, before] = [frozenSpec(claim, old, isUpgrade), frozenSpec(old, old, isUpgrade)];
  if (!equal(now, before))
    errors.push(
      forbidden('spec', `spec is immutable after creation except resources.requests for bound claims\n${diffClaimSpecs(now, before)}`),
    );
  if (compareQuantities(storageOf(claim), storageOf(old)) < 0)
    errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than previous value'));
  return [...errors, ...immutable(claim.spec.volumeMode, old.spec.volumeMode, 'volumeMode')];
}

const SHORT_MODES: [string, string][] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
];

/** GetAccessModesAsString: `RWO,RWX`. */
export const accessModesText = (modes: string[] | undefined): string =>
  SHORT_MODES.filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(',');

export const classOf = ({ metadata, spec }: KubeObject): string => metadata.annotations?.[CLASS_ANNOTATION] ?? spec?.storageClassName ?? '';

export const persistentVolumeClaims: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default(claim) {
    defaultClaimSpec((claim.spec ??= {}));
    claim.status = { ...claim.status, phase: claim.status?.phase || 'Pending' };
  },
  prepareForCreate(claim) {
    claim.status = { phase: 'Pending' };
  },
  prepareForUpdate: keepStatus,
  validate: (claim) => validateClaimSpec(claim.spec, 'spec'),
  validateUpdate,
  status: {
    prepareForUpdate: keepAllButStatus,
    validateUpdate: ({ status }) =>
      Object.entries((status?.capacity ?? {}) as Record<string, string>).flatMap(([name, amount]) =>
        validateBasicQuantity(amount, at('status.capacity', name)),
      ),
  },
  columns: [
    NAME,
    text('Status', ({ metadata, status }) => (metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''))),
    text('Volume', ({ spec }) => spec?.volumeName ?? ''),
    text('Capacity', ({ spec, status }) => (spec?.volumeName ? (status?.capacity?.storage ?? '0') : '')),
    text('Access Modes', ({ spec, status }) => (spec?.volumeName ? accessModesText(status?.accessModes) : '')),
    text('StorageClass', classOf),
    AGE,
    wide('VolumeMode', ({ spec }) => spec?.volumeMode ?? '<unset>'),
  ],
};
