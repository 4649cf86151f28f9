import { expect } from 'chai';
import { kubectlLab } from '../kubectl-lab.ts';

const conf = (value: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: conf\ndata:\n  a: "${value}"\n`;
const secret = (value: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  same: x\n  other: ${value}\n`;

describe('kubectl diff', () => {
  it('is silent where an apply would change nothing', async () => {
    const { run } = await kubectlLab({ 'a.yaml': conf('1') });
    await run('apply -f a.yaml');
    expect(await run('diff -f a.yaml')).to.deep.equal({ out: '', err: '', code: 0 });
  });

  it('shows what would change, and changes nothing', async () => {
    const { run } = await kubectlLab({ 'a.yaml': conf('1'), 'b.yaml': conf('2') });
    await run('apply -f a.yaml');
    const { out, code } = await run('diff -f b.yaml');
    expect(code).to.equal(1);
    expect(out).to.match(/^diff -u -N \/tmp\/LIVE-\d+\/v1\.ConfigMap\.default\.conf \/tmp\/MERGED-\d+\/v1\.ConfigMap\.default\.conf\n--- /);
    expect(out).to.contain(' apiVersion: v1\n data:\n-  a: "1"\n+  a: "2"\n kind: ConfigMap\n');
    expect((await run("get cm conf -o jsonpath='{.data.a}'")).out).to.equal('1');
  });

  it('shows an object that does not exist as a whole', async () => {
    const { run } = await kubectlLab({ 'a.yaml': conf('1') });
    expect((await run('diff -f a.yaml')).out).to.contain('\n@@ -0,0 +1,');
  });

  it('never shows what is in a secret', async () => {
    const { run } = await kubectlLab({ 'a.yaml': secret('one'), 'b.yaml': secret('two') });
    await run('create -f a.yaml');
    const { out } = await run('diff -f b.yaml');
    expect(out).to.contain("-  other: '*** (before)'\n+  other: '*** (after)'\n   same: '***'\n");
    expect(out).not.to.contain('b25l');
  });
});
