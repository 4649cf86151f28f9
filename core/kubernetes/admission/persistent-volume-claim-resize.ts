/** PersistentVolumeClaimResize: a claim grows only where its class lets it. After plugin/pkg/admission/storage/persistentvolume/resize. */
import type { KubeObject } from '../object.ts';
import { amount } from './quantities.ts';
import { concerns } from './attributes.ts';
import type { AdmissionPlugin } from './types.ts';

const CLASS_KEY = 'volume.beta.kubernetes.io/storage-class';
const size = (claim: KubeObject): bigint => amount(claim.spec?.resources?.requests?.storage);
const className = (claim: KubeObject): string => claim.metadata.annotations?.[CLASS_KEY] ?? claim.spec?.storageClassName ?? '';

export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  validate(attributes, context) {
    if (!concerns(attributes, 'persistentvolumeclaims', 'UPDATE')) return undefined;
    const { object: claim, oldObject: old } = attributes as { object: KubeObject; oldObject: KubeObject };
    if (size(claim) <= size(old)) return undefined;
    if (old.status?.phase !== 'Bound') return { forbidden: 'only bound persistent volume claims can be expanded' };
    const name = className(claim);
    if (name && name === className(old) && context.get('storageclasses.storage.k8s.io', '', name)?.allowVolumeExpansion) return undefined;
    return {
      forbidden: 'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    };
  },
};
