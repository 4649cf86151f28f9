import { expect } from 'chai';
import { pod, WITH_NODES, workbench, workload } from './workbench.ts';

describe('endpoints', () => {
  const service = (spec: object = {}) => ({
    metadata: { name: 'web', labels: { team: 'a' } },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'web' }], ...spec },
  });
  const ports = [{ name: 'web', containerPort: 8080 }];

  it('are the addresses of the pods that a service selects, the ready ones apart', () => {
    const bench = workbench();
    bench.create('services', service());
    bench.create(
      'deployments',
      workload('web', { replicas: 2 }, { ports, readinessProbe: { initialDelaySeconds: 5, tcpSocket: { port: 80 } } }),
    );
    const ips = bench
      .list('pods')
      .map((p) => p.status.podIP)
      .sort();
    const addresses = (list: any[]): string[] => list.map((a) => a.ip);
    let [subset] = bench.get('endpoints', 'web').subsets;
    expect(subset.addresses).to.equal(undefined);
    expect(addresses(subset.notReadyAddresses)).to.deep.equal(ips);
    bench.pass(5);
    [subset] = bench.get('endpoints', 'web').subsets;
    expect(addresses(subset.addresses)).to.deep.equal(ips);
    expect(subset.ports).to.deep.equal([{ name: 'http', port: 8080, protocol: 'TCP' }]);
    expect(bench.get('endpoints', 'web').metadata.labels).to.deep.equal({ team: 'a' });
  });

  it('go with their service, and follow the pods', () => {
    const bench = workbench();
    bench.create('deployments', workload('web', { replicas: 1 }, { ports }));
    bench.create('services', service());
    bench.change('deployments', 'web', { spec: { replicas: 0 } });
    bench.pass(5);
    expect(bench.get('endpoints', 'web').subsets).to.equal(undefined);
    bench.remove('services', 'web');
    expect(bench.get('endpoints', 'web').code).to.equal(404);
  });

  it('are left alone where a service selects nothing', () => {
    const bench = workbench();
    bench.create('services', service({ selector: undefined }));
    expect(bench.get('endpoints', 'web').code).to.equal(404);
  });
});

describe('disruption budgets', () => {
  it('count what may go', () => {
    const bench = workbench();
    bench.create('deployments', workload('web', { replicas: 4 }));
    bench.create('poddisruptionbudgets', {
      metadata: { name: 'least' },
      spec: { minAvailable: 3, selector: { matchLabels: { app: 'web' } } },
    });
    bench.create('poddisruptionbudgets', {
      metadata: { name: 'most' },
      spec: { maxUnavailable: '50%', selector: { matchLabels: { app: 'web' } } },
    });
    expect(bench.get('poddisruptionbudgets', 'least').status).to.include({
      currentHealthy: 4,
      desiredHealthy: 3,
      disruptionsAllowed: 1,
      expectedPods: 4,
    });
    expect(bench.get('poddisruptionbudgets', 'most').status).to.include({
      currentHealthy: 4,
      desiredHealthy: 2,
      disruptionsAllowed: 2,
      expectedPods: 4,
    });
  });

  it('keep a pod from being evicted', () => {
    const bench = workbench({ latency: 'short' });
    bench.create('deployments', workload('web', { replicas: 2 }));
    bench.pass(3);
    bench.create('poddisruptionbudgets', {
      metadata: { name: 'web' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    });
    const evict = (name: string) =>
      bench.cluster.ask('POST', `/api/v1/namespaces/x/pods/${name}/eviction`, {
        apiVersion: 'policy/v1beta1',
        kind: 'Eviction',
        metadata: { name, namespace: 'x' },
      });
    const [first, second] = bench.list('pods').map((p) => p.metadata.name);
    expect(evict(first).code).to.equal(201);
    expect(evict(second)).to.deep.include({ code: 429 });
    bench.pass(3);
    expect(evict(second).code).to.equal(201);
  });
});

describe('quotas', () => {
  it('count down what goes', () => {
    const bench = workbench();
    bench.create('resourcequotas', { metadata: { name: 'q' }, spec: { hard: { pods: '2', configmaps: '5' } } });
    bench.create('pods', pod('web'));
    expect(bench.get('resourcequotas', 'q').status.used).to.deep.include({ pods: '1' });
    bench.remove('pods', 'web', { gracePeriodSeconds: 0 });
    expect(bench.get('resourcequotas', 'q').status.used).to.deep.include({ pods: '0' });
  });
});

describe('autoscalers', () => {
  it('say that they know nothing', () => {
    const bench = workbench();
    bench.create('horizontalpodautoscalers', {
      metadata: { name: 'web' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3 },
    });
    expect(
      bench.get('horizontalpodautoscalers', 'web').status.conditions.map((c: any) => `${c.type} ${c.status} ${c.reason}`),
    ).to.deep.equal(['AbleToScale False FailedGetScale']);
    bench.create('deployments', workload('web'));
    expect(
      bench.get('horizontalpodautoscalers', 'web').status.conditions.map((c: any) => `${c.type} ${c.status} ${c.reason}`),
    ).to.deep.equal(['AbleToScale True SucceededGetScale', 'ScalingActive False FailedGetResourceMetric']);
  });
});

describe('volumes', () => {
  const claim = (name: string, spec: object = {}) => ({
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
  const volume = (name: string, storage: string) => ({
    metadata: { name },
    spec: { capacity: { storage }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' }, storageClassName: 'own' },
  });

  it('are made by a storage class of AKS, and go with their claim', () => {
    const bench = workbench(WITH_NODES);
    bench.create('persistentvolumeclaims', claim('data'));
    const { spec, status } = bench.get('persistentvolumeclaims', 'data');
    expect(status.phase).to.equal('Bound');
    expect(bench.events('data')).to.deep.equal([
      `1 Normal ProvisioningSucceeded Successfully provisioned volume ${spec.volumeName} using kubernetes.io/azure-disk`,
    ]);
    bench.remove('persistentvolumeclaims', 'data');
    expect(bench.cluster.ask('GET', '/api/v1/persistentvolumes').body.items).to.deep.equal([]);
  });

  it("of one's own are bound, the smallest that will do", () => {
    const bench = workbench();
    for (const [name, size] of [
      ['large', '10Gi'],
      ['small', '500Mi'],
      ['fitting', '2Gi'],
    ] as const)
      bench.cluster.ask('POST', '/api/v1/persistentvolumes', volume(name, size));
    bench.create('persistentvolumeclaims', claim('data', { storageClassName: 'own' }));
    expect(bench.get('persistentvolumeclaims', 'data').spec.volumeName).to.equal('fitting');
    const phases = bench.cluster.ask('GET', '/api/v1/persistentvolumes').body.items.map((v: any) => `${v.metadata.name} ${v.status.phase}`);
    expect(phases).to.deep.equal(['fitting Bound', 'large Available', 'small Available']);
    bench.remove('persistentvolumeclaims', 'data');
    expect(bench.cluster.ask('GET', '/api/v1/persistentvolumes/fitting').body.status.phase).to.equal('Released');
  });

  it('wait where there is none', () => {
    const bench = workbench();
    bench.create('persistentvolumeclaims', claim('data'));
    expect(bench.get('persistentvolumeclaims', 'data').status.phase).to.equal('Pending');
    expect(bench.events('data')).to.deep.equal([
      '1 Normal FailedBinding no persistent volumes available for this claim and no storage class is set',
    ]);
  });

  it('are held while a pod uses them', () => {
    const bench = workbench(WITH_NODES);
    bench.create('persistentvolumeclaims', claim('data'));
    bench.create('pods', pod('web', {}, { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] }));
    bench.remove('persistentvolumeclaims', 'data');
    expect(bench.get('persistentvolumeclaims', 'data').metadata.deletionTimestamp).to.be.a('string');
    bench.remove('pods', 'web');
    bench.pass(31);
    expect(bench.get('persistentvolumeclaims', 'data').code).to.equal(404);
  });
});

describe('events', () => {
  it('are forgotten an hour after they were last seen', () => {
    const bench = workbench(WITH_NODES);
    bench.create('pods', pod('web'));
    bench.pass(3599);
    expect(bench.events('web')).to.have.length(5);
    bench.pass(1);
    expect(bench.events('web')).to.deep.equal([]);
  });
});
