import { expect } from 'chai';
import { libraryNames, findScenario } from '../../scenarios/library.ts';
import { lint } from '../../scenarios/lint.ts';
import { memorySession } from '../../scenarios/memory-session.ts';
import { runScenario } from '../../scenarios/run.ts';
import { failureLines } from '../../scenarios/reports/failure.ts';

describe('scenarios: the library', () => {
  for (const name of libraryNames()) {
    it(`${name}: solutions pass, checks fail before them, every step has a hint`, async () => {
      const { scenario } = findScenario(name);
      const session = await memorySession(scenario);
      try {
        expect((await lint(scenario, session)).map((problem) => problem.message)).to.deep.equal([]);
      } finally {
        session.close();
      }
    });
  }

  it('explains each of its steps', () => {
    const silent = libraryNames().flatMap((name) =>
      findScenario(name)
        .scenario.steps.filter((step) => !step.explain)
        .map((step) => `${name}: ${step.id}`),
    );
    expect(silent).to.deep.equal([]);
  });

  it('runs whole', async () => {
    for (const name of libraryNames()) {
      const { scenario } = findScenario(name);
      const session = await memorySession(scenario);
      const result = await runScenario(scenario, session);
      session.close();
      expect(result.steps.filter((s) => !s.ok).flatMap(failureLines), name).to.deep.equal([]);
      expect(result.ok, name).to.equal(true);
    }
  });

  it('does not depend on the seed or on how long things take', async () => {
    for (const [seed, latency] of [
      [2, 'none'],
      [3, 'real'],
    ] as const) {
      for (const name of ['walkthrough', 'user-and-service-account', 'upgrade-to-1-25']) {
        const { scenario } = findScenario(name);
        const session = await memorySession(scenario, { seed, latency });
        const result = await runScenario(scenario, session);
        session.close();
        expect(result.steps.filter((s) => !s.ok).flatMap(failureLines), `${name}, seed ${seed}`).to.deep.equal([]);
      }
    }
  });
});
