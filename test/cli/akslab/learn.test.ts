import { expect } from 'chai';
import { akslabOn } from '../../../cli/akslab/learn/attached.ts';
import { completer } from '../../../cli/akslab/learn/complete.ts';
import { Screen } from '../../../cli/akslab/learn/screen.ts';
import { createMemoryLab } from '../../../cli/shared/memory-lab.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';
import { styleFor } from '../../../cli/shared/style.ts';
import { makeCluster } from '../../../scenarios/clusters.ts';
import { memoryHost } from '../../../scenarios/host.ts';
import { openSession, type Session } from '../../../scenarios/session.ts';

describe('akslab at the prompt of learn', () => {
  const run = async (...args: string[]) => {
    const terminal = memoryTerminal();
    const lab = createMemoryLab({ home: '/home' });
    const code = await akslabOn(lab)(args, terminal, lab);
    return { code, out: terminal.out, err: terminal.err };
  };

  it('opens no second prompt', async () => {
    for (const line of ['learn', 'learn walkthrough', 'shell', 'scenario record x.yaml'])
      expect(await run(...line.split(' ')), line).to.deep.equal({
        code: 1,
        out: '',
        err: `akslab: "${line.startsWith('scenario') ? 'scenario record' : line.split(' ')[0]}" opens a prompt of its own: leave this one first, with "quit"\n`,
      });
  });

  it('answers what opens none', async () => {
    expect((await run('learn', '--list')).code).to.equal(0);
    expect((await run('shell', '--help')).out).to.contain('Usage: akslab shell');
    expect((await run('version')).out).to.contain('az 2.45.0');
  });
});

describe('completion at the prompt of learn', () => {
  let session: Session;

  before(async () => {
    const host = memoryHost();
    const cluster = { version: '1.18.8', podSecurityPolicy: true, nodes: 1, group: 'myResourceGroup', name: 'myAKSCluster' };
    session = await openSession({ host, cluster, programs: { akslab: akslabOn(host.lab) } });
    expect(await makeCluster(cluster, session)).to.equal(undefined);
    session.writeFiles({ 'pod.yaml': '', 'psp/one.yaml': '' });
    await session.run("kubectl create role reads -n default --verb=get --resource=pods\nalias k='kubectl --namespace kube-system'");
  });
  after(() => session.close());

  /** What the cursor's word could become. */
  const completed = async (line: string) => (await completer(session)(line))[0];

  for (const [line, found] of Object.entries({
    kub: ['kubectl '],
    'kubectl rollo': ['rollout '],
    'kubectl get -n default rol': ['rolebindings ', 'roles '],
    'kubectl get rolebindings -n kube-system default:p': ['default:privileged '],
    'k describe rolebinding default:p': ['default:privileged '],
    'kubectl get roles/re': ['roles/reads '],
    'kubectl create -f p': ['pod.yaml ', 'psp/'],
    'kubectl create -f psp/': ['psp/one.yaml '],
    'kubectl apply --file': ['--filename='],
    'kubectl get psp | kubectl des': ['describe '],
    'az fea': ['feature '],
    'az aks update --enable-p': ['--enable-pod-security-policy '],
    'az aks show -o t': ['table ', 'tsv '],
    'az vm': [],
    'akslab clo': ['clock '],
    'akslab clock adv': ['advance '],
    'cat po': ['pod.yaml '],
  }))
    it(`offers for "${line}": ${found.join('') || 'nothing'}`, async () => expect(await completed(line)).to.deep.equal(found));
});

describe('what learn says is missing', () => {
  it('is what a check wants, and what there is instead', () => {
    const written: string[] = [];
    const screen = new Screen(
      { write: (text) => written.push(text), columns: 80 },
      styleFor({ isTTY: false, columns: 80, write: () => undefined }, {}),
    );
    const answer = { outcome: { stdout: '', stderr: '', code: 0 }, done: false, waitsFor: ['`kubectl get psp`'] };
    const checks = [
      { ok: true, what: 'namespace a exists' },
      { ok: false, what: 'pod p has status.phase "Running"', found: 'status.phase "Pending"' },
      { ok: false, what: 'psp b exists', found: 'Error from server (NotFound): no' },
    ];
    screen.missing({ ...answer, checks });
    screen.missing({ ...answer, checks });
    expect(written).to.deep.equal([
      'not yet: pod p has status.phase "Running" (now: status.phase "Pending")\nnot yet: psp b exists\nnot yet: `kubectl get psp`\n',
    ]);
  });
});
