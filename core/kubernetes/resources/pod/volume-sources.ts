/** Each kind of volume source, in the order in which the real server looks at them. */
import { at, child, forbidden, go, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import { nanoOf } from '../../schema/quantity.ts';
import { nameErrors } from '../validation/names.ts';
import { validateFieldRef, validateResourceFieldRef, VOLUME_FIELDS } from './env.ts';
import {
  inclusive,
  list,
  validateDescending,
  validateName,
  validateNoBacksteps,
  validateNonReserved,
  validateRange,
  validateRequired,
  type Fields,
} from './rules.ts';

type Check = (source: Fields, path: Path) => FieldError[];

/** A source of which some fields are required, and no more. */
const needs =
  (...fields: string[]): Check =>
  (source, path) =>
    validateRequired(source, fields, path);

const HOST_PATH_TYPES = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
const MODE = 'must be a number between 0 and 0777 (octal), both inclusive';

export const SOURCES: Record<string, Check> = {
  emptyDir: ({ sizeLimit }, path) =>
    sizeLimit !== undefined && nanoOf(sizeLimit) < 0n
      ? [forbidden(child(path, 'sizeLimit'), 'SizeLimit field must be a valid resource quantity')]
      : [],
  hostPath: validateHostPath,
  gitRepo: (source, path) => [
    ...validateRequired(source, ['repository'], path),
    ...validateDescending(source.directory ?? '', child(path, 'directory')),
  ],
  gcePersistentDisk: (source, path) => [...validateRequired(source, ['pdName'], path), ...validatePartition(source, path)],
  awsElasticBlockStore: (source, path) => [...validateRequired(source, ['volumeID'], path), ...validatePartition(source, path)],
  secret: (source, path) => [...validateRequired(source, ['secretName'], path), ...validateFiles(source, path)],
  nfs: validateNfs,
  iscsi: validateIscsi,
  glusterfs: needs('endpoints', 'path'),
  flocker: validateFlocker,
  persistentVolumeClaim: needs('claimName'),
  rbd: needs('monitors', 'image'),
  cinder: (source, path) => [...validateRequired(source, ['volumeID'], path), ...validateSecretRef(source, path)],
  cephfs: needs('monitors'),
  quobyte: validateQuobyte,
  downwardAPI: (source, path) => [
    ...validateMode(source.defaultMode, child(path, 'defaultMode')),
    ...list(source.items).flatMap((file) => validateDownwardFile(file, path)),
  ],
  fc: validateFc,
  flexVolume: validateFlex,
  configMap: (source, path) => [...validateRequired(source, ['name'], path), ...validateFiles(source, path)],
  azureFile: needs('secretName', 'shareName'),
  vsphereVolume: needs('volumePath'),
  photonPersistentDisk: needs('pdID'),
  portworxVolume: needs('volumeID'),
  azureDisk: validateAzureDisk,
  storageos: validateStorageOs,
  projected: validateProjected,
  scaleIO: needs('gateway', 'system', 'volumeName'),
  csi: validateCsi,
  ephemeral: (source, path) => (source.volumeClaimTemplate ? [] : [required(child(path, 'volumeClaimTemplate'))]),
};

function validateHostPath({ path: hostPath, type }: Fields, path: Path): FieldError[] {
  if (!hostPath) return [required(child(path, 'path'))];
  const errors = validateNoBacksteps(hostPath, child(path, 'path'));
  if (type !== undefined && !HOST_PATH_TYPES.includes(type)) errors.push(notSupported(child(path, 'type'), type, HOST_PATH_TYPES));
  return errors;
}

const validatePartition = ({ partition }: Fields, path: Path): FieldError[] =>
  partition === undefined ? [] : partition < 0 || partition > 255 ? [invalid(child(path, 'partition'), partition, inclusive(1, 255))] : [];

export function validateMode(mode: number | undefined, path: Path): FieldError[] {
  return mode !== undefined && (mode < 0 || mode > 0o777) ? [invalid(path, mode, MODE)] : [];
}

/** Mode and items of a secret or config map. */
function validateFiles(source: Fields, path: Path): FieldError[] {
  return [
    ...validateMode(source.defaultMode, child(path, 'defaultMode')),
    ...list(source.items).flatMap((item, i) => validateKeyToPath(item, at(child(path, 'items'), i))),
  ];
}

function validateKeyToPath({ key, path: filePath, mode }: Fields, path: Path): FieldError[] {
  const errors = key ? [] : [required(child(path, 'key'))];
  if (!filePath) errors.push(required(child(path, 'path')));
  return [...errors, ...validateNonReserved(filePath ?? '', child(path, 'path')), ...validateMode(mode, child(path, 'mode'))];
}

/** The real one names the volume, not the item. */
function validateDownwardFile(file: Fields, path: Path): FieldError[] {
  const errors = file.path ? [] : [required(child(path, 'path'))];
  errors.push(...validateNonReserved(file.path ?? '', child(path, 'path')));
  if (file.fieldRef) {
    errors.push(...validateFieldRef(file.fieldRef, VOLUME_FIELDS, child(path, 'fieldRef')));
    if (file.resourceFieldRef) errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  } else if (file.resourceFieldRef) errors.push(...validateResourceFieldRef(file.resourceFieldRef, true, child(path, 'resourceFieldRef')));
  else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  return [...errors, ...validateMode(file.mode, child(path, 'mode'))];
}

function validateNfs(source: Fields, path: Path): FieldError[] {
  const errors = validateRequired(source, ['server', 'path'], path);
  if (!source.path?.startsWith('/')) errors.push(invalid(child(path, 'path'), source.path ?? '', 'must be an absolute path'));
  return errors;
}

function validateIscsi(source: Fields, path: Path): FieldError[] {
  const errors = validateRequired(source, ['targetPortal'], path);
  const { iqn = '', initiatorName } = source;
  const iqnPath = child(path, 'iqn');
  if (!iqn) errors.push(required(iqnPath));
  else errors.push(...validateIscsiName(iqn, ISCSI_START, iqnPath));
  errors.push(...validateRange(source.lun, 0, 255, child(path, 'lun')));
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !source.secretRef) errors.push(required(child(path, 'secretRef')));
  if (initiatorName !== undefined) errors.push(...validateIscsiName(initiatorName, ISCSI_START, child(path, 'initiatorname')));
  return errors;
}

const ISCSI_START = 'must be valid format starting with iqn, eui, or naa';

/** @param unknown what is said of a name of no known form */
export function validateIscsiName(name: string, unknown: string, path: Path): FieldError[] {
  if (!/^(iqn|eui|naa)/.test(name)) return [invalid(path, name, unknown)];
  return isIscsiName(name) ? [] : [invalid(path, name, 'must be valid format')];
}

function isIscsiName(name: string): boolean {
  if (name.startsWith('iqn')) return /iqn\.\d{4}-\d{2}\.([A-Za-z0-9-.]+)(:[^,;*&$|\s]+)$/.test(name);
  if (name.startsWith('eui')) return /^eui.[A-Za-z0-9]{16}$/.test(name);
  return name.startsWith('naa') && /^naa.[A-Za-z0-9]{32}$/.test(name);
}

function validateFlocker({ datasetName = '', datasetUUID = '' }: Fields, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  if (!datasetName && !datasetUUID) errors.push(required(path, 'one of datasetName and datasetUUID is required'));
  if (datasetName && datasetUUID) errors.push(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  if (datasetName.includes('/')) errors.push(invalid(child(path, 'datasetName'), datasetName, "must not contain '/'"));
  return errors;
}

function validateSecretRef({ secretRef }: Fields, path: Path): FieldError[] {
  return secretRef && !secretRef.name ? [required(child(path, 'secretRef', 'name'))] : [];
}

function validateQuobyte({ registry = '', tenant = '', volume }: Fields, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  if (!registry) errors.push(required(child(path, 'registry'), 'must be a host:port pair or multiple pairs separated by commas'));
  else if (tenant.length >= 65) errors.push(required(child(path, 'tenant'), 'must be a UUID and may not exceed a length of 64 characters'));
  else
    for (const pair of (registry as string).split(','))
      if (!/^(\[[^\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair))
        errors.push(invalid(child(path, 'registry'), registry, 'must be a host:port pair or multiple pairs separated by commas'));
  return volume ? errors : [...errors, required(child(path, 'volume'))];
}

function validateFc(source: Fields, path: Path): FieldError[] {
  const targets: string[] = source.targetWWNs ?? [];
  const wwids: string[] = source.wwids ?? [];
  const where = child(path, 'targetWWNs');
  const errors: FieldError[] = [];
  if (targets.length === 0 && wwids.length === 0) errors.push(required(where, 'must specify either targetWWNs or wwids, but not both'));
  if (targets.length > 0 && wwids.length > 0)
    errors.push(
      invalid(
        where,
        go(`[]string{${targets.map((t) => JSON.stringify(t)).join(', ')}}`),
        'targetWWNs and wwids can not be specified simultaneously',
      ),
    );
  if (targets.length === 0) return errors;
  if (source.lun === undefined) return [...errors, required(child(path, 'lun'), 'lun is required if targetWWNs is specified')];
  return [...errors, ...validateRange(source.lun, 0, 255, child(path, 'lun'))];
}

function validateFlex(source: Fields, path: Path): FieldError[] {
  const errors = validateRequired(source, ['driver'], path);
  for (const key of Object.keys(source.options ?? {})) {
    const namespace = key.split('/', 1)[0]!.toLowerCase();
    if (/(^|\.)(kubernetes|k8s)\.io$/.test(namespace))
      errors.push(invalid(at(child(path, 'options'), key), key, 'kubernetes.io and k8s.io namespaces are reserved'));
  }
  return errors;
}

const CACHING = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];
const DISK_URIS = {
  managed: '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}',
  blob: 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd',
};

function validateAzureDisk(source: Fields, path: Path): FieldError[] {
  const { diskName, diskURI = '', cachingMode, kind } = source;
  const uriPath = child(path, 'diskURI');
  const errors = diskName ? [] : [required(child(path, 'diskName'))];
  if (!diskURI) errors.push(required(uriPath));
  if (cachingMode !== undefined && !CACHING.includes(cachingMode))
    errors.push(notSupported(child(path, 'cachingMode'), cachingMode, CACHING));
  if (kind !== undefined && !DISK_KINDS.includes(kind)) errors.push(notSupported(child(path, 'kind'), kind, DISK_KINDS));
  if (kind === 'Managed' && !diskURI.startsWith('/subscriptions/')) errors.push(notSupported(uriPath, diskURI, [DISK_URIS.managed]));
  if (kind !== undefined && kind !== 'Managed' && !diskURI.startsWith('https://'))
    errors.push(notSupported(uriPath, diskURI, [DISK_URIS.blob]));
  return errors;
}

function validateStorageOs(source: Fields, path: Path): FieldError[] {
  const { volumeName, volumeNamespace } = source;
  const errors = volumeName ? validateName('dns1123label', volumeName, child(path, 'volumeName')) : [required(child(path, 'volumeName'))];
  if (volumeNamespace) errors.push(...validateName('dns1123label', volumeNamespace, child(path, 'volumeNamespace')));
  return [...errors, ...validateSecretRef(source, path)];
}

const TOKEN_SECONDS = { min: 10 * 60, max: 2 ** 32 };

function validateProjected(source: Fields, path: Path): FieldError[] {
  const taken = new Set<string>();
  return [
    ...validateMode(source.defaultMode, child(path, 'defaultMode')),
    ...list(source.sources).flatMap((projection, i) => validateProjection(projection, at(child(path, 'sources'), i), path, taken)),
  ];
}

/** @param taken the paths of the files so far; a token's is none of them */
function validateProjection(projection: Fields, path: Path, volumePath: Path, taken: Set<string>): FieldError[] {
  const errors: FieldError[] = [];
  const take = (file: string | undefined, shown: string): void => {
    if (!file) return;
    if (taken.has(file)) errors.push(invalid(volumePath, shown, 'conflicting duplicate paths'));
    taken.add(file);
  };
  for (const source of ['secret', 'configMap'].filter((one) => projection[one])) {
    const { name = '', items } = projection[source] as Fields;
    const where = child(path, source);
    if (!name) errors.push(required(child(where, 'name')));
    list(items).forEach((item, i) => {
      errors.push(...validateKeyToPath(item, at(child(where, 'items'), i)));
      take(item.path, name);
    });
  }
  for (const file of list(projection.downwardAPI?.items)) {
    errors.push(...validateDownwardFile(file, child(path, 'downwardAPI')));
    take(file.path, file.path);
  }
  if (projection.serviceAccountToken)
    errors.push(...validateToken(projection.serviceAccountToken, child(path, 'serviceAccountToken'), volumePath));
  const given = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'].filter((source) => projection[source]);
  return given.length > 1 ? [...errors, forbidden(path, 'may not specify more than 1 volume type')] : errors;
}

function validateToken({ expirationSeconds, path: tokenPath }: Fields, path: Path, volumePath: Path): FieldError[] {
  const where = child(path, 'expirationSeconds');
  const errors: FieldError[] = [];
  if (expirationSeconds < TOKEN_SECONDS.min)
    errors.push(invalid(where, expirationSeconds, 'may not specify a duration less than 10 minutes'));
  if (expirationSeconds > TOKEN_SECONDS.max)
    errors.push(invalid(where, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'));
  // The real one names the volume's path, not the token's.
  return tokenPath ? errors : [...errors, required(child(volumePath, 'path'))];
}

function validateCsi({ driver = '', nodePublishSecretRef }: Fields, path: Path): FieldError[] {
  const errors = validateCsiDriverName(driver, child(path, 'driver'));
  if (!nodePublishSecretRef) return errors;
  const { name } = nodePublishSecretRef;
  // Both places are the real one's, the space among them.
  return name
    ? [...errors, ...validateName('dns1123subdomain', name, child(path, 'name'))]
    : [...errors, required(child(path, 'nodePublishSecretRef ', 'name'))];
}

/** A CSI driver's name, wherever one is given (ValidateCSIDriverName). */
export function validateCsiDriverName(driver: string, path: Path): FieldError[] {
  const errors = driver ? [] : [required(path)];
  if (driver.length > 63) errors.push({ type: 'TooLong', field: path, value: driver, detail: 'must have at most 63 bytes' });
  return [...errors, ...nameErrors('dns1123subdomain', driver.toLowerCase()).map((text) => invalid(path, driver, text))];
}
