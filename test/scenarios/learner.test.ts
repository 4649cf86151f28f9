import { expect } from 'chai';
import { refusals } from '../../core/refusals.ts';
import { certificate, renderCertificate } from '../../scenarios/certificate.ts';
import { Learner, type Progress } from '../../scenarios/learner.ts';
import type { Session } from '../../scenarios/session.ts';
import type { Scenario } from '../../scenarios/types.ts';
import { CLUSTER, scenarioOf, within } from '../support/scenario.ts';

const SCENARIO = scenarioOf(
  `
- {id: look, title: Look, run: {run: kubectl get psp, expect: {stdout: {contains: privileged}}}, hints: [first, second]}
- id: make
  title: Make
  solution: kubectl create namespace team
  check: [{exists: {kind: namespace, name: team}}]
- {id: two, title: Two, run: "x=1\\necho $x"}
`,
  CLUSTER,
);

describe('scenarios: a learner', () => {
  let kept: { progress: Progress; stepStart: unknown } | undefined;
  let now: number;

  beforeEach(() => {
    kept = undefined;
    now = Date.parse('2021-01-15T12:00:00Z');
  });

  const learnerOn = async (session: Session, scenario: Scenario = SCENARIO) => {
    const learner = new Learner({
      scenario,
      session,
      ...kept,
      now: () => (now += 60_000),
      save: (progress, stepStart) => (kept = structuredClone({ progress, stepStart })),
    });
    expect(await learner.begin()).to.equal(undefined);
    return learner;
  };
  const learning = (action: (learner: Learner, session: Session) => Promise<void>) =>
    within(SCENARIO, async (session) => action(await learnerOn(session), session));
  const done = async (learner: Learner, text: string) => (await learner.type(text)).done;

  it('is done with a step of commands when one was typed that answers as expected, in whatever words', () =>
    learning(async (learner) => {
      expect(await done(learner, 'kubectl get nodes')).to.equal(false);
      expect(await done(learner, 'echo kubectl get psp')).to.equal(false);
      expect(await done(learner, 'kubectl get psp -o wide')).to.equal(true);
    }));

  it('is done with an exercise when its checks hold, however that came about', () =>
    learning(async (learner) => {
      await learner.advance();
      const answer = await learner.type('kubectl get namespace team');
      expect(answer.done).to.equal(false);
      expect(answer.checks.map((c) => c.what)).to.deep.equal(['namespace team exists']);
      expect(
        await done(learner, `echo '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "team"}}' | kubectl create -f -`),
      ).to.equal(true);
    }));

  it('is done with a step of several lines when each was typed', () =>
    learning(async (learner) => {
      await learner.advance();
      await learner.advance();
      expect(await done(learner, 'echo $x')).to.equal(false);
      expect(await done(learner, 'x=1')).to.equal(true);
    }));

  it('puts the cluster back to where the step began', () =>
    learning(async (learner, session) => {
      await learner.advance();
      await learner.type('kubectl create namespace wrong');
      await learner.undo();
      expect((await session.run('kubectl get namespace wrong')).code).to.equal(1);
      expect(await done(learner, 'kubectl create namespace team')).to.equal(true);
    }));

  it('says what a step waits for, and why what was typed does not count', () => {
    const scenario = scenarioOf(
      `
- {title: Show, run: {run: "echo  a", expect: {stdout: b}}}
- {title: Json, run: {run: "echo '{}'", expect: {stdout: {json: {properties: {state: Registered}}}}}}
- {title: Code, run: {run: "false || true", expect: {code: 1}}}
- {title: Lines, run: "x=1\\necho $x"}
- {title: Secret, solution: echo secret}
`,
    );
    return within(scenario, async (session) => {
      const learner = await learnerOn(session, scenario);
      const waitsFor = async (text: string) => (await learner.type(text)).waitsFor;
      expect(await waitsFor('pwd')).to.deep.equal(['`echo a`']);
      expect(await waitsFor('echo a c')).to.deep.equal(['`echo a`: its output should show b']);
      await learner.advance();
      expect(await waitsFor("echo '{}'")).to.deep.equal(['`echo \'{}\'`: its output should have properties.state "Registered"']);
      await learner.advance();
      expect(await waitsFor('false || true')).to.deep.equal(['`false || true`: its exit code should be 1']);
      await learner.advance();
      expect(await waitsFor('x=1')).to.deep.equal(['`echo $x`']);
      await learner.advance();
      expect(await waitsFor('pwd')).to.deep.equal([]);
    });
  });

  it('takes any form of an answer where checks tell the state', () => {
    const scenario = scenarioOf(
      `
- title: Look
  run: {run: kubectl get ns default, expect: {stdout: {contains: Active}}}
  check: [{exists: {kind: ns, name: default}}]
`,
      CLUSTER,
    );
    return within(scenario, async (session) => {
      const learner = await learnerOn(session, scenario);
      expect(await done(learner, 'kubectl get ns nope')).to.equal(false);
      expect(await done(learner, 'kubectl get psp')).to.equal(false);
      expect(await done(learner, 'kubectl get ns default -o name')).to.equal(true);
    });
  });

  it('gives a command that was typed its variables', () => {
    const scenario = scenarioOf(
      '\n- {title: Name, run: {run: "echo name=web", capture: {name: "name=(.*)"}}}\n- {title: Use, run: "echo $name"}\n',
    );
    return within(scenario, async (session) => {
      const learner = await learnerOn(session, scenario);
      expect(await done(learner, 'echo  name=web')).to.equal(true);
      expect((await session.run('echo $name')).stdout).to.equal('web\n');
    });
  });

  it('leaves what the trainee was refused last to `akslab why`, whatever its checks were refused', () => {
    const scenario = scenarioOf(
      `
- title: Hers
  solution: kubectl create rolebinding eve --clusterrole=cluster-admin --user=eve
  check: [{admitted: {pod: {metadata: {name: hers}, spec: {containers: [{name: c, image: i}]}}, as: eve}}]
`,
      CLUSTER,
    );
    return within(scenario, async (session) => {
      const learner = await learnerOn(session, scenario);
      await learner.type('kubectl --as=bob run his --image=nginx');
      expect((await session.host.lab.read(refusals)).map(({ user }) => user.name)).to.deep.equal(['bob']);
      await learner.type('kubectl --as=bob run his --image=nginx');
      expect((await session.host.lab.read(refusals)).map(({ user }) => user.name)).to.deep.equal(['bob']);
    });
  });

  it('skips a step by doing it', () =>
    learning(async (learner, session) => {
      await learner.advance();
      await learner.skip();
      expect((await session.run('kubectl get namespace team')).code).to.equal(0);
      expect(learner.progress.steps.make).to.include({ skipped: true, done: false });
      expect(learner.step!.id).to.equal('two');
    }));

  it('goes on where it stopped, undo included', () =>
    within(SCENARIO, async (session) => {
      const first = await learnerOn(session);
      await first.advance();
      await first.type('kubectl create namespace wrong');
      const second = await learnerOn(session);
      expect(second.step!.id).to.equal('make');
      await second.undo();
      expect((await session.run('kubectl get namespace wrong')).code).to.equal(1);
    }));

  it('starts over', () =>
    learning(async (learner, session) => {
      await learner.advance();
      await learner.type('kubectl create namespace team');
      expect(await learner.restart()).to.equal(true);
      expect(learner.progress).to.deep.include({ step: 0, steps: {} });
      expect((await session.run('kubectl get namespace team')).code).to.equal(1);
    }));

  it('counts hints and solutions, and ends with a certificate in three forms', () =>
    learning(async (learner) => {
      expect([learner.hint(), learner.hint(), learner.hint()]).to.deep.equal(['first', 'second', undefined]);
      await learner.advance();
      expect(learner.solution().map((c) => c.run)).to.deep.equal(['kubectl create namespace team']);
      await learner.advance();
      await learner.skip();
      expect(learner.step).to.equal(undefined);
      const earned = certificate('Ada', SCENARIO, learner.progress);
      expect(earned).to.deep.equal({
        name: 'Ada',
        scenario: 's',
        title: 'Title',
        version: '1',
        steps: 3,
        done: 2,
        skipped: 1,
        hints: 2,
        solutions: 1,
        started: '2021-01-15T12:01:00Z',
        finished: '2021-01-15T12:02:00Z',
      });
      expect(JSON.parse(renderCertificate(earned, 'json'))).to.deep.equal(earned);
      expect(renderCertificate(earned, 'markdown'))
        .to.contain('**Ada** completed *Title* (s, version 1).')
        .and.to.contain('- Steps: 2 of 3, 1 skipped');
      expect(
        renderCertificate(earned, 'text')
          .split('\n')
          .every((line) => line.length <= 80),
      ).to.equal(true);
    }));
});
