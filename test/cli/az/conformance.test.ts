import { expect } from 'chai';
import { azSuite, loadRecordings, playAz, type Recording } from '../../conformance/az.ts';
import { divergencesOf, judge } from '../../conformance/judge.ts';

describe('the recordings of the real az', () => {
  it('are equal but for the declared divergences', async () => {
    const { passed, failed } = judge(await azSuite.play(), divergencesOf('az'));
    expect(failed).to.deep.equal([]);
    expect(passed.length).to.be.at.least(190);
  }).timeout(30_000);

  const loadError = /^WARNING: Unable to load extension .*\n/;
  for (const [name, change] of [
    ['aks_create', (one: Recording) => ({ ...one, stdout: one.stdout.replaceAll('1.24.6', '1.18.8') })],
    ['aks_update_psp_enable', (one: Recording) => ({ ...one, stdout: one.stdout.replaceAll('1.25.4', '1.24.6') })],
    ['ext_add_bad', (one: Recording) => ({ ...one, stderr: one.stderr.replace(loadError, '') })],
    ['ext_add_upgrade', (one: Recording) => ({ ...one, stderr: one.stderr.replace(loadError, '') })],
    [
      'aks_show_ext',
      (one: Recording) => ({
        ...one,
        stderr: 'WARNING: The behavior of this command has been altered by the following extension: aks-preview\n',
      }),
    ],
  ] as const) {
    it(`differ in nothing else where ${name} is declared`, async () => {
      const recording = loadRecordings().find((one) => one.name === name)!;
      expect(await playAz([change(recording)])).to.deep.equal([{ id: name, problem: undefined }]);
    });
  }

  it('show every answer that is altered, and no other', async () => {
    const { altered, results } = await azSuite.playAltered(20);
    expect(judge(results, divergencesOf('az')).failed.map(({ id }) => id)).to.deep.equal(altered);
    expect(altered.length).to.equal(20);
  }).timeout(30_000);
});
