import { expect } from 'chai';
import { contextPod, errorsOf, judge, pod, policy } from '../../../../../support/psp.ts';

describe('runAsGroup', () => {
  it('is open where the policy is silent', () => {
    expect(judge(policy(), contextPod({ runAsGroup: 0 }))).to.deep.include({ errors: [], set: {} });
  });
  it('gives a silent container the first group, and names the whole securityContext', () => {
    const must = policy({ runAsGroup: { rule: 'MustRunAs', ranges: [{ min: 10, max: 20 }] } });
    expect(judge(must, pod()).set).to.deep.equal({ 'spec.containers[0].securityContext.runAsGroup': 10 });
    expect(errorsOf(must, contextPod({ runAsGroup: 9 }))).to.deep.equal([
      'spec.containers[0].securityContext: Invalid value: []int64{9}: group 9 must be in the ranges: [{10 20}]',
    ]);
  });
  it('lets a container stay silent under MayRunAs', () => {
    const may = policy({ runAsGroup: { rule: 'MayRunAs', ranges: [{ min: 10, max: 20 }] } });
    expect(judge(may, pod())).to.deep.include({ errors: [], set: {} });
    expect(errorsOf(may, pod({ securityContext: { runAsGroup: 1 } }))).to.have.length(1);
  });
});
