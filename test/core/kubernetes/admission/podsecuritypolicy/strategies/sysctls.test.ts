import { expect } from 'chai';
import { errorsOf, pod, policy } from '../../../../../support/psp.ts';

const setting = (...names: string[]) => pod({ securityContext: { sysctls: names.map((name) => ({ name, value: '1' })) } });

describe('sysctls', () => {
  it('allows safe ones and refuses the others', () => {
    expect(errorsOf(policy(), setting('kernel.shm_rmid_forced', 'kernel.msgmax'))).to.deep.equal([
      'pod.spec.securityContext.sysctls[1]: Forbidden: unsafe sysctl "kernel.msgmax" is not allowed',
    ]);
  });
  it('allows unsafe ones by name or prefix', () => {
    expect(
      errorsOf(policy({ allowedUnsafeSysctls: ['kernel.msg*', 'fs.mqueue.x'] }), setting('kernel.msgmax', 'fs.mqueue.x')),
    ).to.deep.equal([]);
  });
  it('forbids even safe ones, and forbidding comes first', () => {
    expect(
      errorsOf(policy({ forbiddenSysctls: ['net.*'], allowedUnsafeSysctls: ['*'] }), setting('net.ipv4.tcp_syncookies')),
    ).to.deep.equal(['pod.spec.securityContext.sysctls[0]: Forbidden: sysctl "net.ipv4.tcp_syncookies" is not allowed']);
  });
  it('holds more for safe in later versions', () => {
    expect(errorsOf(policy(), setting('net.ipv4.ping_group_range'), '1.17.0')).to.have.length(1);
    expect(errorsOf(policy(), setting('net.ipv4.ping_group_range'), '1.18.8')).to.deep.equal([]);
    expect(errorsOf(policy(), setting('net.ipv4.ip_unprivileged_port_start'), '1.22.0')).to.deep.equal([]);
  });
});
