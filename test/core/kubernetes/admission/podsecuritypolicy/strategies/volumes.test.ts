import { expect } from 'chai';
import { errorsOf, pod, policy } from '../../../../../support/psp.ts';

const token = {
  name: 't',
  projected: {
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
      { configMap: { name: 'kube-root-ca.crt', items: [] } },
      { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
    ],
  },
};

describe('volumes', () => {
  it('refuses a kind that is not listed, each volume by itself', () => {
    expect(
      errorsOf(
        policy({ volumes: ['secret'] }),
        pod({
          volumes: [
            { name: 'a', emptyDir: {} },
            { name: 'b', secret: {} },
            { name: 'c', cephfs: {} },
          ],
        }),
      ),
    ).to.deep.equal([
      'spec.volumes[0]: Invalid value: "emptyDir": emptyDir volumes are not allowed to be used',
      'spec.volumes[2]: Invalid value: "cephFS": cephFS volumes are not allowed to be used',
    ]);
  });
  it('goes, where a volume has several sources, by the one that the real plugin looks for first', () => {
    const both = pod({ volumes: [{ name: 'a', secret: {}, hostPath: { path: '/' } }] });
    expect(errorsOf(policy({ volumes: ['secret'] }), both)).to.deep.equal([
      'spec.volumes[0]: Invalid value: "hostPath": hostPath volumes are not allowed to be used',
    ]);
  });
  it('allows all kinds with *', () => {
    expect(errorsOf(policy({ volumes: ['*'] }), pod({ volumes: [{ name: 'a', hostPath: { path: '/' } }] }))).to.deep.equal([]);
  });
  it('takes a projected token for a secret, and no other projected volume', () => {
    expect(errorsOf(policy({ volumes: ['secret'] }), pod({ volumes: [token] }))).to.deep.equal([]);
    const other = { name: 't', projected: { sources: [...token.projected.sources, { configMap: { name: 'mine' } }] } };
    expect(errorsOf(policy({ volumes: ['secret'] }), pod({ volumes: [other] }))).to.deep.equal([
      'spec.volumes[0]: Invalid value: "projected": projected volumes are not allowed to be used',
    ]);
  });
});
