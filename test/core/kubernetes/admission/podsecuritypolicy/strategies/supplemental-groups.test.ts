import { expect } from 'chai';
import { errorsOf, isUsable, judge, pod, policy } from '../../../../../support/psp.ts';

const must = policy({ supplementalGroups: { rule: 'MustRunAs', ranges: [{ min: 100, max: 200 }] } });

describe('supplementalGroups', () => {
  it('gives a silent pod the first group', () => {
    expect(judge(must, pod()).set).to.deep.equal({ 'spec.securityContext.supplementalGroups': [100] });
  });
  it('refuses every group outside, each in an error of its own', () => {
    expect(errorsOf(must, pod({ securityContext: { supplementalGroups: [1, 100, 300] } }))).to.deep.equal([
      'spec.securityContext.supplementalGroups: Invalid value: []int64{1, 100, 300}: group 1 must be in the ranges: [{100 200}]',
      'spec.securityContext.supplementalGroups: Invalid value: []int64{1, 100, 300}: group 300 must be in the ranges: [{100 200}]',
    ]);
  });
  it('does not take an empty list for silence', () => {
    expect(errorsOf(must, pod({ securityContext: { supplementalGroups: [] } }))).to.deep.equal([
      'spec.securityContext.supplementalGroups: Invalid value: []int64{}: unable to validate empty groups against required ranges',
    ]);
  });
  it('makes a policy without ranges unusable', () => {
    expect(isUsable(policy({ supplementalGroups: { rule: 'MayRunAs' } }))).to.equal(false);
  });
});
