import { expect } from 'chai';
import { errorsOf, judge, pod, policy } from '../../../../../support/psp.ts';

const ALLOWED = 'apparmor.security.beta.kubernetes.io/allowedProfileNames';
const DEFAULT = 'apparmor.security.beta.kubernetes.io/defaultProfileName';
const KEY = 'container.apparmor.security.beta.kubernetes.io/a';

describe('appArmor', () => {
  it('is open where the policy lists nothing', () => {
    expect(errorsOf(policy(), pod({}, { [KEY]: 'unconfined' }))).to.deep.equal([]);
  });
  it('wants a listed profile on each container', () => {
    const listed = policy({}, { [ALLOWED]: 'localhost/x,runtime/default' });
    expect(errorsOf(listed, pod())).to.deep.equal([`pod.metadata.annotations[${KEY}]: Forbidden: AppArmor profile must be set`]);
    expect(errorsOf(listed, pod({}, { [KEY]: 'unconfined' }))).to.deep.equal([
      `pod.metadata.annotations[${KEY}]: Forbidden: unconfined is not an allowed profile. Allowed values: "localhost/x,runtime/default"`,
    ]);
    expect(errorsOf(listed, pod({}, { [KEY]: 'localhost/x' }))).to.deep.equal([]);
  });
  it('sets the default on containers that name none', () => {
    expect(judge(policy({}, { [DEFAULT]: 'runtime/default' }), pod()).set).to.deep.equal({
      [`metadata.annotations[${KEY}]`]: 'runtime/default',
    });
  });
});
