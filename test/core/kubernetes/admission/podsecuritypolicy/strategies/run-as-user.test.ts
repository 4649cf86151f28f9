import { expect } from 'chai';
import { contextPod, errorsOf, isUsable, judge, pod, policy } from '../../../../../support/psp.ts';

const ranged = policy({
  runAsUser: {
    rule: 'MustRunAs',
    ranges: [
      { min: 1000, max: 2000 },
      { min: 5, max: 5 },
    ],
  },
});
const nonRoot = policy({ runAsUser: { rule: 'MustRunAsNonRoot' } });

describe('runAsUser', () => {
  it('gives a silent container the first id of the first range', () => {
    expect(judge(ranged, pod()).set).to.deep.equal({ 'spec.containers[0].securityContext.runAsUser': 1000 });
  });
  it("counts the pod's user for a silent container", () => {
    expect(judge(ranged, pod({ securityContext: { runAsUser: 5 } }))).to.deep.include({ errors: [], set: {} });
  });
  it('refuses an id outside the ranges', () => {
    expect(errorsOf(ranged, contextPod({ runAsUser: 0 }))).to.deep.equal([
      'spec.containers[0].securityContext.runAsUser: Invalid value: 0: must be in the ranges: [{1000 2000} {5 5}]',
    ]);
  });
  it('marks a silent container runAsNonRoot', () => {
    expect(judge(nonRoot, pod()).set).to.deep.equal({ 'spec.containers[0].securityContext.runAsNonRoot': true });
    expect(judge(nonRoot, contextPod({ runAsUser: 7 })).set).to.deep.equal({});
  });
  it('refuses root by number, and runAsNonRoot: false before it', () => {
    expect(errorsOf(nonRoot, contextPod({ runAsUser: 0 }))).to.deep.equal([
      'spec.containers[0].securityContext.runAsUser: Invalid value: 0: running with the root UID is forbidden',
    ]);
    expect(errorsOf(nonRoot, contextPod({ runAsUser: 0, runAsNonRoot: false }))).to.deep.equal([
      'spec.containers[0].securityContext.runAsNonRoot: Invalid value: false: must be true',
    ]);
  });
  it('makes a policy without ranges unusable', () => {
    expect(isUsable(policy({ runAsUser: { rule: 'MustRunAs' } }))).to.equal(false);
  });
});
