import { expect } from 'chai';
import { contextPod, errorsOf, pod, policy } from '../../../../../support/psp.ts';

describe('procMount', () => {
  it('is Default unless the policy says otherwise', () => {
    expect(errorsOf(policy(), pod())).to.deep.equal([]);
    expect(errorsOf(policy(), contextPod({ procMount: 'Unmasked' }))).to.deep.equal([
      'spec.containers[0].securityContext.procMount: Invalid value: "Unmasked": ProcMountType is not allowed',
    ]);
    expect(errorsOf(policy({ allowedProcMountTypes: ['Unmasked'] }), pod())).to.deep.equal([
      'spec.containers[0].securityContext.procMount: Invalid value: "Default": ProcMountType is not allowed',
    ]);
  });
});
