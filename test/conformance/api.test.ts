import { expect } from 'chai';
import { apiSuite } from './api.ts';
import { divergencesOf, judge } from './judge.ts';

describe('the API server against the recordings of a real 1.20.2', () => {
  it('answers as recorded, but for what is declared', async () => {
    const { failed } = judge(await apiSuite.play(), divergencesOf('api'));
    expect(failed).to.deep.equal([]);
  }).timeout(30_000);
  it('notices answers that were altered', async () => {
    const { altered, results } = await apiSuite.playAltered(20);
    const found = judge(results, divergencesOf('api')).failed.map(({ id }) => id);
    expect(found).to.have.members(altered);
  }).timeout(30_000);
});
