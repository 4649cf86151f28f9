import { expect } from 'chai';
import { contextPod, errorsOf, judge, pod, policy } from '../../../../../support/psp.ts';

const FIELD = 'spec.containers[0].securityContext.allowPrivilegeEscalation';

describe('allowPrivilegeEscalation', () => {
  it('is open where the policy is silent', () => {
    expect(judge(policy(), contextPod({ allowPrivilegeEscalation: true }))).to.deep.include({ errors: [], set: {} });
  });
  it('says false for a silent container where it is forbidden', () => {
    expect(judge(policy({ allowPrivilegeEscalation: false }), pod()).set).to.deep.equal({ [FIELD]: false });
  });
  it('refuses true where it is forbidden', () => {
    expect(errorsOf(policy({ allowPrivilegeEscalation: false }), contextPod({ allowPrivilegeEscalation: true }))).to.deep.equal([
      `${FIELD}: Invalid value: true: Allowing privilege escalation for containers is not allowed`,
    ]);
  });
  it('gives a silent container the default', () => {
    expect(judge(policy({ defaultAllowPrivilegeEscalation: false }), pod()).set).to.deep.equal({ [FIELD]: false });
  });
});
