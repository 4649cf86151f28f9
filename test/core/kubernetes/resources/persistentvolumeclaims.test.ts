import { expect } from 'chai';
import { testCluster } from '../../../support/cluster.ts';

const CLAIMS = '/api/v1/namespaces/default/persistentvolumeclaims';
const claim = (changes: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...changes },
});

describe('persistent volume claims', () => {
  it('are pending and file systems', () => {
    const { body } = testCluster().ask('POST', CLAIMS, claim());
    expect(body.status).to.deep.equal({ phase: 'Pending' });
    expect(body.spec.volumeMode).to.equal('Filesystem');
  });

  it('ask for more than nothing', () => {
    expect(testCluster().ask('POST', CLAIMS, claim({ resources: { requests: { storage: '0' } } })).body.message).to.equal(
      'PersistentVolumeClaim "data" is invalid: spec.resources[storage]: Invalid value: "0": must be greater than zero',
    );
  });

  it('may be bound once and not otherwise changed', () => {
    const cluster = testCluster();
    const { body } = cluster.ask('POST', CLAIMS, claim());
    const put = (spec: object) => cluster.ask('PUT', `${CLAIMS}/data`, { ...body, spec: { ...body.spec, ...spec } });
    const refused = put({ accessModes: ['ReadWriteMany'] }).body.message;
    expect(refused).to.match(
      /^PersistentVolumeClaim "data" is invalid: spec: Forbidden: spec is immutable after creation except resources\.requests for bound claims\n/,
    );
    expect(refused).to.contain('- \tAccessModes: []core.PersistentVolumeAccessMode{"ReadWriteMany"},');
    expect(put({ volumeName: 'pv1' }).code).to.equal(200);
  });

  it('never shrink', () => {
    const cluster = testCluster();
    const { body } = cluster.ask('POST', CLAIMS, claim());
    const { body: bound } = cluster.ask('PUT', `${CLAIMS}/data/status`, { ...body, status: { phase: 'Bound' } });
    const { body: answer } = cluster.ask('PUT', `${CLAIMS}/data`, {
      ...bound,
      spec: { ...bound.spec, resources: { requests: { storage: '1Mi' } } },
    });
    expect(answer.message).to.equal(
      'PersistentVolumeClaim "data" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than previous value',
    );
  });
});
