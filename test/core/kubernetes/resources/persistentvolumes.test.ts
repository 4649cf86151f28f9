import { expect } from 'chai';
import { persistentVolumes } from '../../../../core/kubernetes/resources/persistentvolumes.ts';
import { created, createErrors, updateErrors } from '../../../support/definitions.ts';

const SPEC = { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } };
const HOST_PATH = { hostPath: { path: '/data' } };
const volume = (spec: object): object => ({ metadata: { name: 'x' }, spec: { ...SPEC, ...spec } });
const errors = (spec: object): string[] => createErrors(persistentVolumes, volume(spec));

describe('persistent volumes', () => {
  it('are sound with a source, a capacity and a mode', () => expect(errors(HOST_PATH)).to.deep.equal([]));
  it('have a capacity of storage and of nothing else', () => {
    expect(errors({ ...HOST_PATH, capacity: {} })).to.deep.equal([
      'spec.capacity: Required value',
      'spec.capacity: Unsupported value: core.ResourceList(nil): supported values: "storage"',
    ]);
    expect(errors({ ...HOST_PATH, capacity: { storage: '-1' } })).to.deep.equal([
      'spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity',
      'spec.capacity[storage]: Invalid value: "-1": must be greater than zero',
    ]);
  });
  it('have one source', () =>
    expect(errors({ ...HOST_PATH, cephfs: { monitors: ['m'] }, nfs: { server: 's', path: '/' } })).to.deep.equal([
      'spec.nfs: Forbidden: may not specify more than 1 volume type',
      'spec.cephFS: Forbidden: may not specify more than 1 volume type',
    ]));
  it('name what a secret elsewhere lacks', () =>
    expect(errors({ csi: { driver: 'd', volumeHandle: 'h', nodePublishSecretRef: { name: 'n' } } })).to.deep.equal([
      'spec.csi.nodePublishSecretRef .namespace: Required value',
    ]));
  it('say of an iSCSI name only that it must be valid', () =>
    expect(errors({ iscsi: { targetPortal: 'p', iqn: 'x', lun: 0 } })).to.deep.equal([
      'spec.iscsi.iqn: Invalid value: "x": must be valid format',
    ]));
  it('belong to a node where they are local', () =>
    expect(errors({ local: { path: '/disk' } })).to.deep.equal(['spec.nodeAffinity: Required value: Local volume requires node affinity']));
  it('select nodes by terms', () =>
    expect(errors({ ...HOST_PATH, nodeAffinity: { required: { nodeSelectorTerms: [] } } })).to.deep.equal([
      'spec.nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term',
    ]));
  it('are never recycled where they are the whole disk', () =>
    expect(errors({ hostPath: { path: '/./' }, persistentVolumeReclaimPolicy: 'Recycle' })).to.deep.equal([
      "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
    ]));
  it('keep their source, and say what is wrong twice on an update', () => {
    const old = created(persistentVolumes, volume(HOST_PATH));
    expect(updateErrors(persistentVolumes, old, volume({ hostPath: { path: '/other' } }))).to.deep.equal([
      'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation',
    ]);
    expect(updateErrors(persistentVolumes, old, volume({ ...HOST_PATH, accessModes: [] }))).to.deep.equal([
      'spec.accessModes: Required value',
      'spec.accessModes: Required value',
    ]);
  });
  it('have the defaults of their source', () =>
    expect(created(persistentVolumes, volume({ azureDisk: { diskName: 'd', diskURI: 'https://u' } })).spec.azureDisk).to.deep.equal({
      diskName: 'd',
      diskURI: 'https://u',
      cachingMode: 'ReadWrite',
      kind: 'Shared',
      fsType: 'ext4',
      readOnly: false,
    }));
});
