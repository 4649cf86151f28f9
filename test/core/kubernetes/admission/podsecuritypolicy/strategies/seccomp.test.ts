import { expect } from 'chai';
import { contextPod, errorsOf, judge, pod, policy } from '../../../../../support/psp.ts';

const ALLOWED = 'seccomp.security.alpha.kubernetes.io/allowedProfileNames';
const DEFAULT = 'seccomp.security.alpha.kubernetes.io/defaultProfileName';
const POD = 'seccomp.security.alpha.kubernetes.io/pod';

describe('seccomp', () => {
  it('lets no profile be named where the policy lists none', () => {
    expect(errorsOf(policy(), pod({}, { [POD]: 'runtime/default' }))).to.deep.equal([
      'pod.metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]: Forbidden: seccomp may not be set',
      'pod.metadata.annotations[container.seccomp.security.alpha.kubernetes.io/a]: Forbidden: seccomp may not be set',
    ]);
    expect(errorsOf(policy(), pod())).to.deep.equal([]);
  });
  it('wants one of the listed ones, and none is none of them', () => {
    expect(errorsOf(policy({}, { [ALLOWED]: 'unconfined' }), pod())).to.deep.equal([
      'pod.metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]: Forbidden:  is not an allowed seccomp profile. Valid values are unconfined',
      'pod.metadata.annotations[container.seccomp.security.alpha.kubernetes.io/a]: Forbidden:  is not an allowed seccomp profile. Valid values are unconfined',
    ]);
  });
  it('allows any with *', () => {
    expect(errorsOf(policy({}, { [ALLOWED]: '*' }), contextPod({ seccompProfile: { type: 'Unconfined' } }))).to.deep.equal([]);
  });
  it('sets the default on the pod, as an annotation', () => {
    expect(judge(policy({}, { [ALLOWED]: '*', [DEFAULT]: 'docker/default' }), pod()).set).to.deep.equal({
      [`metadata.annotations[${POD}]`]: 'docker/default',
    });
  });
  it("writes the pod's own field down as an annotation rather than the default", () => {
    const { set } = judge(
      policy({}, { [ALLOWED]: '*', [DEFAULT]: 'docker/default' }),
      pod({ securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'x.json' } } }),
    );
    expect(set).to.deep.equal({ [`metadata.annotations[${POD}]`]: 'localhost/x.json' });
  });
  it('sets no default beside a field, even one that no annotation can say', () => {
    const unfinished = pod({ securityContext: { seccompProfile: { type: 'Localhost' } } });
    expect(judge(policy({}, { [ALLOWED]: '*', [DEFAULT]: 'runtime/default' }), unfinished).set).to.deep.equal({});
  });
  it('takes docker/default and runtime/default for each other, from 1.19', () => {
    const docker = policy({}, { [ALLOWED]: 'docker/default' });
    const runtime = pod({}, { [POD]: 'runtime/default' });
    expect(errorsOf(docker, runtime)).to.deep.equal([]);
    expect(errorsOf(docker, runtime, '1.18.8')).to.have.length(2);
  });
});
