import { expect } from 'chai';
import { defaultStorageClass } from '../../../../core/kubernetes/admission/default-storage-class.ts';
import { persistentVolumeClaimResize } from '../../../../core/kubernetes/admission/persistent-volume-claim-resize.ts';
import { storageObjectInUseProtection } from '../../../../core/kubernetes/admission/storage-object-in-use-protection.ts';
import { refusalOf, run, thing } from '../../../support/admission.ts';

const claim = (spec: object = {}, status: object = {}) => thing('PersistentVolumeClaim', 'c', { spec, status }, 'lab');
const sized = (storage: string, phase = 'Bound') => claim({ storageClassName: 'gold', resources: { requests: { storage } } }, { phase });
const storageClass = (name: string, rest: object = {}) => thing('StorageClass', name, rest);
const CLAIMS = 'persistentvolumeclaims';

describe('storage admission', () => {
  it('gives a claim the default class', () => {
    const world = {
      'storageclasses.storage.k8s.io': [
        storageClass('default', { metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } }),
      ],
    };
    expect(run(defaultStorageClass, CLAIMS, claim(), world).object.spec.storageClassName).to.equal('default');
    expect(run(defaultStorageClass, CLAIMS, claim({ storageClassName: '' }), world).object.spec.storageClassName).to.equal('');
  });
  it('protects claims from removal under a pod', () => {
    expect(run(storageObjectInUseProtection, CLAIMS, claim()).object.metadata.finalizers).to.deep.equal(['kubernetes.io/pvc-protection']);
  });
  it('lets a claim grow only where it is bound and its class allows it', () => {
    const grow = (phase: string, rest: object) =>
      refusalOf(
        run(
          persistentVolumeClaimResize,
          CLAIMS,
          sized('2Gi', phase),
          { 'storageclasses.storage.k8s.io': [storageClass('gold', rest)] },
          { operation: 'UPDATE', oldObject: sized('1Gi', phase) },
        ),
      );
    expect(grow('Pending', {})).to.equal('only bound persistent volume claims can be expanded');
    expect(grow('Bound', {})).to.equal(
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
    expect(grow('Bound', { allowVolumeExpansion: true })).to.equal(undefined);
  });
});
