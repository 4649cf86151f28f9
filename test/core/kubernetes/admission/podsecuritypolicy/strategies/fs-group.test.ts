import { expect } from 'chai';
import { errorsOf, judge, pod, policy } from '../../../../../support/psp.ts';

describe('fsGroup', () => {
  it('gives a silent pod the first group under MustRunAs, and none under MayRunAs', () => {
    const ranges = [{ min: 5, max: 6 }];
    expect(judge(policy({ fsGroup: { rule: 'MustRunAs', ranges } }), pod()).set).to.deep.equal({ 'spec.securityContext.fsGroup': 5 });
    expect(judge(policy({ fsGroup: { rule: 'MayRunAs', ranges } }), pod()).set).to.deep.equal({});
  });
  it('refuses a group outside', () => {
    expect(
      errorsOf(policy({ fsGroup: { rule: 'MayRunAs', ranges: [{ min: 5, max: 6 }] } }), pod({ securityContext: { fsGroup: 0 } })),
    ).to.deep.equal(['spec.securityContext.fsGroup: Invalid value: []int64{0}: group 0 must be in the ranges: [{5 6}]']);
  });
});
