import { expect } from 'chai';
import { errorsOf, pod, policy } from '../../../../../support/psp.ts';

const mounting = (path: string, readOnly?: boolean) =>
  pod({
    volumes: [{ name: 'v', hostPath: { path } }],
    containers: [{ name: 'a', volumeMounts: [{ name: 'v', ...(readOnly ? { readOnly } : {}) }] }],
  });
const logs = policy({ volumes: ['hostPath'], allowedHostPaths: [{ pathPrefix: '/var/log', readOnly: true }, { pathPrefix: '/data/' }] });

describe('hostPaths', () => {
  it('matches whole segments', () => {
    expect(errorsOf(logs, mounting('/data/x'))).to.deep.equal([]);
    expect(errorsOf(logs, mounting('/data'))).to.deep.equal([]);
    expect(errorsOf(logs, mounting('/database'))).to.deep.equal([
      'spec.volumes[0].hostPath.pathPrefix: Invalid value: "/database": is not allowed to be used',
    ]);
  });
  it('wants every mount of a read-only path to be read-only', () => {
    expect(errorsOf(logs, mounting('/var/log/pods', true))).to.deep.equal([]);
    expect(errorsOf(logs, mounting('/var/log/'))).to.deep.equal([
      'spec.containers[0].volumeMounts[0].readOnly: Invalid value: false: must be read-only',
    ]);
  });
  it('looks at the mounts of ephemeral containers where the version has them', () => {
    const debugged = pod({
      volumes: [{ name: 'v', hostPath: { path: '/var/log' } }],
      ephemeralContainers: [{ name: 'debug', volumeMounts: [{ name: 'v' }] }],
    });
    expect(errorsOf(logs, debugged, '1.23.0')).to.deep.equal([
      'spec.ephemeralContainers[0].volumeMounts[0].readOnly: Invalid value: false: must be read-only',
    ]);
    expect(errorsOf(logs, debugged, '1.22.0')).to.deep.equal([]);
  });
  it('lets a writable prefix win over a read-only one', () => {
    const both = policy({ volumes: ['*'], allowedHostPaths: [{ pathPrefix: '/var', readOnly: true }, { pathPrefix: '/var/log' }] });
    expect(errorsOf(both, mounting('/var/log'))).to.deep.equal([]);
  });
  it('is open where no path is listed, and not asked where hostPath itself is refused', () => {
    expect(errorsOf(policy({ volumes: ['hostPath'] }), mounting('/etc'))).to.deep.equal([]);
    expect(errorsOf(policy({ volumes: [], allowedHostPaths: [{ pathPrefix: '/x' }] }), mounting('/etc'))).to.deep.equal([
      'spec.volumes[0]: Invalid value: "hostPath": hostPath volumes are not allowed to be used',
    ]);
  });
});
