import { expect } from 'chai';
import { divergencesOf, judge } from './judge.ts';
import { pspSuite } from './psp.ts';

describe('the PodSecurityPolicy recordings, through the API door', function () {
  this.timeout(60_000);

  it('are answered as the real server answered, all 3,500 of them', async () => {
    const { passed, failed } = judge(await pspSuite.play(), divergencesOf('psp'));
    expect(failed).to.deep.equal([]);
    expect(passed).to.have.length(3500);
  });

  it('are really compared: 20 altered answers are found', async () => {
    const { altered, results } = await pspSuite.playAltered(20);
    expect(results.filter((r) => r.problem !== undefined).map((r) => r.id)).to.deep.equal(altered);
  });
});
