import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { BrokenScenario, milliseconds, parseScenario, problemText, slug } from '../../scenarios/load.ts';
import { resultOf } from '../support/scenario.ts';
import { findScenario, libraryFolder, libraryNames } from '../../scenarios/library.ts';

/** How many mutated scenarios are run, not only loaded: all 2,000 in CI, a sample where somebody waits. */
const MUTATIONS_RUN = Number(process.env.AKSLAB_MUTATIONS ?? 80);

const problems = (text: string): string[] => {
  try {
    parseScenario(text, 's.yaml');
  } catch (error) {
    if (error instanceof BrokenScenario) return error.problems.map(problemText);
    throw error;
  }
  return [];
};

const MINIMAL = 'akslab: 1\ntitle: T\nsteps:\n- title: First\n  run: az version\n';

describe('scenarios: the loader', () => {
  it('fills in what may be left out', () => {
    const { scenario } = parseScenario(MINIMAL, 'dir/my-scenario.yaml');
    expect(scenario).to.include({ name: 'my-scenario', level: 'beginner', version: '1', summary: '' });
    expect(scenario.steps[0]).to.deep.include({
      id: 'first',
      run: [{ run: 'az version', expect: {}, capture: {}, allowFailure: false, until: undefined }],
      check: [],
      hints: [],
    });
  });

  it('names an unknown key with its place and the nearest right one', () => {
    expect(problems(MINIMAL.replace('  run:', '  rnu: x\n  run:'))).to.deep.equal([
      's.yaml:5:3: unknown key "rnu" in steps[0] (did you mean run?)',
    ]);
  });

  it('finds unknown keys in expectations', () => {
    expect(problems('akslab: 1\ntitle: T\nsteps:\n- title: F\n  run:\n    run: x\n    expect: {stdout: {tabel: x}}\n')).to.deep.equal([
      's.yaml:7:23: unknown key "tabel" in steps[0].run.expect.stdout (did you mean table?)',
    ]);
  });

  it('says where a key belongs that stands a level too high', () => {
    expect(problems(`${MINIMAL}  expct: {code: 1}\n`)).to.deep.equal([
      's.yaml:6:3: unknown key "expct" in steps[0] (did you mean expect, within run?)',
    ]);
  });

  it('refuses queries that do not compile', () => {
    expect(
      problems(`${MINIMAL}- {title: B, run: {run: x, expect: {stdout: {jmespath: {'a[': 1}}}, capture: {c: {jmespath: 'b('}}}}\n`),
    ).to.deep.equal([
      's.yaml:6:57: the query a[ does not compile: Expected Star, got: EOF',
      's.yaml:6:93: the query b( does not compile: Invalid token (EOF): ""',
    ]);
  });

  it('refuses clusters that AKS does not offer', () => {
    expect(problems(`cluster: {version: 1.18.9}\n${MINIMAL}`)).to.deep.equal([
      's.yaml:1:20: AKS offers no Kubernetes 1.18.9 here: 1.18.8, 1.18.14',
    ]);
    expect(problems(`cluster: {version: 1.25.5, podSecurityPolicy: true}\n${MINIMAL}`)).to.deep.equal([
      's.yaml:1:47: there is no pod security policy in Kubernetes 1.25.5: 1.25 took it out',
    ]);
  });

  it('says what is missing', () => {
    expect(problems('akslab: 1\nsteps: []\n')).to.deep.equal(['s.yaml:1:1: the scenario has no "title"']);
  });

  it('says what type a value must have', () => {
    expect(problems('akslab: 1\ntitle: [a]\nsteps: []\n')).to.deep.equal(['s.yaml:2:8: title must be a text, but this is a list']);
  });

  it('says which values are allowed', () => {
    expect(problems('akslab: 2\ntitle: T\nlevel: beginer\nsteps: []\n')).to.deep.equal([
      's.yaml:1:9: akslab must be one of 1, but this is 2',
      's.yaml:3:8: level must be one of beginner, intermediate, advanced, but this is beginer (did you mean beginner?)',
    ]);
  });

  it('takes exactly one kind of check', () => {
    expect(problems(`${MINIMAL}  check: [{}]\n`)).to.deep.equal([
      's.yaml:6:11: steps[0].check[0] is empty: it needs one of exists, absent, allowed, denied, admitted, refused, cluster, command',
    ]);
  });

  it('refuses expressions that do not compile, and files outside the folder', () => {
    expect(
      problems(`${MINIMAL}- {title: B, run: {run: x, expect: {stdout: {regex: '('}}, capture: {a: '['}}}\n`).map((p) => p.split(': /')[0]),
    ).to.deep.equal([
      's.yaml:6:53: the regular expression ( does not compile: Invalid regular expression',
      's.yaml:6:73: the regular expression [ does not compile: Invalid regular expression',
    ]);
    expect(problems(`${MINIMAL}  files: {../x: a, a/b.yaml: c}\n`)).to.deep.equal([
      `s.yaml:6:11: the file "../x" does not lie in the scenario's folder`,
    ]);
  });

  it('refuses two steps with one id', () => {
    expect(problems('akslab: 1\ntitle: T\nsteps:\n- title: A\n  run: x\n- title: A\n  run: y\n')).to.deep.equal([
      's.yaml:6:3: steps[1] has the id a, which an earlier step has: give it another',
    ]);
  });

  it('places YAML errors', () => {
    expect(problems('akslab: 1\ntitle: "T\n')[0]).to.match(/^s\.yaml:\d+:\d+: not YAML: /);
  });

  it('reads durations and makes ids', () => {
    expect([milliseconds('250ms'), milliseconds('10s'), milliseconds('2m'), milliseconds('1h')]).to.deep.equal([
      250, 10_000, 120_000, 3_600_000,
    ]);
    expect(slug('Test the creation of a privileged pod!')).to.equal('test-the-creation-of-a-privileged-pod');
  });

  it('loads every scenario of the library, the walkthrough first', () => {
    expect(libraryNames()[0]).to.equal('walkthrough');
    expect(libraryNames().length).to.be.at.least(12);
    for (const name of libraryNames()) expect(findScenario(name).scenario.name).to.equal(name);
  });

  it('suggests a name', () => {
    expect(() => findScenario('capabilites')).to.throw(BrokenScenario, 'did you mean capabilities?');
  });

  /** A library file with one line spoiled. */
  const originals = libraryNames()
    .filter((n) => n !== 'walkthrough')
    .map((n) => readFileSync(`${libraryFolder()}/${n}.yaml`, 'utf8'));
  const mutation = fc.record({
    which: fc.nat(),
    at: fc.nat(),
    kind: fc.constantFrom('delete', 'insert', 'swap', 'indent'),
    text: fc.string({ maxLength: 4 }),
  });
  function mutated({ which, at, kind, text }: { which: number; at: number; kind: string; text: string }): string {
    const lines = originals[which % originals.length]!.split('\n');
    const i = at % lines.length;
    if (kind === 'delete') lines.splice(i, 1);
    else if (kind === 'insert') lines[i] = lines[i]!.slice(0, 3) + text + lines[i]!.slice(3);
    else if (kind === 'swap') [lines[i], lines[0]] = [lines[0]!, lines[i]!];
    else lines[i] = ` ${lines[i]}`;
    return lines.join('\n');
  }

  it('loads or refuses 2,000 mutated files with a place, and never throws anything else', () => {
    fc.assert(
      fc.property(mutation, (change) => {
        for (const problem of problems(mutated(change))) expect(problem).to.match(/^s\.yaml:\d+:\d+: ./);
      }),
      { seed: 5, numRuns: 2000 },
    );
  }).timeout(60_000);

  it('runs those that load: each passes, fails or is broken, and none throws', async () => {
    for (const change of fc.sample(mutation, { seed: 6, numRuns: MUTATIONS_RUN })) {
      const text = mutated(change);
      if (problems(text).length) continue;
      const { steps, broken, ok } = await resultOf(parseScenario(text, 's.yaml').scenario, { failFast: false });
      expect(ok || broken !== undefined || steps.some((step) => !step.ok), text).to.equal(true);
    }
  }).timeout(600_000);
});
