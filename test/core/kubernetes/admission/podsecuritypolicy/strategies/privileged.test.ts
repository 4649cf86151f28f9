import { expect } from 'chai';
import { contextPod, errorsOf, policy } from '../../../../../support/psp.ts';

describe('privileged', () => {
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
