import { expect } from 'chai';
import { NODES, template, WITH_NODES, workbench, workload } from './workbench.ts';

const image = (name: string): object => ({ spec: { template: { spec: { containers: [{ name: 'a', image: name }] } } } });
const images = (bench: ReturnType<typeof workbench>): string[] => bench.list('pods').map((p) => p.spec.containers[0].image);

describe('daemon sets', () => {
  it('have a pod on each node, cordoned ones too', () => {
    const bench = workbench(WITH_NODES);
    bench.cluster.ask(
      'PATCH',
      `/api/v1/nodes/${NODES[0]!.name}`,
      { spec: { unschedulable: true } },
      { headers: { 'content-type': 'application/merge-patch+json' } },
    );
    bench.create('daemonsets', workload('agent'));
    expect(bench.list('pods').map((p) => p.spec.nodeName)).to.have.members(NODES.map(({ name }) => name));
    expect(bench.get('daemonsets', 'agent').status).to.deep.include({
      currentNumberScheduled: 2,
      desiredNumberScheduled: 2,
      numberReady: 2,
      numberAvailable: 2,
      updatedNumberScheduled: 2,
      numberMisscheduled: 0,
    });
  });

  it('have none where there is no node', () => {
    const bench = workbench();
    bench.create('daemonsets', workload('agent'));
    expect(bench.get('daemonsets', 'agent').status).to.deep.include({ desiredNumberScheduled: 0, currentNumberScheduled: 0 });
  });

  it('replace one pod at a time, and keep a revision of each template', () => {
    const bench = workbench({ ...WITH_NODES, latency: 'short' });
    bench.create('daemonsets', workload('agent'));
    bench.pass(3);
    bench.change('daemonsets', 'agent', image('nginx:2'));
    bench.pass(1);
    expect(bench.get('daemonsets', 'agent').status.numberAvailable).to.equal(1);
    bench.pass(10);
    expect(images(bench)).to.deep.equal(['nginx:2', 'nginx:2']);
    expect(bench.list('controllerrevisions').map((r) => r.revision)).to.have.members([1, 2]);
  });

  it('leave a node that they no longer want', () => {
    const bench = workbench(WITH_NODES);
    bench.create('daemonsets', workload('agent'));
    bench.change('daemonsets', 'agent', { spec: { template: { spec: { nodeSelector: { 'kubernetes.io/hostname': NODES[1]!.name } } } } });
    bench.pass(5);
    expect(bench.list('pods').map((p) => p.spec.nodeName)).to.deep.equal([NODES[1]!.name]);
  });
});

describe('stateful sets', () => {
  const set = (spec: object = {}) => workload('db', { serviceName: 'db', replicas: 3, ...spec });

  it('bring up their pods in order, the next when the last is ready', () => {
    const bench = workbench({ latency: 'short' });
    bench.create('statefulsets', set());
    expect(bench.pods()).to.deep.equal(['db-0 0/1 ContainerCreating 0']);
    bench.pass(1);
    expect(bench.pods()).to.deep.equal(['db-0 1/1 Running 0', 'db-1 0/1 ContainerCreating 0']);
    bench.pass(2);
    expect(bench.pods()).to.deep.equal(['db-0 1/1 Running 0', 'db-1 1/1 Running 0', 'db-2 1/1 Running 0']);
    const { metadata, spec } = bench.get('pods', 'db-1');
    expect(metadata.labels).to.include({
      'statefulset.kubernetes.io/pod-name': 'db-1',
      'controller-revision-hash': bench.list('controllerrevisions')[0].metadata.name,
    });
    expect(spec).to.include({ hostname: 'db-1', subdomain: 'db' });
  });

  it('bring them up together where they may', () => {
    const bench = workbench({ latency: 'short' });
    bench.create('statefulsets', set({ podManagementPolicy: 'Parallel' }));
    expect(bench.pods()).to.have.length(3);
  });

  it('roll from the last to the first, down to the partition', () => {
    const bench = workbench();
    bench.create('statefulsets', set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } }));
    bench.change('statefulsets', 'db', image('nginx:2'));
    bench.pass(5);
    expect(images(bench)).to.deep.equal(['nginx', 'nginx:2', 'nginx:2']);
    const { status } = bench.get('statefulsets', 'db');
    expect(status).to.include({ replicas: 3, readyReplicas: 3, updatedReplicas: 2, currentReplicas: 1 });
    expect(status.currentRevision).to.not.equal(status.updateRevision);
    bench.change('statefulsets', 'db', { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } });
    bench.pass(5);
    expect(images(bench)).to.deep.equal(['nginx:2', 'nginx:2', 'nginx:2']);
    expect(bench.get('statefulsets', 'db').status.currentRevision).to.equal(status.updateRevision);
  });

  it('give up the last first', () => {
    const bench = workbench();
    bench.create('statefulsets', set());
    bench.change('statefulsets', 'db', { spec: { replicas: 1 } });
    bench.pass(5);
    expect(bench.pods()).to.deep.equal(['db-0 1/1 Running 0']);
  });

  it('have claims of their own, which stay', () => {
    const bench = workbench(WITH_NODES);
    const volumeClaimTemplates = [
      { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
    ];
    bench.create('statefulsets', set({ replicas: 1, volumeClaimTemplates }));
    expect(bench.pods()).to.deep.equal(['db-0 1/1 Running 0']);
    expect(bench.get('persistentvolumeclaims', 'data-db-0').status).to.deep.include({ phase: 'Bound', capacity: { storage: '1Gi' } });
    bench.remove('statefulsets', 'db');
    bench.pass(5);
    expect(bench.pods()).to.deep.equal([]);
    expect(bench.get('persistentvolumeclaims', 'data-db-0').status.phase).to.equal('Bound');
  });
});

describe('jobs', () => {
  const job = (name: string, command: string[], spec: object = {}, restartPolicy = 'Never') => ({
    metadata: { name },
    spec: { template: template(name, { image: 'busybox', command }, { restartPolicy }), ...spec },
  });

  it('run as many pods as must complete, so many at a time', () => {
    const bench = workbench();
    bench.create('jobs', job('sum', ['sleep', '5'], { completions: 3, parallelism: 2 }));
    expect(bench.get('jobs', 'sum').status).to.deep.equal({ startTime: '2020-06-01T00:00:00Z', active: 2 });
    bench.pass(5);
    expect(bench.get('jobs', 'sum').status).to.include({ active: 1, succeeded: 2 });
    bench.pass(5);
    const { status } = bench.get('jobs', 'sum');
    expect(status).to.include({ succeeded: 3, completionTime: '2020-06-01T00:00:10Z' });
    expect(status.conditions).to.deep.equal([
      { type: 'Complete', status: 'True', lastProbeTime: '2020-06-01T00:00:10Z', lastTransitionTime: '2020-06-01T00:00:10Z' },
    ]);
    expect(bench.events('sum').at(-1)).to.equal('1 Normal Completed Job completed');
  });

  it('give up after so many failures, ever more slowly', () => {
    const bench = workbench();
    bench.create('jobs', job('bad', ['false'], { backoffLimit: 2 }));
    expect(bench.pods()).to.have.length(1);
    bench.pass(10);
    expect(bench.pods()).to.have.length(2);
    bench.pass(20);
    expect(bench.pods()).to.have.length(3);
    expect(bench.get('jobs', 'bad').status).to.deep.include({ failed: 3 });
    expect(bench.get('jobs', 'bad').status.conditions[0]).to.include({
      type: 'Failed',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    });
  });

  it('end at their deadline', () => {
    const bench = workbench();
    bench.create('jobs', job('late', ['sleep', '1000'], { activeDeadlineSeconds: 30 }));
    bench.pass(31);
    expect(bench.get('jobs', 'late').status.conditions[0]).to.include({
      type: 'Failed',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    });
    bench.pass(31);
    expect(bench.pods()).to.deep.equal([]);
  });

  it('are started by cron jobs at their times, and kept for as long as their history', () => {
    const bench = workbench();
    bench.create('cronjobs', {
      metadata: { name: 'tick' },
      spec: {
        schedule: '*/5 * * * *',
        jobTemplate: { spec: { template: template('tick', { image: 'busybox', command: ['true'] }, { restartPolicy: 'OnFailure' }) } },
      },
    });
    bench.pass(299);
    expect(bench.list('jobs')).to.deep.equal([]);
    bench.pass(1);
    expect(bench.list('jobs').map((j) => j.metadata.name)).to.deep.equal([`tick-${Date.parse('2020-06-01T00:05:00Z') / 1000}`]);
    expect(bench.get('cronjobs', 'tick').status).to.deep.equal({ lastScheduleTime: '2020-06-01T00:05:00Z' });
    bench.pass(3600);
    expect(bench.list('jobs')).to.have.length(3);
  });

  for (const [concurrencyPolicy, running] of [
    ['Allow', 3],
    ['Forbid', 1],
    ['Replace', 1],
  ] as const) {
    it(`of a cron job run side by side under ${concurrencyPolicy}: ${running}`, () => {
      const bench = workbench();
      bench.create('cronjobs', {
        metadata: { name: 'tick' },
        spec: {
          schedule: '* * * * *',
          concurrencyPolicy,
          jobTemplate: {
            spec: { template: template('tick', { image: 'busybox', command: ['sleep', '1000'] }, { restartPolicy: 'Never' }) },
          },
        },
      });
      bench.pass(190);
      expect(bench.list('jobs').filter((j) => j.status.active)).to.have.length(running);
    });
  }
});

describe('controllers on 1.25, which serves other versions', () => {
  it('run cron jobs, and clear up after them', () => {
    const bench = workbench({ version: '1.25.0' });
    const path = '/apis/batch/v1/namespaces/x/cronjobs';
    bench.cluster.ask('POST', path, {
      metadata: { name: 'tick' },
      spec: {
        schedule: '* * * * *',
        jobTemplate: { spec: { template: template('tick', { image: 'busybox', command: ['true'] }, { restartPolicy: 'Never' }) } },
      },
    });
    bench.pass(150);
    expect(bench.list('jobs')).to.have.length(2);
    expect(bench.cluster.ask('GET', `${path}/tick`).body.status.lastScheduleTime).to.equal('2020-06-01T00:02:00Z');
    bench.cluster.ask('DELETE', `${path}/tick`);
    expect(bench.list('jobs')).to.deep.equal([]);
  });

  it('keep endpoint slices', () => {
    const bench = workbench({ version: '1.25.0' });
    bench.create('deployments', workload('web', { replicas: 2 }));
    bench.create('services', { metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } });
    const [slice] = bench.cluster.ask('GET', '/apis/discovery.k8s.io/v1/namespaces/x/endpointslices').body.items;
    expect(slice.endpoints.map((e: any) => e.conditions.ready)).to.deep.equal([true, true]);
    expect(slice.metadata.labels).to.include({ 'kubernetes.io/service-name': 'web' });
  });
});

describe('owners', () => {
  const kinds = (bench: ReturnType<typeof workbench>): number[] =>
    ['deployments', 'replicasets', 'pods'].map((resource) => bench.list(resource).length);
  const made = () => {
    const bench = workbench();
    bench.create('deployments', workload('web', { replicas: 2 }));
    return bench;
  };

  it('take what is theirs with them, in the background', () => {
    const bench = made();
    bench.remove('deployments', 'web', { propagationPolicy: 'Background' });
    bench.pass(5);
    expect(kinds(bench)).to.deep.equal([0, 0, 0]);
  });

  it('go last in the foreground', () => {
    const bench = workbench({ latency: 'short' });
    bench.create('deployments', workload('web', { replicas: 2 }));
    bench.pass(2);
    bench.remove('deployments', 'web', { propagationPolicy: 'Foreground' });
    expect(kinds(bench)).to.deep.equal([1, 1, 2]);
    expect(bench.get('deployments', 'web').metadata.finalizers).to.deep.equal(['foregroundDeletion']);
    bench.pass(5);
    expect(kinds(bench)).to.deep.equal([0, 0, 0]);
  });

  it('leave orphans behind where that is wanted', () => {
    const bench = made();
    bench.remove('deployments', 'web', { propagationPolicy: 'Orphan' });
    expect(kinds(bench)).to.deep.equal([0, 1, 2]);
    expect(bench.list('replicasets')[0].metadata.ownerReferences).to.equal(undefined);
  });

  it('that never were leave nothing', () => {
    const bench = workbench();
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'gone', uid: '00000000-0000-4000-8000-000000000000' }];
    bench.create('configmaps', { metadata: { name: 'child', ownerReferences } });
    expect(bench.get('configmaps', 'child').code).to.equal(404);
  });
});

describe('a long absence', () => {
  it('is caught up with in no time', () => {
    const bench = workbench({ podSecurityPolicy: true });
    bench.create('deployments', workload('refused', {}, { securityContext: { privileged: true } }));
    bench.create('pods', { metadata: { name: 'crash' }, spec: { containers: [{ name: 'a', image: 'akslab.example/crash' }] } });
    bench.create('cronjobs', {
      metadata: { name: 'tick' },
      spec: {
        schedule: '* * * * *',
        jobTemplate: { spec: { template: template('tick', { image: 'busybox', command: ['true'] }, { restartPolicy: 'Never' }) } },
      },
    });
    const before = bench.cluster.store.revision;
    bench.pass(30 * 24 * 3600);
    expect(bench.cluster.store.revision - before).to.be.below(2000);
    expect(bench.get('pods', 'crash').status.containerStatuses[0].restartCount).to.be.within(8000, 9000);
    expect(bench.get('cronjobs', 'tick').status.lastScheduleTime).to.equal('2020-07-01T00:00:00Z');
  });
});
