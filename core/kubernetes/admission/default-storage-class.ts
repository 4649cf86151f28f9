/** DefaultStorageClass: a claim that names no class gets the default one. After plugin/pkg/admission/storage/storageclass/setdefault. */
import { concerns } from './attributes.ts';
import type { AdmissionPlugin } from './types.ts';

const DEFAULT_KEYS = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
const CLASS_KEY = 'volume.beta.kubernetes.io/storage-class';

export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  admit(attributes, context) {
    if (!concerns(attributes, 'persistentvolumeclaims', 'CREATE')) return undefined;
    const claim = attributes.object!;
    if (claim.spec.storageClassName !== undefined || claim.metadata.annotations?.[CLASS_KEY] !== undefined) return undefined;
    const defaults = context
      .list('storageclasses.storage.k8s.io')
      .filter((c) => DEFAULT_KEYS.some((key) => c.metadata.annotations?.[key] === 'true'));
    if (defaults.length > 1) return { forbidden: `Internal error occurred: ${defaults.length} default StorageClasses were found` };
    if (defaults.length) claim.spec.storageClassName = defaults[0]!.metadata.name;
    return undefined;
  },
};
