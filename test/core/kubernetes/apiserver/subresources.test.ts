import { expect } from 'chai';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

const PODS = '/api/v1/namespaces/default/pods';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const container = (name: string) => ({ name, image: 'nginx' });
const pod = (name: string, ...containers: string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: 'x' } },
  spec: { containers: (containers.length ? containers : ['a']).map(container) },
});
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'x' } },
    template: { metadata: { labels: { app: 'x' } }, spec: { containers: [container('a')] } },
  },
};

describe('subresources', () => {
  let cluster: TestCluster;
  beforeEach(() => (cluster = testCluster()));
  const merge = { headers: { 'content-type': 'application/merge-patch+json' } };

  it('status: changes the status and nothing else', () => {
    const { body: made } = cluster.ask('POST', DEPLOYMENTS, deployment);
    const { body } = cluster.ask('PATCH', `${DEPLOYMENTS}/d/status`, { spec: { replicas: 9 }, status: { unavailableReplicas: 5 } }, merge);
    expect(body.status.unavailableReplicas).to.equal(5);
    expect(body.spec).to.deep.equal(made.spec);
  });
  it('status: is left alone by writes of the whole', () => {
    cluster.ask('POST', DEPLOYMENTS, { ...deployment, spec: { ...deployment.spec, paused: true } });
    const { body } = cluster.ask('PATCH', `${DEPLOYMENTS}/d`, { status: { replicas: 7 } }, merge);
    expect(body.status.replicas).not.to.equal(7);
  });
  it('scale: shows and sets the replicas', () => {
    cluster.ask('POST', DEPLOYMENTS, deployment);
    const { body: scale } = cluster.ask('GET', `${DEPLOYMENTS}/d/scale`);
    expect(scale).to.deep.include({ kind: 'Scale', apiVersion: 'autoscaling/v1', spec: { replicas: 2 } });
    expect(scale.status.selector).to.equal('app=x');
    expect(cluster.ask('PUT', `${DEPLOYMENTS}/d/scale`, { ...scale, spec: { replicas: 5 } }).body.spec).to.deep.equal({ replicas: 5 });
    expect(cluster.ask('PATCH', `${DEPLOYMENTS}/d/scale`, { spec: { replicas: 3 } }, merge).body.spec).to.deep.equal({ replicas: 3 });
    expect(cluster.ask('GET', `${DEPLOYMENTS}/d`).body.spec.replicas).to.equal(3);
  });
  it('scale: refuses less than none', () => {
    cluster.ask('POST', DEPLOYMENTS, deployment);
    expect(cluster.ask('PATCH', `${DEPLOYMENTS}/d/scale`, { spec: { replicas: -1 } }, merge).body.message).to.equal(
      'Scale.autoscaling "d" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    );
  });
  it('binding: gives a pod its node, once', () => {
    // The cluster's own scheduler leaves pods of other schedulers alone.
    const own = pod('p');
    cluster.ask('POST', PODS, { ...own, spec: { ...own.spec, schedulerName: 'mine' } });
    const bind = () =>
      cluster.ask('POST', `${PODS}/p/binding`, {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name: 'p' },
        target: { kind: 'Node', name: 'n' },
      });
    expect(bind().code).to.equal(201);
    expect(cluster.ask('GET', `${PODS}/p`).body.spec.nodeName).to.equal('n');
    expect(bind().body.message).to.equal('Operation cannot be fulfilled on pods/binding "p": pod p is already assigned to node "n"');
  });
  it('eviction: deletes, unless a disruption budget forbids it', () => {
    cluster.ask('POST', PODS, pod('p'));
    cluster.ask('PATCH', `${PODS}/p/status`, { status: { phase: 'Running' } }, merge);
    const budgets = '/apis/policy/v1beta1/namespaces/default/poddisruptionbudgets';
    cluster.ask('POST', budgets, {
      apiVersion: 'policy/v1beta1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'b' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'x' } } },
    });
    const evict = () =>
      cluster.ask('POST', `${PODS}/p/eviction`, { apiVersion: 'policy/v1beta1', kind: 'Eviction', metadata: { name: 'p' } });
    expect(evict().body).to.include({
      code: 429,
      reason: 'TooManyRequests',
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
    });
    cluster.ask('DELETE', `${budgets}/b`);
    expect(evict().code).to.equal(201);
  });
  it('log: wants a container where there are several', () => {
    cluster.ask('POST', PODS, pod('p', 'a', 'b'));
    expect(cluster.ask('GET', `${PODS}/p/log`).body.message).to.equal('a container name must be specified for pod p, choose one of: [a b]');
    expect(cluster.ask('GET', `${PODS}/p/log?container=z`).body.message).to.equal('container z is not valid for pod p');
  });
  it('are unknown where there are none', () => {
    cluster.ask('POST', PODS, pod('p'));
    expect(cluster.ask('GET', `${PODS}/p/nothing`).body.message).to.equal('the server could not find the requested resource');
  });
});
