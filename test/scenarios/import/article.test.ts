import { expect } from 'chai';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importScenario } from '../../../scenarios/import/index.ts';
import { parseScenario } from '../../../scenarios/load.ts';
import { failureLines } from '../../../scenarios/reports/failure.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { resultOf } from '../../support/scenario.ts';

const ARTICLE = join(import.meta.dirname, 'article.md');

describe('scenarios: importing an article', () => {
  const scratch = scratchFolder();

  it('finds what the article gets wrong, by itself', async () => {
    const { findings } = await importScenario(ARTICLE);
    expect(findings.map((f) => [f.line, f.message.replace(/[.:].*/s, '')])).to.deep.equal([
      [89, 'The row of privileged has, behind its last column VOLUMES, a further value'],
      [100, 'The text says system'],
      [277, 'psp-deny-privileged'],
      [315, 'psp-deny-privileged-clusterrole'],
      [359, 'The text names nginx-privileged'],
      [368, '`kubectl-nonadminuser get pods` is a command, but its block is marked as output'],
    ]);
    const messages = findings.map((f) => f.message).join('\n');
    expect(messages).to.contain('The text says system:authenticated, but the output shows system:masters.');
    expect(messages).to.contain('Mended: line 16 moved 1 to the right.');
    expect(messages).to.contain('Mended: line 8 moved 1 to the left, line 10 moved 1 to the left, line 12 moved 1 to the left.');
    expect(messages).to.contain('the command uses nginx-unprivileged.yaml');
  });

  it('gives a scenario that runs, with the findings as errata', async () => {
    const { text } = await importScenario(ARTICLE);
    const { scenario } = parseScenario(text, 'article.yaml');
    const result = await resultOf(scenario);
    expect(result.steps.flatMap(failureLines)).to.deep.equal([]);
    expect(result.ok).to.equal(true);
    expect(scenario.steps.filter((s) => s.erratum)).to.have.length(6);
    expect(scenario.cluster).to.include({ group: 'myResourceGroup', name: 'myAKSCluster' });
  });

  it('finds other slips of the same kinds in an article that nobody has seen, and none in a clean one', async () => {
    const page = (policy: string, fence: string) =>
      `# Title\n\n1. Create a file named \`q.yaml\`:\n\n    \`\`\`yaml\n${policy.replace(/^/gm, '    ')}\n    \`\`\`\n\n2. Create it:\n\n    \`\`\`console\n    kubectl apply -f q.yaml\n    \`\`\`\n\n3. Look:\n\n    \`\`\`${fence}\n    kubectl get namespace q\n    \`\`\`\n`;
    const good = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: q\n  labels:\n    a: b';
    const write = (text: string) => {
      const path = join(scratch.path, 'page.md');
      writeFileSync(path, text);
      return path;
    };
    expect((await importScenario(write(page(good, 'console')))).findings).to.deep.equal([]);
    const { findings } = await importScenario(write(page(good.replace('  labels', '   labels'), 'output')));
    expect(findings.map((f) => f.message.split(/ as printed| is a/)[0])).to.deep.equal(['q.yaml', '`kubectl get namespace q`']);
  });

  it('says where the cluster answers otherwise than the page', async () => {
    const path = join(scratch.path, 'page.md');
    writeFileSync(
      path,
      readFileSync(ARTICLE, 'utf8').replace(
        'pods "nginx-privileged" is forbidden: unable to validate against any pod security policy: []',
        'pods "nginx-privileged" is forbidden: no',
      ),
    );
    const { findings } = await importScenario(path);
    expect(findings.map((f) => f.message)).to.include(
      '`kubectl-nonadminuser apply -f nginx-privileged.yaml` answers otherwise than printed; the answer of the cluster is taken.',
    );
  });

  it('reads a Killercoda folder', async () => {
    const folder = join(scratch.path, 'killer');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(
      join(folder, 'index.json'),
      JSON.stringify({
        title: 'K',
        description: 'D',
        details: {
          steps: [
            { title: 'One', text: 'one.md', verify: 'verify.sh' },
            { title: 'Two', text: 'two.md', verify: 'docker.sh' },
            { title: 'Three', text: 'two.md', verify: 'missing.sh' },
          ],
          assets: { host01: [{ file: 'a.yaml', target: '/root' }] },
        },
      }),
    );
    writeFileSync(join(folder, 'one.md'), 'Look:\n\n`kubectl get ns`{{exec}}\n\n```bash\nkubectl create ns x\n```{{exec}}\n');
    writeFileSync(join(folder, 'two.md'), '`kubectl get ns x`{{exec}}\n');
    writeFileSync(join(folder, 'verify.sh'), '#!/bin/bash\nkubectl get ns x\n');
    writeFileSync(join(folder, 'docker.sh'), 'docker ps\n');
    writeFileSync(join(folder, 'assets/a.yaml'), 'a: 1\n');
    const { text, findings } = await importScenario(folder);
    const { scenario } = parseScenario(text, 'k.yaml');
    expect(scenario.steps.map((s) => s.run[0]!.run.trim())).to.deep.equal([
      'kubectl get ns',
      'kubectl create ns x',
      'kubectl get ns x',
      'kubectl get ns x',
    ]);
    expect(scenario.steps.map((s) => s.check)).to.deep.equal([[], [{ command: { run: 'kubectl get ns x', expect: {} } }], [], []]);
    expect(scenario.files).to.deep.equal({ 'a.yaml': 'a: 1\n' });
    expect(findings.map(({ message }) => message)).to.deep.equal([
      'the script missing.sh, which checks a step, is not there.',
      'the script that checks the step "Two" does not hold here (code: 127); write its condition as a check by hand.',
    ]);
    expect((await resultOf(scenario)).ok).to.equal(true);
  });
});
