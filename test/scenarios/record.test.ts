import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCluster } from '../../scenarios/clusters.ts';
import { generalise } from '../../scenarios/generalise.ts';
import { parseScenario } from '../../scenarios/load.ts';
import { record } from '../../scenarios/record.ts';
import { update } from '../../scenarios/update.ts';
import { writeScenario } from '../../scenarios/write.ts';
import { failureLines } from '../../scenarios/reports/failure.ts';
import { CLUSTER, resultOf, scenarioOf, within } from '../support/scenario.ts';

const POLICY = `apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata: {name: baseline}
spec:
  privileged: false
  seLinux: {rule: RunAsAny}
  runAsUser: {rule: RunAsAny}
  supplementalGroups: {rule: RunAsAny}
  fsGroup: {rule: RunAsAny}
  volumes: ['*']
`;
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: nginx, securityContext: {privileged: true}}]}\n';

/** What an engineer did in a shell, as a scenario's text. */
const recorded = () =>
  within(scenarioOf('- {title: x}\n', CLUSTER), async (session) => {
    await makeCluster({ version: '1.18.8', podSecurityPolicy: true, nodes: 1, group: 'myResourceGroup', name: 'myAKSCluster' }, session);
    const recorder = record(session);
    writeFileSync(join(session.folder, 'psp.yaml'), POLICY);
    await recorder.type('kubectl apply -f psp.yaml');
    await recorder.type(`cat > pod.yaml <<'EOF'\n${POD}EOF`);
    await recorder.type('kubectl create rolebinding dev --clusterrole=edit --user=dev');
    await recorder.type('kubectl create role use --verb=use --resource=podsecuritypolicies.policy --resource-name=baseline');
    await recorder.type('kubectl create rolebinding use --role=use --user=dev');
    await recorder.type('kubectl --as=dev apply -f pod.yaml');
    await recorder.type('kubectl create deployment web --image=nginx');
    await recorder.type('kubectl get rs,deployments');
    await recorder.type('kubectl get psp baseline -o yaml');
    await recorder.type('az aks show -g myResourceGroup -n myAKSCluster');
    await recorder.type('oops');
    expect(recorder.drop()).to.equal('oops');
    return writeScenario(recorder.finish({ name: 'recorded', title: 'Recorded', cluster: { version: '1.18.8', podSecurityPolicy: true } }));
  });

describe('scenarios: recording', () => {
  it('gives the files of a line that was dropped or interrupted to the next one', () =>
    within(scenarioOf('- {title: x}\n'), async (session) => {
      const recorder = record(session);
      const interrupt = new AbortController();
      writeFileSync(join(session.folder, 'a.txt'), 'a');
      await recorder.type('cat a.tx');
      expect(recorder.drop()).to.equal('cat a.tx');
      await recorder.type('sleep 1', interrupt.signal, async () => {
        interrupt.abort();
        return { stdout: '', stderr: '', code: 130 };
      });
      await recorder.type('cat a.txt');
      const { steps } = recorder.finish({ name: 's', title: 'S' });
      expect(steps.map(({ title, files }) => ({ title, files }))).to.deep.equal([{ title: 'cat a.txt', files: { 'a.txt': 'a' } }]);
      expect(recorder.drop()).to.equal('cat a.txt');
      expect(recorder.drop()).to.equal(undefined);
    }));

  it('leaves files to the line that wrote them, wherever it ran', () =>
    within(scenarioOf('- {title: x}\n'), async (session) => {
      const recorder = record(session);
      await recorder.type('kubectl config view', undefined, async () => {
        writeFileSync(join(session.folder, 'written.txt'), 'by the line itself');
        return { stdout: '', stderr: '', code: 0 };
      });
      await recorder.type('ls');
      expect(recorder.finish({ name: 's', title: 'S' }).steps.map(({ files }) => files)).to.deep.equal([undefined, undefined]);
    }));

  it('gives a scenario that runs green unchanged, with any seed', async () => {
    const { scenario } = parseScenario(await recorded(), 'recorded.yaml');
    expect(scenario.steps).to.have.length(10);
    expect(scenario.steps[0]!.files).to.deep.equal({ 'psp.yaml': POLICY });
    expect(scenario.steps[1]!.files).to.deep.equal({});
    for (const seed of [1, 8]) expect((await resultOf(scenario, { seed })).steps.flatMap(failureLines), `seed ${seed}`).to.deep.equal([]);
  });

  it('which turns red when a policy is changed', async () => {
    const text = (await recorded()).replace('privileged: false', 'privileged: true');
    const result = await resultOf(parseScenario(text, 'recorded.yaml').scenario);
    expect(result.ok).to.equal(false);
    expect(failureLines(result.steps.at(-1)!))
      .to.include('exit code: expected 1, got 0')
      .and.to.include('+ pod/p created');
  });

  it('makes patterns of uids, times, generated names and keys, and leaves the rest', () => {
    expect(generalise('')).to.deep.equal({ empty: true });
    expect(generalise('pod/web created\n')).to.equal('pod/web created\n');
    expect(generalise('pod/web-6dc5cd68db-x7k2p created\n')).to.deep.equal({ lines: 'pod/web-[..] created\n' });
    expect(generalise('  uid: 0b9c2f6e-1d2a-4c3b-8a59-1f0e3d2c4b5a\n  creationTimestamp: "2021-01-15T12:00:00Z"\n')).to.deep.equal({
      lines: '  uid: [..]\n  creationTimestamp: "[..]"\n',
    });
    expect(generalise('NAME   STATUS   AGE\nteam   Active   12s\n')).to.deep.equal({
      table: 'NAME   STATUS   AGE\nteam   Active   [..]\n',
    });
  });
});

describe('scenarios: updating', () => {
  it('rewrites what deviates in place, and keeps comments', async () => {
    const text = `# Mine.
akslab: 1
title: T
steps:
# The first.
- title: A
  run: # short
    run: echo new
    expect: {stdout: old}
- title: B
  run:
  - echo fine
  - run: sh -c 'echo gone; exit 3'
- title: C
  run: "false"
`;
    const { scenario, document } = parseScenario(text, 's.yaml');
    const updates = update(document, await resultOf(scenario, { failFast: false, pastDeviations: true }));
    expect(updates).to.deep.equal([
      { step: 'a', what: 'stdout' },
      { step: 'b', what: 'code' },
      { step: 'c', what: 'code' },
    ]);
    const after = document.toString({ lineWidth: 0 });
    expect(after).to.contain('# Mine.').and.to.contain('# The first.').and.to.contain('# short');
    expect((await resultOf(parseScenario(after, 's.yaml').scenario)).ok).to.equal(true);
  });
});
