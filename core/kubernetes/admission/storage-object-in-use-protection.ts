/** StorageObjectInUseProtection: claims and volumes are not removed under a pod. After plugin/pkg/admission/storage/storageobjectinuseprotection. */
import { concerns } from './attributes.ts';
import type { AdmissionPlugin } from './types.ts';

const FINALIZERS = { persistentvolumeclaims: 'kubernetes.io/pvc-protection', persistentvolumes: 'kubernetes.io/pv-protection' };

export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  admit(attributes) {
    for (const [key, finalizer] of Object.entries(FINALIZERS)) {
      if (!concerns(attributes, key, 'CREATE')) continue;
      const { metadata } = attributes.object!;
      if (!metadata.finalizers?.includes(finalizer)) metadata.finalizers = [...(metadata.finalizers ?? []), finalizer];
    }
    return undefined;
  },
};
