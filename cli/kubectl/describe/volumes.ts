/** Volumes of pods and pod templates: a row a kind of source, with what it is and the fields that are shown. */
import type { Writer } from './writer.ts';

type Row = [title: string, value: unknown];
type Source = { about: string; rows(source: any): Row[] };

const unset = (value: unknown): unknown => value ?? '<unset>';

export const SOURCES: Record<string, Source> = {
  hostPath: {
    about: 'HostPath (bare host directory volume)',
    rows: (s) => [
      ['Path', s.path],
      ['HostPathType', s.type ?? ''],
    ],
  },
  emptyDir: {
    about: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    rows: (s) => [
      ['Medium', s.medium ?? ''],
      ['SizeLimit', unset(s.sizeLimit)],
    ],
  },
  secret: {
    about: 'Secret (a volume populated by a Secret)',
    rows: (s) => [
      ['SecretName', s.secretName],
      ['Optional', s.optional ?? false],
    ],
  },
  configMap: {
    about: 'ConfigMap (a volume populated by a ConfigMap)',
    rows: (s) => [
      ['Name', s.name],
      ['Optional', s.optional ?? false],
    ],
  },
  nfs: {
    about: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    rows: (s) => [
      ['Server', s.server],
      ['Path', s.path],
      ['ReadOnly', s.readOnly ?? false],
    ],
  },
  persistentVolumeClaim: {
    about: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    rows: (s) => [
      ['ClaimName', s.claimName],
      ['ReadOnly', s.readOnly ?? false],
    ],
  },
  downwardAPI: {
    about: 'DownwardAPI (a volume populated by information about the pod)',
    rows: (s) => [
      ['Items', ''],
      ...(s.items ?? []).map((i: any): Row => [`  ${i.fieldRef?.fieldPath ?? i.resourceFieldRef?.resource} -> ${i.path}`, undefined]),
    ],
  },
  csi: {
    about: 'CSI (a Container Storage Interface (CSI) volume source)',
    rows: (s) => [['Driver', s.driver], ['FSType', s.fsType ?? ''], ['ReadOnly', s.readOnly ?? false], ...attributes(s.volumeAttributes)],
  },
  azureDisk: {
    about: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    rows: (s) => [
      ['DiskName', s.diskName],
      ['DiskURI', s.diskURI],
      ['Kind', s.kind],
      ['FSType', s.fsType],
      ['CachingMode', s.cachingMode],
      ['ReadOnly', s.readOnly ?? false],
    ],
  },
  azureFile: {
    about: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    rows: (s) => [
      ['SecretName', s.secretName],
      ['ShareName', s.shareName],
      ['SecretNamespace', s.secretNamespace ?? ''],
      ['ReadOnly', s.readOnly ?? false],
    ],
  },
  flexVolume: {
    about: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    rows: (s) => [
      ['Driver', s.driver],
      ['FSType', s.fsType ?? ''],
      ['SecretRef', s.secretRef?.name ?? '<nil>'],
      ['ReadOnly', s.readOnly ?? false],
      ['Options', mapText(s.options)],
    ],
  },
  gitRepo: {
    about: 'GitRepo (a volume that is pulled from git when the pod is created)',
    rows: (s) => [
      ['Repository', s.repository],
      ['Revision', s.revision ?? ''],
    ],
  },
  iscsi: {
    about: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    rows: (s) => [
      ['TargetPortal', s.targetPortal],
      ['IQN', s.iqn],
      ['Lun', s.lun],
      ['ISCSIInterface', s.iscsiInterface],
      ['FSType', s.fsType ?? ''],
      ['ReadOnly', s.readOnly ?? false],
    ],
  },
  awsElasticBlockStore: {
    about: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    rows: (s) => [
      ['VolumeID', s.volumeID],
      ['FSType', s.fsType ?? ''],
      ['Partition', s.partition ?? 0],
      ['ReadOnly', s.readOnly ?? false],
    ],
  },
  gcePersistentDisk: {
    about: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    rows: (s) => [
      ['PDName', s.pdName],
      ['FSType', s.fsType ?? ''],
      ['Partition', s.partition ?? 0],
      ['ReadOnly', s.readOnly ?? false],
    ],
  },
  cephfs: {
    about: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    rows: (s) => [
      ['Monitors', `[${(s.monitors ?? []).join(' ')}]`],
      ['Path', s.path ?? ''],
      ['User', s.user ?? ''],
      ['SecretFile', s.secretFile ?? ''],
      ['SecretRef', s.secretRef?.name ?? '<nil>'],
      ['ReadOnly', s.readOnly ?? false],
    ],
  },
  glusterfs: {
    about: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    rows: (s) => [
      ['EndpointsName', s.endpoints],
      ['Path', s.path],
      ['ReadOnly', s.readOnly ?? false],
    ],
  },
};

const mapText = (map: Record<string, string> | undefined): string =>
  `map[${Object.keys(map ?? {})
    .sort()
    .map((k) => `${k}:${map![k]}`)
    .join(' ')}]`;
const attributes = (map: Record<string, string> | undefined): Row[] =>
  Object.keys(map ?? {}).length
    ? Object.keys(map!)
        .sort()
        .map((k, i): Row => [i ? `      ${k}=${map![k]}` : 'VolumeAttributes', i ? undefined : `${k}=${map![k]}`])
    : [['VolumeAttributes', '<none>']];

export function volumes(w: Writer, list: any[] | undefined, space: string): void {
  if (!list?.length) return w.text(`${space}Volumes:\t<none>\n`);
  w.text(`${space}Volumes:\n`);
  for (const volume of list) {
    w.text(`  ${space ? ' ' : ''}${volume.name}:\n`);
    if (volume.projected) projected(w, volume.projected);
    else source(w, volume);
  }
}

function source(w: Writer, volume: any): void {
  const kind = Object.keys(SOURCES).find((k) => volume[k]);
  if (!kind) return w.line(2, '<unknown>');
  w.line(2, 'Type:', SOURCES[kind]!.about);
  for (const [title, value] of SOURCES[kind]!.rows(volume[kind])) w.line(2, ...(value === undefined ? [title] : [`${title}:`, value]));
}

function projected(w: Writer, { sources = [] }: any): void {
  w.line(2, 'Type:', 'Projected (a volume that contains injected data from multiple sources)');
  for (const one of sources) {
    if (one.secret) {
      w.line(2, 'SecretName:', one.secret.name);
      w.line(2, 'SecretOptionalName:', one.secret.optional ?? '<nil>');
    } else if (one.downwardAPI) w.line(2, 'DownwardAPI:', 'true');
    else if (one.configMap) {
      w.line(2, 'ConfigMapName:', one.configMap.name);
      w.line(2, 'ConfigMapOptional:', one.configMap.optional ?? '<nil>');
    } else if (one.serviceAccountToken) w.line(2, 'TokenExpirationSeconds:', one.serviceAccountToken.expirationSeconds);
  }
}
