import { expect } from 'chai';
import { contextPod, errorsOf, pod, policy } from '../../../../../support/psp.ts';

describe('privileged', () => {
  it('holds for ephemeral containers where the version has them, and passes over them where they are dropped', () => {
    const debugged = pod({ ephemeralContainers: [{ name: 'debug', securityContext: { privileged: true } }] });
    expect(errorsOf(policy(), debugged, '1.23.0')).to.deep.equal([
      'spec.ephemeralContainers[0].securityContext.privileged: Invalid value: true: Privileged containers are not allowed',
    ]);
    expect(errorsOf(policy(), debugged, '1.20.2')).to.deep.equal([]);
  });
  it('refuses a privileged container where the policy is silent', () => {
    expect(errorsOf(policy(), contextPod({ privileged: true }))).to.deep.equal([
      'spec.containers[0].securityContext.privileged: Invalid value: true: Privileged containers are not allowed',
    ]);
  });
  it('lets it be where the policy allows it, or nobody asks', () => {
    expect(errorsOf(policy({ privileged: true }), contextPod({ privileged: true }))).to.deep.equal([]);
    expect(errorsOf(policy(), contextPod({ privileged: false }))).to.deep.equal([]);
  });
});
