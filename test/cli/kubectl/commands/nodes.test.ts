import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const NODE = 'aks-nodepool1-12345678-vmss000000';

async function pass({ lab }: KubectlLab, seconds: number): Promise<void> {
  const end = lab.clock.now() + seconds * 1000;
  while (lab.clock.now() < end) await lab.change({ until: end });
}

describe('kubectl cordon, uncordon', () => {
  it('say what became of the node', async () => {
    const { run } = await kubectlLab();
    expect((await run(`cordon ${NODE}`)).out).to.equal(`node/${NODE} cordoned\n`);
    expect((await run(`cordon ${NODE}`)).out).to.equal(`node/${NODE} already cordoned\n`);
    expect((await run(`get node ${NODE} --no-headers`)).out).to.contain('Ready,SchedulingDisabled');
    expect((await run(`uncordon ${NODE} --dry-run=client`)).out).to.equal(`node/${NODE} uncordoned (dry run)\n`);
    expect((await run('uncordon -l agentpool=nodepool1')).out).to.equal(`node/${NODE} uncordoned\n`);
  });

  it('want a node', async () => {
    const { run } = await kubectlLab();
    expect((await run('cordon')).err).to.equal("error: USAGE: cordon NODE [flags]\nSee 'kubectl cordon -h' for help and examples\n");
    expect((await run('uncordon x -l a=b')).err).to.equal(
      "error: cannot specify both a node name and a --selector option\nSee 'kubectl uncordon -h' for help and examples\n",
    );
    expect((await run('cordon nope')).err).to.equal('Error from server (NotFound): nodes "nope" not found\n');
  });
});

describe('kubectl drain', () => {
  it('stops at pods that nobody would make again', async () => {
    const cluster = await kubectlLab();
    await cluster.run('run solo --image=nginx');
    await pass(cluster, 5);
    expect(await cluster.run(`drain ${NODE}`)).to.deep.equal({
      code: 1,
      out: `node/${NODE} cordoned\n`,
      err: `error: unable to drain node "${NODE}", aborting command...\n\nThere are pending nodes to be drained:\n ${NODE}\nerror: cannot delete Pods not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet (use --force to override): default/solo\n`,
    });
    expect(await cluster.run(`drain ${NODE} --force`)).to.deep.equal({
      code: 0,
      out: `node/${NODE} already cordoned\nevicting pod default/solo\npod/solo evicted\nnode/${NODE} drained\n`,
      err: 'WARNING: deleting Pods not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet: default/solo\n',
    });
  });

  it('stops at emptyDir volumes', async () => {
    const cluster = await kubectlLab({
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: solo}\nspec:\n  containers: [{name: c, image: nginx}]\n  volumes: [{name: v, emptyDir: {}}]\n',
    });
    await cluster.run('apply -f pod.yaml');
    await pass(cluster, 5);
    expect((await cluster.run(`drain ${NODE} --force`)).err).to.match(
      /\nerror: cannot delete Pods with local storage \(use --delete-emptydir-data to override\): default\/solo\n$/,
    );
    expect((await cluster.run(`drain ${NODE} --force --delete-emptydir-data`)).out).to.match(/pod\/solo evicted\n/);
  });

  it('leaves the pods of daemon sets', async () => {
    const cluster = await kubectlLab({
      'ds.yaml':
        'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec: {containers: [{name: c, image: nginx}]}\n',
    });
    await cluster.run('apply -f ds.yaml');
    await pass(cluster, 5);
    expect((await cluster.run(`drain ${NODE}`)).err).to.match(
      /\nerror: cannot delete DaemonSet-managed Pods \(use --ignore-daemonsets to ignore\): default\/agent-\w{5}\n$/,
    );
    const { code, out, err } = await cluster.run(`drain ${NODE} --ignore-daemonsets`);
    expect([code, out]).to.deep.equal([0, `node/${NODE} already cordoned\nnode/${NODE} drained\n`]);
    expect(err).to.match(/^WARNING: ignoring DaemonSet-managed Pods: default\/agent-\w{5}\n$/);
  });

  it('waits for disruption budgets until its time is over', async () => {
    const cluster = await kubectlLab();
    await cluster.run('create deployment web --image=nginx');
    await cluster.run('create pdb web --selector=app=web --min-available=1');
    await pass(cluster, 5);
    const { code, err } = await cluster.run(`drain ${NODE} --timeout=8s`);
    expect(code).to.equal(1);
    expect(
      err.match(
        /^error when evicting pods\/"web-[\w-]+" -n "default" \(will retry after 5s\): Cannot evict pod as it would violate the pod's disruption budget\.$/gm,
      ),
    ).to.have.length(2);
    expect((await cluster.run(`drain ${NODE} --disable-eviction`)).out).to.match(
      /deleting pod default\/web-[\w-]+\npod\/web-[\w-]+ deleted\n/,
    );
  });

  it('only shows with --dry-run what it would do', async () => {
    const cluster = await kubectlLab();
    await cluster.run('create deployment web --image=nginx');
    await pass(cluster, 5);
    expect((await cluster.run(`drain ${NODE} --dry-run=client`)).out).to.match(
      new RegExp(
        `^node/${NODE} cordoned \\(dry run\\)\nevicting pod default/web-\\S+ \\(dry run\\)\nnode/${NODE} drained \\(dry run\\)\n$`,
      ),
    );
    expect((await cluster.run('get pods --no-headers')).out).to.contain('Running');
  });
});

describe('kubectl taint', () => {
  for (const [line, out, err] of [
    ['a=b:NoSchedule', 'tainted', ''],
    ['a=c:NoSchedule', '', `error: node ${NODE} already has a taint(s) with same effect(s) and --overwrite is false\n`],
    ['a=c:NoSchedule --overwrite', 'modified', ''],
    ['x:NoExecute a-', 'modified', ''],
    ['x:NoExecute-', 'untainted', ''],
    ['x-', '', 'error: taint "x" not found\n'],
    ['x:NoExecute-', '', 'error: taint "x:NoExecute" not found\n'],
    ['a=b:Nope', '', "error: invalid taint effect: Nope, unsupported taint effect\nSee 'kubectl taint -h' for help and examples\n"],
    [
      'a:NoSchedule a:NoSchedule-',
      '',
      'error: can not both modify and remove the following taint(s) in the same command: {"a":"NoSchedule"}\n',
    ],
    ['a:NoSchedule pods', '', 'error: all resources must be specified before taint changes: pods\n'],
    ['', '', 'error: at least one taint update is required\n'],
  ] as const) {
    it(`says of ${line || 'nothing'}: ${out || err.trim()}`, async () => {
      expect(await shared.run(`taint nodes ${NODE} ${line}`)).to.deep.equal({
        code: out ? 0 : 1,
        out: out && `node/${NODE} ${out}\n`,
        err,
      });
    });
  }
  let shared: KubectlLab;
  before(async () => (shared = await kubectlLab()));

  it('wants nodes', async () => {
    const { run } = await kubectlLab();
    expect((await run('taint pods x a=b:NoSchedule')).err).to.equal('error: invalid resource type pods, only [node nodes] are supported\n');
    expect((await run('taint nodes a=b:NoSchedule')).err).to.equal(
      "error: at least one resource name must be specified since 'all' parameter is not set\n",
    );
  });
});
