import { expect } from 'chai';
import { defaultTolerationSeconds } from '../../../../core/kubernetes/admission/default-toleration-seconds.ts';
import { aPod, run } from '../../../support/admission.ts';

const keys = (tolerations?: object[]) =>
  run(defaultTolerationSeconds, 'pods', aPod(tolerations ? { tolerations } : {})).object.spec.tolerations.map(
    (t: { key?: string }) => t.key,
  );

describe('DefaultTolerationSeconds', () => {
  it('adds five minutes for lost nodes', () => {
    expect(run(defaultTolerationSeconds, 'pods', aPod()).object.spec.tolerations[0]).to.deep.equal({
      key: 'node.kubernetes.io/not-ready',
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    });
    expect(keys()).to.deep.equal(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']);
  });
  it('adds none that is tolerated already, by name or by all', () => {
    expect(keys([{ key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }])).to.deep.equal([
      'node.kubernetes.io/unreachable',
      'node.kubernetes.io/not-ready',
    ]);
    expect(keys([{ operator: 'Exists' }])).to.deep.equal([undefined]);
    expect(keys([{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }])).to.have.length(3);
  });
});
