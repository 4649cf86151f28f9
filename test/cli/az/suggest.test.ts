import { expect } from 'chai';
import { closest, similarity } from '../../../cli/az/suggest.ts';

describe('did you mean', () => {
  it('measures as SequenceMatcher does', () => {
    expect(similarity('abcd', 'bcde')).to.equal(0.75);
    expect(similarity('', '')).to.equal(1);
    expect(similarity('extension', 'k8s-extension')).to.be.closeTo(0.818, 0.001);
  });

  it('takes the closest, and nothing below the cutoff', () => {
    expect(closest('featur', ['feature', 'group'])).to.equal('feature');
    expect(closest('k8s-extension', ['aks', 'extension', 'version'])).to.equal('extension');
    expect(closest('addon', ['command', 'create'])).to.equal(undefined);
  });

  it('of equals takes the last in order', () => {
    expect(closest('ab', ['abx', 'aby'], 0.5)).to.equal('aby');
  });
});
