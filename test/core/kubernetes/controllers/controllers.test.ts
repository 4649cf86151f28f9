import { expect } from 'chai';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

describe('the first controllers', () => {
  let cluster: TestCluster;
  beforeEach(() => (cluster = testCluster()));
  const namespace = (name: string) =>
    cluster.ask('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const names = (path: string): string[] => cluster.ask('GET', path).body.items.map((o: any) => o.metadata.name);

  it('give a new namespace its account, its token and the root certificate', () => {
    namespace('team');
    expect(names('/api/v1/namespaces/team/serviceaccounts')).to.deep.equal(['default']);
    const [secret] = cluster.ask('GET', '/api/v1/namespaces/team/secrets').body.items;
    expect(secret.metadata.name).to.match(/^default-token-[a-z0-9]{5}$/);
    expect(Object.keys(secret.data)).to.deep.equal(['ca.crt', 'namespace', 'token']);
    expect(cluster.ask('GET', '/api/v1/namespaces/team/serviceaccounts/default').body.secrets).to.deep.equal([
      { name: secret.metadata.name },
    ]);
    expect(names('/api/v1/namespaces/team/configmaps')).to.deep.equal(['kube-root-ca.crt']);
  });
  it('leave the root certificate out before 1.20, and tokens from 1.24 on', () => {
    const objects = (version: string) =>
      ['configmaps', 'secrets'].map((r) => testCluster({ version }).ask('GET', `/api/v1/namespaces/default/${r}`).body.items.length);
    expect(objects('1.18.8')).to.deep.equal([0, 1]);
    expect(objects('1.24.0')).to.deep.equal([1, 0]);
  });
  it('make the default account and its token again where they are deleted', () => {
    const [before] = names('/api/v1/namespaces/default/secrets');
    cluster.ask('DELETE', `/api/v1/namespaces/default/secrets/${before}`);
    const after = names('/api/v1/namespaces/default/secrets');
    expect(after).to.have.length(1).and.not.include(before);
    cluster.ask('DELETE', '/api/v1/namespaces/default/serviceaccounts/default');
    expect(names('/api/v1/namespaces/default/serviceaccounts')).to.deep.equal(['default']);
    expect(names('/api/v1/namespaces/default/secrets')).to.have.length(1).and.not.include(after[0]);
  });
  it('empty a deleted namespace, then it goes', () => {
    namespace('team');
    cluster.ask('POST', '/api/v1/namespaces/team/configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    // Services cannot be deleted together: they go one by one.
    cluster.ask('POST', '/api/v1/namespaces/team/services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: { ports: [{ port: 80 }] },
    });
    expect(cluster.ask('DELETE', '/api/v1/namespaces/team').body.status.phase).to.equal('Terminating');
    expect(cluster.ask('GET', '/api/v1/namespaces/team').code).to.equal(404);
    expect(cluster.store.list('/clusters/test/registry/').filter((e) => e.key.includes('/team/'))).to.deep.equal([]);
  });
  it('keep a namespace Terminating while something in it waits', () => {
    namespace('team');
    const path = '/api/v1/namespaces/team/configmaps/a';
    cluster.ask('POST', '/api/v1/namespaces/team/configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', finalizers: ['example.com/hold'] },
    });
    cluster.ask('DELETE', '/api/v1/namespaces/team');
    expect(cluster.ask('GET', '/api/v1/namespaces/team').body.status.phase).to.equal('Terminating');
    cluster.ask('PATCH', path, { metadata: { finalizers: null } }, { headers: { 'content-type': 'application/merge-patch+json' } });
    const due = cluster.nextDue()!;
    expect(due).to.be.greaterThan(cluster.clock.now());
    cluster.clock.set(due);
    cluster.settle();
    expect(cluster.ask('GET', '/api/v1/namespaces/team').code).to.equal(404);
  });
  it('take the time that a namespace takes', () => {
    const slow = testCluster({ latency: 'real' });
    slow.ask('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
    slow.ask('DELETE', '/api/v1/namespaces/team');
    expect(slow.nextDue()! - slow.clock.now()).to.equal(5000);
    slow.clock.advance(4999);
    slow.settle();
    expect(slow.ask('GET', '/api/v1/namespaces/team').code).to.equal(200);
    slow.clock.advance(1);
    slow.settle();
    expect(slow.ask('GET', '/api/v1/namespaces/team').code).to.equal(404);
  });
  it('bring the rules of cluster roles together', () => {
    const role = (name: string, more: object) => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name, ...more },
      rules: [{ apiGroups: ['x.io'], resources: ['things'], verbs: ['get'] }],
    });
    cluster.ask(
      'POST',
      '/apis/rbac.authorization.k8s.io/v1/clusterroles',
      role('things', { labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' } }),
    );
    const view = () =>
      cluster.ask('GET', '/apis/rbac.authorization.k8s.io/v1/clusterroles/view').body.rules.some((r: any) => r.apiGroups.includes('x.io'));
    expect(view()).to.equal(true);
    cluster.ask('DELETE', '/apis/rbac.authorization.k8s.io/v1/clusterroles/things');
    expect(view()).to.equal(false);
  });
});
