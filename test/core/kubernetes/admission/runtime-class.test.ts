import { expect } from 'chai';
import { runtimeClass } from '../../../../core/kubernetes/admission/runtime-class.ts';
import { aPod, refusalOf, run, thing } from '../../../support/admission.ts';

const kata = (rest: object) => ({ 'runtimeclasses.node.k8s.io': [thing('RuntimeClass', 'kata', rest)] });
const pod = (rest: object = {}) => aPod({ runtimeClassName: 'kata', ...rest });

describe('RuntimeClass', () => {
  it('refuses a class that is not there', () => {
    expect(refusalOf(run(runtimeClass, 'pods', pod()))).to.equal('pod rejected: RuntimeClass "kata" not found');
  });
  it('adds overhead, node selector and tolerations', () => {
    const { spec } = run(
      runtimeClass,
      'pods',
      pod({ nodeSelector: { a: 'b' } }),
      kata({ overhead: { podFixed: { cpu: '250m' } }, scheduling: { nodeSelector: { kata: 'yes' }, tolerations: [{ key: 'k' }] } }),
    ).object;
    expect(spec).to.deep.include({ overhead: { cpu: '250m' }, nodeSelector: { a: 'b', kata: 'yes' }, tolerations: [{ key: 'k' }] });
  });
  it("refuses an overhead of one's own, and a selector that contradicts", () => {
    expect(refusalOf(run(runtimeClass, 'pods', aPod({ overhead: { cpu: '1' } })))).to.equal(
      'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    );
    expect(refusalOf(run(runtimeClass, 'pods', pod({ overhead: { cpu: '1' } }), kata({ overhead: { podFixed: { cpu: '2' } } })))).to.equal(
      "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
    );
    expect(
      refusalOf(run(runtimeClass, 'pods', pod({ nodeSelector: { a: 'b' } }), kata({ scheduling: { nodeSelector: { a: 'c' } } }))),
    ).to.equal('conflict: runtimeClass.scheduling.nodeSelector[a] = c; pod.spec.nodeSelector[a] = b');
  });
});
