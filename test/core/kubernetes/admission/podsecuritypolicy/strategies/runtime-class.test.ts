import { expect } from 'chai';
import { errorsOf, judge, pod, policy } from '../../../../../support/psp.ts';

describe('runtimeClass', () => {
  it('refuses what is not listed, without a word of detail', () => {
    expect(errorsOf(policy({ runtimeClass: { allowedRuntimeClassNames: ['kata'] } }), pod({ runtimeClassName: 'gvisor' }))).to.deep.equal([
      'spec.runtimeClassName: Invalid value: "gvisor"',
    ]);
  });
  it('lets a pod name none, and gives it the default', () => {
    expect(errorsOf(policy({ runtimeClass: { allowedRuntimeClassNames: [] } }), pod())).to.deep.equal([]);
    expect(judge(policy({ runtimeClass: { allowedRuntimeClassNames: ['*'], defaultRuntimeClassName: 'kata' } }), pod()).set).to.deep.equal({
      'spec.runtimeClassName': 'kata',
    });
  });
});
