import { expect } from 'chai';
import { workbench, workload } from './workbench.ts';

const image = (name: string): object => ({ spec: { template: { spec: { containers: [{ name: 'a', image: name }] } } } });
const conditions = (object: any): string[] =>
  (object.status.conditions ?? []).map((c: any) => `${c.type}=${c.status} ${c.reason} ${c.message}`);
const sizes = (bench: ReturnType<typeof workbench>): number[] =>
  bench
    .list('replicasets')
    .sort((a, b) => Date.parse(a.metadata.creationTimestamp) - Date.parse(b.metadata.creationTimestamp))
    .map((set) => set.spec.replicas);

describe('deployments', () => {
  it('have a replica set named after their template, with its hash on all that is theirs', () => {
    const bench = workbench();
    bench.create('deployments', workload('web', { replicas: 2 }));
    const [set] = bench.list('replicasets');
    const hash = set.metadata.labels['pod-template-hash'];
    expect(hash).to.match(/^[456789bcdf]{8,10}$/);
    expect(set.metadata.name).to.equal(`web-${hash}`);
    expect(set.spec.selector.matchLabels).to.deep.equal({ app: 'web', 'pod-template-hash': hash });
    expect(set.metadata.annotations).to.deep.equal({
      'deployment.kubernetes.io/desired-replicas': '2',
      'deployment.kubernetes.io/max-replicas': '3',
      'deployment.kubernetes.io/revision': '1',
    });
    expect(bench.pods().every((line) => line.startsWith(`web-${hash}-`))).to.equal(true);
    expect(bench.events('web')).to.deep.equal([`1 Normal ScalingReplicaSet Scaled up replica set web-${hash} to 2`]);
  });

  it('say how it went', () => {
    const bench = workbench();
    bench.create('deployments', workload('web', { replicas: 2 }));
    const web = bench.get('deployments', 'web');
    expect(web.metadata.annotations).to.deep.equal({ 'deployment.kubernetes.io/revision': '1' });
    expect(web.status).to.include({ replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2, observedGeneration: 1 });
    expect(conditions(web)).to.deep.equal([
      'Available=True MinimumReplicasAvailable Deployment has minimum availability.',
      `Progressing=True NewReplicaSetAvailable ReplicaSet "${bench.list('replicasets')[0].metadata.name}" has successfully progressed.`,
    ]);
  });

  it('leave nothing due once they are complete', () => {
    const bench = workbench({ latency: 'short' });
    bench.create('deployments', workload('web', { replicas: 1 }));
    bench.pass(2);
    const hour = bench.cluster.clock.now() + 3_600_000;
    expect(bench.cluster.nextDue() ?? Infinity).to.be.at.least(hour - 5000);
  });

  it('roll step by step, never more than surge above nor fewer available than they may', () => {
    const bench = workbench({ latency: 'short' });
    bench.create('deployments', workload('web', { replicas: 4, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } }));
    bench.pass(5);
    bench.change('deployments', 'web', image('nginx:2'));
    for (let i = 0; i < 40; i++) {
      const { status } = bench.get('deployments', 'web');
      expect(sizes(bench).reduce((a, b) => a + b)).to.be.at.most(5);
      expect(status.availableReplicas).to.be.at.least(3);
      bench.pass(0.25);
    }
    expect(sizes(bench)).to.deep.equal([0, 4]);
    expect(bench.list('pods').map((p) => p.spec.containers[0].image)).to.deep.equal(Array(4).fill('nginx:2'));
  });

  it('stop where the new image does not come up, and say so after the deadline', () => {
    const bench = workbench();
    bench.create('deployments', workload('web', { replicas: 4, progressDeadlineSeconds: 60 }));
    bench.pass(1);
    bench.change('deployments', 'web', image('akslab.example/not-found'));
    expect(sizes(bench)).to.deep.equal([3, 2]);
    bench.pass(70);
    expect(conditions(bench.get('deployments', 'web'))[1]).to.match(
      /^Progressing=False ProgressDeadlineExceeded ReplicaSet "web-\w+" has timed out progressing\.$/,
    );
  });

  it('keep what they had: undone, a revision comes back under a new number', () => {
    const bench = workbench();
    bench.create('deployments', workload('web', { replicas: 1 }));
    bench.pass(1);
    bench.change('deployments', 'web', image('nginx:2'));
    bench.pass(1);
    bench.change('deployments', 'web', image('nginx'));
    const revisions = bench
      .list('replicasets')
      .map((set) => [
        set.spec.template.spec.containers[0].image,
        set.metadata.annotations['deployment.kubernetes.io/revision'],
        set.spec.replicas,
      ]);
    expect(revisions).to.have.deep.members([
      ['nginx', '3', 1],
      ['nginx:2', '2', 0],
    ]);
    expect(bench.get('deployments', 'web').metadata.annotations['deployment.kubernetes.io/revision']).to.equal('3');
  });

  it('forget what is older than their history', () => {
    const bench = workbench();
    bench.create('deployments', workload('web', { replicas: 1, revisionHistoryLimit: 1 }));
    for (const tag of ['2', '3', '4']) {
      bench.pass(1);
      bench.change('deployments', 'web', image(`nginx:${tag}`));
    }
    expect(bench.list('replicasets').map((set) => set.spec.template.spec.containers[0].image)).to.have.members(['nginx:3', 'nginx:4']);
  });

  it('do not roll while they are paused, but can be scaled', () => {
    const bench = workbench();
    bench.create('deployments', workload('web', { replicas: 2 }));
    bench.change('deployments', 'web', { spec: { paused: true } });
    bench.change('deployments', 'web', image('nginx:2'));
    bench.change('deployments', 'web', { spec: { replicas: 3 } });
    expect(sizes(bench)).to.deep.equal([3]);
    bench.change('deployments', 'web', { spec: { paused: false } });
    expect(bench.list('pods').map((p) => p.spec.containers[0].image)).to.deep.equal(Array(3).fill('nginx:2'));
  });

  it('that recreate wait for the old pods to go', () => {
    const bench = workbench({ latency: 'short' });
    bench.create('deployments', workload('web', { replicas: 2, strategy: { type: 'Recreate' } }));
    bench.pass(2);
    bench.change('deployments', 'web', image('nginx:2'));
    expect(bench.list('replicasets')).to.have.length(1);
    expect(bench.pods().map((line) => line.split(' ')[2])).to.deep.equal(['Terminating', 'Terminating']);
    bench.pass(5);
    expect(bench.list('pods').map((p) => p.spec.containers[0].image)).to.deep.equal(['nginx:2', 'nginx:2']);
  });

  it('share a new size among their replica sets in the middle of a roll', () => {
    const bench = workbench();
    bench.create('deployments', workload('web', { replicas: 10, strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } }));
    bench.pass(1);
    bench.change('deployments', 'web', image('akslab.example/not-found'));
    expect(sizes(bench)).to.deep.equal([8, 5]);
    bench.change('deployments', 'web', { spec: { replicas: 15 } });
    expect(sizes(bench)).to.deep.equal([11, 7]);
  });
});

describe('replica sets', () => {
  it('make up for a pod that goes', () => {
    const bench = workbench();
    bench.create('replicasets', workload('web', { replicas: 2 }));
    const [first] = bench.list('pods');
    bench.remove('pods', first.metadata.name);
    const names = bench.list('pods').map((p) => p.metadata.name);
    expect(names).to.have.length(2).and.not.include(first.metadata.name);
  });

  it('adopt what they select and let go of what they no longer do', () => {
    const bench = workbench();
    bench.create('pods', { metadata: { name: 'mine', labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'nginx' }] } });
    bench.create('replicasets', workload('web', { replicas: 1 }));
    expect(bench.list('pods').map((p) => p.metadata.name)).to.deep.equal(['mine']);
    expect(bench.get('pods', 'mine').metadata.ownerReferences[0]).to.include({ kind: 'ReplicaSet', name: 'web', controller: true });
    bench.change('pods', 'mine', { metadata: { labels: { app: 'other' } } });
    expect(bench.get('pods', 'mine').metadata.ownerReferences).to.equal(undefined);
    expect(bench.list('pods')).to.have.length(2);
  });

  it('count as available what has been ready for long enough', () => {
    const bench = workbench();
    bench.create('replicasets', workload('web', { replicas: 2, minReadySeconds: 10 }));
    expect(bench.get('replicasets', 'web').status).to.deep.equal({
      replicas: 2,
      fullyLabeledReplicas: 2,
      readyReplicas: 2,
      observedGeneration: 1,
    });
    bench.pass(10);
    expect(bench.get('replicasets', 'web').status.availableReplicas).to.equal(2);
  });

  it('combine their events beyond nine of a kind', () => {
    const bench = workbench();
    bench.create('replicasets', workload('web', { replicas: 15 }));
    const events = bench.events('web');
    expect(events).to.have.length(10);
    expect(events.at(-1)).to.match(/^6 Normal SuccessfulCreate \(combined from similar events\): Created pod: web-\w{5}$/);
  });
});
