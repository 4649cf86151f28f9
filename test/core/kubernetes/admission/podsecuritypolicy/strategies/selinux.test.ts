import { expect } from 'chai';
import { contextPod, errorsOf, isUsable, judge, pod, policy } from '../../../../../support/psp.ts';

const must = policy({ seLinux: { rule: 'MustRunAs', seLinuxOptions: { level: 's0:c1,c2', type: 't1' } } });

describe('seLinux', () => {
  it('gives a silent pod the options, which its containers inherit', () => {
    expect(judge(must, pod()).set).to.deep.equal({ 'spec.securityContext.seLinuxOptions': { level: 's0:c1,c2', type: 't1' } });
  });
  it('takes the categories of a level in any order', () => {
    expect(errorsOf(must, pod({ securityContext: { seLinuxOptions: { level: 's0:c2,c1', type: 't1' } } }))).to.deep.equal([]);
  });
  it('compares all four parts, level first', () => {
    expect(errorsOf(must, contextPod({ seLinuxOptions: { level: 's0', role: 'r1', type: 't2', user: 'u1' } }))).to.deep.equal([
      'spec.containers[0].securityContext.seLinuxOptions.level: Invalid value: "s0": must be s0:c1,c2',
      'spec.containers[0].securityContext.seLinuxOptions.role: Invalid value: "r1": must be ',
      'spec.containers[0].securityContext.seLinuxOptions.type: Invalid value: "t2": must be t1',
      'spec.containers[0].securityContext.seLinuxOptions.user: Invalid value: "u1": must be ',
    ]);
  });
  it('makes a policy without options unusable', () => {
    expect(isUsable(policy({ seLinux: { rule: 'MustRunAs' } }))).to.equal(false);
  });
});
