import { expect } from 'chai';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

const names = (cluster: TestCluster, path: string): string[] => cluster.ask('GET', path).body.items.map((o: any) => o.metadata.name);
const NODE = { name: 'aks-nodepool1-12345678-vmss000000', version: '1.18.8' };
const PSP = '/apis/policy/v1beta1/podsecuritypolicies';

describe('a new cluster', () => {
  it('has what a bare control plane has', () => {
    const cluster = testCluster();
    expect(names(cluster, '/api/v1/namespaces')).to.deep.equal(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
    expect(names(cluster, '/api/v1/services')).to.deep.equal(['kubernetes']);
    expect(names(cluster, '/apis/scheduling.k8s.io/v1/priorityclasses')).to.deep.equal(['system-cluster-critical', 'system-node-critical']);
    expect(names(cluster, '/apis/rbac.authorization.k8s.io/v1/clusterroles')).to.include.members([
      'cluster-admin',
      'admin',
      'edit',
      'view',
    ]);
    expect(names(cluster, '/api/v1/nodes')).to.deep.equal([]);
    expect(names(cluster, PSP)).to.deep.equal([]);
  });
  it('has what AKS adds', () => {
    const cluster = testCluster({ version: '1.18.8', objects: 'aks', nodes: [NODE] });
    expect(names(cluster, '/apis/apps/v1/namespaces/kube-system/deployments')).to.include.members(['coredns', 'metrics-server']);
    expect(names(cluster, '/apis/apps/v1/namespaces/kube-system/daemonsets')).to.deep.equal(['kube-proxy']);
    expect(names(cluster, '/apis/storage.k8s.io/v1/storageclasses')).to.include.members(['default', 'managed-premium']);
    const node = cluster.ask('GET', `/api/v1/nodes/${NODE.name}`).body;
    expect(node.status.nodeInfo.kubeletVersion).to.equal('v1.18.8');
    expect(node.metadata.labels).to.include({ agentpool: 'nodepool1', 'kubernetes.io/role': 'agent' });
  });
  it('follows its config: pod security policies come and stay, nodes come and go, versions change', () => {
    const cluster = testCluster({ version: '1.18.8' });
    const configure = (change: object) => {
      const key = '/clusters/test/config';
      cluster.store.put(key, { ...(cluster.store.get(key)!.value as object), ...change });
    };
    configure({ podSecurityPolicy: true, nodes: [NODE] });
    expect(names(cluster, PSP)).to.deep.equal(['privileged']);
    expect(
      cluster.ask('GET', '/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/rolebindings/default:privileged').body.subjects,
    ).to.deep.equal([{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:masters' }]);
    configure({ podSecurityPolicy: false, version: '1.19.2', nodes: [{ ...NODE, version: '1.19.2' }] });
    expect(names(cluster, PSP)).to.deep.equal(['privileged']);
    expect(cluster.ask('GET', `/api/v1/nodes/${NODE.name}`).body.status.nodeInfo.kubeletVersion).to.equal('v1.19.2');
    expect(cluster.ask('GET', '/version').body.gitVersion).to.equal('v1.19.2');
    configure({ nodes: [] });
    expect(names(cluster, '/api/v1/nodes')).to.deep.equal([]);
  });
  it('runs what AKS adds where pod security policies are on from the start', () => {
    const cluster = testCluster({ version: '1.18.8', objects: 'aks', podSecurityPolicy: true, nodes: [NODE] });
    cluster.settle();
    const pods = cluster.ask('GET', '/api/v1/namespaces/kube-system/pods').body.items;
    expect(pods.map((pod: any) => pod.metadata.annotations['kubernetes.io/psp']))
      .to.include('privileged')
      .and.to.have.length.above(3);
  });
  it('is made again where the host took it back', () => {
    const cluster = testCluster();
    cluster.store.commit();
    cluster.ask('GET', '/api/v1/namespaces');
    cluster.store.rollback();
    expect(names(cluster, '/api/v1/namespaces')).to.include('default');
  });
  it('is the same from the same seed', () => {
    const uids = () =>
      testCluster({ seed: 5 })
        .ask('GET', '/api/v1/secrets')
        .body.items.map((o: any) => [o.metadata.name, o.metadata.uid]);
    expect(uids()).to.deep.equal(uids());
  });
});
