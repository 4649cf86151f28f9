import { expect } from 'chai';
import type { Result } from './judge.ts';
import { divergencesOf } from './judge.ts';
import { judgeTranscript, readTranscripts, stepId, transcriptsSuite } from './transcripts.ts';

describe('the kubectl transcripts', function () {
  this.timeout(60_000);
  const declared = divergencesOf('transcripts');

  for (const transcript of readTranscripts()) {
    describe(`${transcript.name}: ${transcript.about}`, () => {
      let results: Result[];
      before(async () => {
        results = await judgeTranscript(transcript);
      });
      transcript.steps.forEach((step, i) => {
        const id = stepId(transcript, i);
        const differs = declared.has(id);
        it(`${i + 1}: ${step.run.trimEnd()}${differs ? ' (declared)' : ''}`, () => {
          const { problem } = results[i]!;
          if (differs) expect(problem, 'it is equal now: take it out of divergences.yaml').not.to.equal(undefined);
          else if (problem !== undefined) expect.fail(problem);
        });
      });
    });
  }

  it('are really compared: 20 altered answers are found', async () => {
    const { altered, results } = await transcriptsSuite.playAltered(20);
    const failed = new Set(results.filter(({ problem }) => problem !== undefined).map(({ id }) => id));
    expect(altered.filter((id) => !failed.has(id))).to.deep.equal([]);
  });
});
