/**
 * Kinds of volume.
 *
 * Policy: spec.volumes: names of volume sources, `*` for all; none: no volume at all. `secret` also lets in a projected volume that
 * holds nothing but a service account's token, as the ServiceAccount plugin makes it.
 * Pod: spec.volumes[].
 */
import { at, invalid } from '../../../field.ts';
import type { Volume } from '../policy.ts';
import type { Strategy } from '../strategy.ts';

/** Volume sources by JSON field, in the order in which the real plugin looks for them; cephfs is called cephFS in policies. */
const SOURCES: Record<string, string> = {
  hostPath: 'hostPath',
  emptyDir: 'emptyDir',
  gcePersistentDisk: 'gcePersistentDisk',
  awsElasticBlockStore: 'awsElasticBlockStore',
  gitRepo: 'gitRepo',
  secret: 'secret',
  nfs: 'nfs',
  iscsi: 'iscsi',
  glusterfs: 'glusterfs',
  persistentVolumeClaim: 'persistentVolumeClaim',
  rbd: 'rbd',
  flexVolume: 'flexVolume',
  cinder: 'cinder',
  cephfs: 'cephFS',
  flocker: 'flocker',
  downwardAPI: 'downwardAPI',
  fc: 'fc',
  azureFile: 'azureFile',
  configMap: 'configMap',
  vsphereVolume: 'vsphereVolume',
  quobyte: 'quobyte',
  azureDisk: 'azureDisk',
  photonPersistentDisk: 'photonPersistentDisk',
  projected: 'projected',
  portworxVolume: 'portworxVolume',
  scaleIO: 'scaleIO',
  storageos: 'storageos',
  csi: 'csi',
  ephemeral: 'ephemeral',
};

const RANKS = new Map(Object.keys(SOURCES).map((field, rank) => [field, rank]));

/**
 * The field that counts as the source of a volume; undefined where no source is known. Of several the first in the order above:
 * validation, which allows but one, comes after admission.
 */
export function sourceOf(volume: Volume): string | undefined {
  let found: string | undefined;
  for (const field in volume) {
    const rank = RANKS.get(field);
    if (rank !== undefined && volume[field] != null && (found === undefined || rank < RANKS.get(found)!)) found = field;
  }
  return found;
}

/** What a policy calls the kind of a volume. */
export function volumeType(volume: Volume): string | undefined {
  const source = sourceOf(volume);
  return source === undefined ? undefined : SOURCES[source];
}

export const volumes: Strategy = {
  name: 'volumes',
  volume(policy) {
    const allowed = new Set(policy.spec.volumes);
    if (allowed.has('*')) return undefined;
    return (volume, index) => {
      const type = volumeType(volume);
      if (type === undefined) return [invalid(at('spec.volumes', index), '', 'unknown volume type for volume')];
      if (allowed.has(type) || (type === 'projected' && allowed.has('secret') && holdsOnlyToken(volume))) return undefined;
      return [invalid(at('spec.volumes', index), type, `${type} volumes are not allowed to be used`)];
    };
  },
};

/** Whether a projected volume has the sources of a service account token and no others (psputil.IsOnlyServiceAccountTokenSources). */
function holdsOnlyToken(volume: Volume): boolean {
  const sources: Record<string, any>[] = volume.projected?.sources ?? [];
  return sources.every(({ serviceAccountToken: token, configMap, downwardAPI }) => {
    if (!token && !configMap && !downwardAPI) return false;
    if (token && (token.path !== 'token' || token.audience)) return false;
    if (configMap && configMap.name !== 'kube-root-ca.crt') return false;
    return ((downwardAPI?.items ?? []) as Record<string, any>[]).every(
      (item) =>
        item.path === 'namespace' && item.fieldRef?.fieldPath === 'metadata.namespace' && (item.fieldRef.apiVersion ?? 'v1') === 'v1',
    );
  });
}
