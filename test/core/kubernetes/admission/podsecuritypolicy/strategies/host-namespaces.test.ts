import { expect } from 'chai';
import { errorsOf, pod, policy } from '../../../../../support/psp.ts';

describe('hostNamespaces', () => {
  it('refuses network, PID and IPC of the host, in that order', () => {
    expect(errorsOf(policy({}), pod({ hostIPC: true, hostPID: true, hostNetwork: true }))).to.deep.equal([
      'spec.securityContext.hostNetwork: Invalid value: true: Host network is not allowed to be used',
      'spec.securityContext.hostPID: Invalid value: true: Host PID is not allowed to be used',
      'spec.securityContext.hostIPC: Invalid value: true: Host IPC is not allowed to be used',
    ]);
  });
  it('allows what the policy opens', () => {
    expect(errorsOf(policy({ hostPID: true }), pod({ hostPID: true }))).to.deep.equal([]);
  });
});
