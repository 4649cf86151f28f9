/** What a persistent volume is made of, in the order in which the real server looks at it. After ValidatePersistentVolumeSpec. */
import { child, forbidden, invalid, required, type FieldError, type Path } from '../../field.ts';
import { validateName, validateNoBacksteps, validateRange, validateRequired, type Fields } from '../pod/rules.ts';
import { SOURCES, validateCsiDriverName, validateIscsiName } from '../pod/volume-sources.ts';
import { ISCSI_LENGTH, NAMED_OTHERWISE, REFUSED_OTHERWISE } from '../pod/volumes.ts';

type Check = (source: Fields, path: Path, volume: string) => FieldError[];

/** Those that a pod has alike. */
const inPods = (...sources: string[]): Record<string, Check> => Object.fromEntries(sources.map((source) => [source, SOURCES[source]!]));

const needs =
  (...fields: string[]): Check =>
  (source, path) =>
    validateRequired(source, fields, path);

export const VOLUME_SOURCES: Record<string, Check> = {
  ...inPods('hostPath', 'gcePersistentDisk', 'awsElasticBlockStore'),
  glusterfs: validateGlusterfs,
  ...inPods('flocker', 'nfs', 'rbd', 'quobyte', 'cephfs'),
  iscsi: validateIscsi,
  cinder: (source, path) => [
    ...validateRequired(source, ['volumeID'], path),
    ...validateSecret(source.secretRef, child(path, 'secretRef')),
  ],
  ...inPods('fc', 'flexVolume'),
  azureFile: (source, path) => [
    ...validateRequired(source, ['secretName', 'shareName'], path),
    ...(source.secretNamespace === '' ? [required(child(path, 'secretNamespace'))] : []),
  ],
  ...inPods('vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'scaleIO'),
  local: ({ path: where }, path) => (where ? validateNoBacksteps(where, child(path, 'path')) : needs('path')({}, path, '')),
  storageos: (source, path) => [
    ...SOURCES.storageos!(source, path).filter(({ field }) => !field.startsWith(child(path, 'secretRef'))),
    ...validateSecret(source.secretRef, child(path, 'secretRef')),
  ],
  csi: validateCsi,
};

/** The one source that a volume has. A Flex volume is looked at, not refused, where it comes second. */
export function validateVolumeSource(spec: Fields, name: string): FieldError[] {
  const given = Object.keys(VOLUME_SOURCES).filter((source) => spec[source] !== undefined);
  if (given.length === 0) return [required('spec', 'must specify a volume type')];
  return given.flatMap((source, i) => {
    if (i > 0 && source !== 'flexVolume')
      return [forbidden(child('spec', REFUSED_OTHERWISE[source] ?? source), 'may not specify more than 1 volume type')];
    const errors = VOLUME_SOURCES[source]!(spec[source], child('spec', NAMED_OTHERWISE[source] ?? source), name);
    const isUnbound = source === 'local' && !spec.nodeAffinity;
    return isUnbound ? [...errors, required('spec.nodeAffinity', 'Local volume requires node affinity')] : errors;
  });
}

/** A secret in a namespace. */
function validateSecret(secret: Fields | undefined, path: Path): FieldError[] {
  return secret ? validateRequired(secret, ['name', 'namespace'], path) : [];
}

function validateGlusterfs(source: Fields, path: Path): FieldError[] {
  const { endpointsNamespace: namespace } = source;
  const where = child(path, 'endpointsNamespace');
  const errors = validateRequired(source, ['endpoints', 'path'], path);
  if (namespace === undefined) return errors;
  return namespace === ''
    ? [...errors, invalid(where, '', 'if the endpointnamespace is set, it must be a valid namespace name')]
    : [...errors, ...validateName('dns1123label', namespace, where)];
}

const ISCSI_FORMAT = 'must be valid format';

function validateIscsi(source: Fields, path: Path, volume: string): FieldError[] {
  const { targetPortal = '', iqn, initiatorName, secretRef } = source;
  const errors = targetPortal ? [] : [required(child(path, 'targetPortal'))];
  if (initiatorName !== undefined && `${volume}:${targetPortal}`.length > 64)
    errors.push(invalid(child(path, 'targetportal'), targetPortal, ISCSI_LENGTH));
  if (iqn) errors.push(...validateIscsiName(iqn, ISCSI_FORMAT, child(path, 'iqn')));
  else errors.push(required(child(path, 'iqn')));
  errors.push(...validateRange(source.lun, 0, 255, child(path, 'lun')));
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !secretRef) errors.push(required(child(path, 'secretRef')));
  if (secretRef && !secretRef.name) errors.push(required(child(path, 'secretRef', 'name')));
  if (initiatorName !== undefined) errors.push(...validateIscsiName(initiatorName, ISCSI_FORMAT, child(path, 'initiatorname')));
  return errors;
}

/** Secrets of a CSI driver, with the place that the real one names for one that lacks a part. */
const CSI_SECRETS: Record<string, string> = {
  controllerPublishSecretRef: 'controllerPublishSecretRef',
  controllerExpandSecretRef: 'controllerExpandSecretRef',
  nodePublishSecretRef: 'nodePublishSecretRef ',
};

function validateCsi(source: Fields, path: Path): FieldError[] {
  const errors = [
    ...validateCsiDriverName(source.driver ?? '', child(path, 'driver')),
    ...validateRequired(source, ['volumeHandle'], path),
  ];
  for (const [field, shown] of Object.entries(CSI_SECRETS)) {
    const secret: Fields | undefined = source[field];
    if (!secret) continue;
    for (const part of ['name', 'namespace'])
      errors.push(...(secret[part] ? validateName('dns1123label', secret[part], child(path, part)) : [required(child(path, shown, part))]));
  }
  return errors;
}
