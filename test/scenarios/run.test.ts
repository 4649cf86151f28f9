import { expect } from 'chai';
import { failureLines } from '../../scenarios/reports/failure.ts';
import type { RunEvent } from '../../scenarios/run.ts';
import { CLUSTER, resultOf, scenarioOf } from '../support/scenario.ts';

describe('scenarios: running', () => {
  it('keeps files, variables and aliases from one step to the next', async () => {
    const result = await resultOf(
      scenarioOf(`
- {title: A, files: {a.txt: "one\\n"}, run: "alias show=cat\\nx=2"}
- {title: B, run: {run: 'show a.txt; echo $x', expect: {stdout: "one\\n2"}}}
`),
    );
    expect(result.ok).to.equal(true);
  });

  it('captures from the output, by expression and by JMESPath', async () => {
    const result = await resultOf(
      scenarioOf(`
- {title: A, run: {run: 'echo "id: 42"', capture: {id: 'id: (\\d+)'}}}
- {title: B, run: {run: 'echo "{\\"a\\": {\\"b\\": \\"c\\"}}"', capture: {b: {jmespath: a.b}}}}
- {title: C, run: {run: 'echo $id $b', expect: {stdout: 42 c}}}
`),
    );
    expect(result.steps.at(-1)!.commands[0]!.outcome.stdout).to.equal('42 c\n');
    expect(result.ok).to.equal(true);
  });

  it('runs again until what takes time is there, on the virtual clock', async () => {
    const result = await resultOf(
      scenarioOf(
        `
- title: Wait
  run:
  - kubectl create deployment web --image=nginx
  - run: kubectl get deployment web -o jsonpath='{.status.readyReplicas}'
    until: {every: 5s}
    expect: {stdout: "1"}
`,
        'cluster: {version: 1.18.8}\n',
      ),
      { latency: 'real' },
    );
    expect(result.ok).to.equal(true);
    expect(result.steps[0]!.commands[1]!.tries).to.be.greaterThan(1);
  });

  it('stops at the first step that fails, unless told to go on', async () => {
    const scenario = scenarioOf('- {title: A, run: "false"}\n- {title: B, run: "true"}\n');
    expect((await resultOf(scenario)).steps.map((s) => s.ok)).to.deep.equal([false]);
    expect((await resultOf(scenario, { failFast: false })).steps.map((s) => s.ok)).to.deep.equal([false, true]);
  });

  it('lets a step fail that may', async () => {
    const result = await resultOf(scenarioOf('- {title: A, run: "false", allowFailure: true}\n- {title: B, run: "true"}\n'));
    expect(result.ok).to.equal(true);
    expect(result.steps[0]).to.include({ ok: false, allowed: true });
  });

  it('calls a scenario broken whose setup fails', async () => {
    const result = await resultOf(scenarioOf('- {title: A, run: "true"}\n', 'setup: [kubectl get psp]\n'));
    expect(result).to.include({ ok: false });
    expect(result.broken).to.match(/^setup failed at `kubectl get psp`: code should be 0, got exit code 1: /);
  });

  it('gives up on a command that waits for what does not come', async () => {
    const result = await resultOf(scenarioOf('- {title: A, run: kubectl get configmaps --watch}\n', CLUSTER), { limit: 1000 });
    expect(result.steps[0]!.commands[0]!.outcome).to.include({
      code: 124,
      stderr: 'akslab: the command did not end within 1 s of real time: it waits for something that does not come\n',
    });
  });

  it('says what was expected and what came, with the lines around', async () => {
    const result = await resultOf(
      scenarioOf(`
- title: A
  run:
    run: seq 1 9
    expect: {stdout: "1\\n2\\n3\\n4\\n5\\n6\\nseven\\n8\\n9"}
`),
    );
    expect(failureLines(result.steps[0]!)).to.deep.equal([
      '$ seq 1 9',
      'stdout: expected (-) and got (+)',
      '  ...',
      '  5',
      '  6',
      '- seven',
      '+ 7',
      '  8',
      '  9',
    ]);
  });

  it('tells its listener what happens, in order', async () => {
    const events: RunEvent['type'][] = [];
    await resultOf(scenarioOf('- {title: A, run: [echo a, echo b]}\n'), { on: (event) => void events.push(event.type) });
    expect(events).to.deep.equal(['step', 'command', 'output', 'command', 'output', 'done']);
  });

  it('keeps two scenarios on the same kind of cluster apart', async () => {
    const make = scenarioOf('- {title: A, run: kubectl create namespace mine}\n', CLUSTER);
    expect((await resultOf(make)).ok).to.equal(true);
    expect((await resultOf(make)).ok).to.equal(true);
  });
});

describe('scenarios: checks', () => {
  const POD = '{metadata: {name: p}, spec: {containers: [{name: a, image: nginx, securityContext: {privileged: true}}]}}';
  const checked = async (check: string, run = 'true') => {
    const result = await resultOf(
      scenarioOf(
        `- {title: A, run: '${run}', check: [${check}]}\n`,
        `${CLUSTER}setup: [kubectl create rolebinding jane --clusterrole=edit --user=jane]\n`,
      ),
    );
    const { ok, what, found } = result.steps[0]!.checks[0]!;
    return ok ? what : `${what} | ${found}`;
  };

  it('look for objects, and at parts of them', async () => {
    expect(await checked('{exists: {kind: ns, name: default, matches: {status: {phase: Active}}}}')).to.equal(
      'ns default has status.phase "Active"',
    );
    expect(await checked('{exists: {kind: ns, name: default, matches: {status: {phase: Gone}}}}')).to.equal(
      'ns default has status.phase "Gone" | status.phase "Active"',
    );
    expect(await checked('{exists: {kind: pod, name: x, namespace: default}}')).to.equal(
      'pod x in default exists | Error from server (NotFound): pods "x" not found',
    );
    expect(await checked('{absent: {kind: pod, name: x}}')).to.equal('pod x does not exist');
    expect(await checked('{absent: {kind: ns, name: default}}')).to.equal('ns default does not exist | it exists');
  });

  it('ask who may do what', async () => {
    expect(await checked('{allowed: {as: jane, verb: create, resource: pods, namespace: default}}')).to.equal(
      'jane may create pods in default',
    );
    expect(await checked('{denied: {as: jane, verb: use, resource: podsecuritypolicies.policy}}')).to.equal(
      'jane may not use podsecuritypolicies.policy',
    );
    expect(await checked('{allowed: {as: joe, verb: get, resource: pods}}')).to.equal('joe may get pods | no');
  });

  it('try pods without creating them', async () => {
    expect(await checked(`{admitted: {pod: ${POD}, by: privileged}}`)).to.equal('pod p would be admitted by privileged');
    expect(await checked(`{admitted: {pod: ${POD}, by: other}}`)).to.equal(
      'pod p would be admitted by other | it is admitted by privileged',
    );
    expect(await checked(`{refused: {pod: ${POD}, as: jane, because: 'any pod security policy: []'}}`)).to.equal(
      'pod p would be refused because any pod security policy: [] for jane',
    );
    expect(await checked(`{refused: {pod: ${POD}}}`)).to.equal('pod p would be refused | it is admitted');
  });

  it('look at the managed cluster, and at what a command answers', async () => {
    expect(await checked('{cluster: {matches: {enablePodSecurityPolicy: true}}}')).to.equal(
      'the cluster myAKSCluster has enablePodSecurityPolicy true',
    );
    expect(await checked('{command: {run: echo a, expect: {stdout: b}}}')).to.equal('`echo a` answers as expected | stdout: a');
  });
});
