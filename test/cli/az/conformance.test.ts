import { expect } from 'chai';
import { azSuite } from '../../conformance/az.ts';
import { divergencesOf, judge } from '../../conformance/judge.ts';

describe('the recordings of the real az', () => {
  it('are equal but for the declared divergences', async () => {
    const { passed, failed } = judge(await azSuite.play(), divergencesOf('az'));
    expect(failed).to.deep.equal([]);
    expect(passed.length).to.be.at.least(190);
  }).timeout(30_000);

  it('show every answer that is altered, and no other', async () => {
    const { altered, results } = await azSuite.playAltered(20);
    expect(judge(results, divergencesOf('az')).failed.map(({ id }) => id)).to.deep.equal(altered);
    expect(altered.length).to.equal(20);
  }).timeout(30_000);
});
