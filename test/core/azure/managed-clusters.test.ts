import { expect } from 'chai';
import type { JsonObject } from '../../../core/store.ts';
import { CLUSTER, SUB, azureBench } from './bench.ts';

const START = Date.parse('2021-01-15T12:00:00Z');

/** A bench with the group and a cluster that has been created. */
function withCluster(properties: JsonObject = {}) {
  const bench = azureBench();
  bench.group();
  expect(bench.cluster(properties).code).to.equal(201);
  bench.settle();
  return bench;
}

describe('managed clusters', () => {
  it('are Creating until their time, and then handed to the Kubernetes side as of that time', () => {
    const bench = azureBench('short');
    bench.group();
    bench.cluster();
    expect(bench.properties().provisioningState).to.equal('Creating');
    expect(bench.calls).to.deep.equal([]);
    bench.clock.advance(60_000);
    expect(bench.properties()).to.include({ provisioningState: 'Succeeded', kubernetesVersion: '1.18.8' });
    const [call] = bench.calls;
    expect(call).to.include({ what: 'create', at: START + 3000 });
    expect(call!.config).to.include({
      version: '1.18.8',
      podSecurityPolicy: false,
      objects: 'aks',
      certificateAuthority: 'CA ca',
      fqdn: bench.properties().fqdn,
    });
    expect(call!.config!.nodes![0]!.name).to.match(/^aks-nodepool1-\d{8}-vmss000000$/);
  });

  it('are found at <prefix>-<hash>.hcp.<region>.azmk8s.io, whose first label is the id of the cluster', () => {
    const bench = withCluster();
    expect(bench.properties().fqdn).to.match(/^c1-rg-000000-[0-9a-f]{8}\.hcp\.eastus\.azmk8s\.io$/);
    expect(bench.calls[0]!.id).to.equal(bench.properties().fqdn.split('.')[0]);
  });

  it('report their operations as the service does', () => {
    const bench = azureBench('short');
    bench.group();
    const poll = bench.cluster().headers!['azure-asyncoperation']!.replace('https://management.azure.com', '');
    const running = bench.send('GET', poll);
    expect(running.body).to.include({ status: 'InProgress', startTime: '2021-01-15T12:00:00.0000000Z' });
    expect(running.headers).to.deep.equal({ 'retry-after': '1' });
    bench.clock.advance(9000);
    expect(bench.send('GET', poll).body).to.include({ status: 'Succeeded', endTime: '2021-01-15T12:00:03.0000000Z' });
  });

  it('name an operation by its id with the bytes of the first three groups reversed', () => {
    const bench = azureBench();
    bench.group();
    const poll = bench.cluster().headers!['azure-asyncoperation']!.replace('https://management.azure.com', '');
    const [a, b, c, d, e] = /operations\/([^?]*)/.exec(poll)![1]!.split('-') as [string, string, string, string, string];
    const turned = (group: string) => group.match(/../g)!.reverse().join('');
    expect((bench.send('GET', poll).body as { name: string }).name).to.equal([turned(a), turned(b), turned(c), d, e].join('-'));
  });

  it('take one operation at a time', () => {
    const bench = azureBench('short');
    bench.group();
    bench.cluster();
    const answer = bench.cluster();
    expect([answer.code, bench.error(answer).code]).to.deep.equal([409, 'OperationNotAllowed']);
    expect(bench.error(answer).message).to.match(/^Operation is not allowed: Another operation \(Creating\) is in progress/);
  });

  it('can be deleted while an operation runs, which fails then', () => {
    const bench = azureBench('short');
    bench.group();
    const poll = bench.cluster().headers!['azure-asyncoperation']!.replace('https://management.azure.com', '');
    expect(bench.send('DELETE', CLUSTER).code).to.equal(202);
    expect(bench.send('GET', poll).body).to.include({ status: 'Failed' });
    bench.clock.advance(60_000);
    expect(bench.send('GET', CLUSTER).code).to.equal(404);
    expect(bench.calls.map((call) => call.what)).to.deep.equal(['remove']);
  });

  it('need their group, a known region, a good name and a registered provider', () => {
    const bench = azureBench();
    expect(bench.error(bench.cluster()).code).to.equal('ResourceGroupNotFound');
    bench.group();
    expect(bench.error(bench.send('PUT', CLUSTER, { location: 'nowhere', properties: {} })).code).to.equal(
      'LocationNotAvailableForResourceType',
    );
    expect(bench.error(bench.send('PUT', CLUSTER.replace('c1', 'bad!'), { location: 'eastus' })).code).to.equal('InvalidParameter');
    bench.send('POST', `${SUB}/providers/Microsoft.ContainerService/unregister`);
    expect(bench.error(bench.cluster()).code).to.equal('MissingSubscriptionRegistration');
  });

  it('are not found by another name, with the text of ARM', () => {
    const bench = withCluster();
    const answer = bench.send('GET', CLUSTER.replace('c1', 'nope'));
    expect(bench.error(answer).message).to.equal(
      "The Resource 'Microsoft.ContainerService/managedClusters/nope' under resource group 'rg' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    );
  });

  it('scale: the nodes are handed over with the new count', () => {
    const bench = withCluster();
    bench.cluster({ agentPoolProfiles: [{ name: 'nodepool1', count: 3 }] });
    bench.settle();
    expect(bench.configs.get(bench.calls[0]!.id)!.nodes.map((node) => node.name.slice(-6))).to.deep.equal(['000000', '000001', '000002']);
  });

  for (const [what, properties, parameter] of [
    ['no nodes in a system pool', { agentPoolProfiles: [{ name: 'nodepool1', count: 0 }] }, 'agentPoolProfile.count'],
    ['a pool name with capitals', { agentPoolProfiles: [{ name: 'NodePool', count: 1 }] }, 'agentPoolProfile.name'],
    ['no pool', { agentPoolProfiles: [] }, 'agentPoolProfiles'],
  ] as const) {
    it(`refuse ${what}`, () => {
      const bench = azureBench();
      bench.group();
      expect(bench.error(bench.cluster(properties as unknown as JsonObject))).to.include({ code: 'InvalidParameter', target: parameter });
    });
  }

  it('change their tags at once, and lose those that an update leaves out', () => {
    const bench = withCluster();
    expect(bench.send('PATCH', CLUSTER, { tags: { a: 'b' } }).code).to.equal(200);
    expect((bench.send('GET', CLUSTER).body as JsonObject).tags).to.deep.equal({ a: 'b' });
    bench.cluster();
    expect(bench.send('GET', CLUSTER).body).not.to.have.property('tags');
    expect(bench.send('PATCH', CLUSTER, { tags: 'none' }).code).to.equal(400);
  });

  it('stop and start, and refuse everything else while stopped', () => {
    const bench = withCluster();
    expect(bench.send('POST', `${CLUSTER}/stop`).code).to.equal(202);
    bench.settle();
    expect(bench.properties().powerState).to.deep.equal({ code: 'Stopped' });
    expect(bench.error(bench.cluster()).message).to.contain('stopped');
    expect(bench.send('POST', `${CLUSTER}/start`).code).to.equal(202);
    bench.settle();
    expect(bench.properties().powerState).to.deep.equal({ code: 'Running' });
    expect(bench.calls.map((call) => call.config?.stopped)).to.deep.equal([false, true, false]);
  });

  it('hand out the same administrator certificate, whoever asks and how often', () => {
    const bench = withCluster();
    const kubeconfig = (action: string) =>
      atob((bench.send('POST', `${CLUSTER}/${action}`).body as { kubeconfigs: { value: string }[] }).kubeconfigs[0]!.value);
    const user = kubeconfig('listClusterUserCredential');
    expect(kubeconfig('listClusterUserCredential')).to.equal(user);
    expect(kubeconfig('listClusterAdminCredential')).to.equal(user.replaceAll('clusterUser_', 'clusterAdmin_'));
    expect(user).to.contain(btoa(JSON.stringify({ commonName: 'masterclient', organizations: ['system:masters'] })));
    expect(user).to.contain(`server: https://${bench.properties().fqdn}:443`);
  });
});

describe('start and stop', () => {
  it('refuse what is so already, in the words of the service', () => {
    const bench = withCluster();
    const power = (action: string) => bench.error(bench.send('POST', CLUSTER.replace(/(\?|$)/, `/${action}$1`)));
    expect(power('start')).to.include({
      code: 'OperationNotAllowed',
      message: 'managed cluster is in Provisioning State(Succeeded) and Power State(Running), starting cannot be performed',
    });
  });

  it('refuse a name or a number of nodes that breaks a rule', () => {
    const bench = withCluster();
    expect(bench.error(bench.cluster({ agentPoolProfiles: [{ name: 'nodepool1', count: 0 }] }))).to.include({
      code: 'InvalidParameter',
      target: 'agentPoolProfile.count',
      message: 'The value of parameter agentPoolProfile.count is invalid. Please see https://aka.ms/aks-naming-rules for more details.',
    });
  });
});

describe('upgrades', () => {
  it('go to a patch of the next minor', () => {
    const bench = withCluster({ kubernetesVersion: '1.19.11' });
    const answer = bench.cluster({ kubernetesVersion: '1.20.2' });
    expect(answer.code).to.equal(200);
    expect((answer.body as JsonObject).properties).to.include({ provisioningState: 'Upgrading', currentKubernetesVersion: '1.19.11' });
    bench.settle();
    expect(bench.properties()).to.include({ provisioningState: 'Succeeded', currentKubernetesVersion: '1.20.2' });
    expect(bench.calls.at(-1)!.config).to.include({ version: '1.20.2' });
  });

  it('never skip a minor, and never go down', () => {
    const bench = withCluster({ kubernetesVersion: '1.19.11' });
    expect(bench.error(bench.cluster({ kubernetesVersion: '1.21.2' })).message).to.equal(
      'Upgrading Kubernetes version 1.19.11 to 1.21.2 is not allowed. Available upgrades: [1.20.9 1.20.2]. Please see https://aka.ms/aks-supported-k8s-ver for version details.',
    );
    expect(bench.error(bench.cluster({ kubernetesVersion: '1.18.8' }))).to.include({
      code: 'OperationNotAllowed',
      message:
        'Downgrading Kubernetes version 1.19.11 to 1.18.8 is not allowed. Available upgrades: [1.20.9 1.20.2]. Please see https://aka.ms/aks-supported-k8s-ver for version details.',
    });
    expect(bench.properties().provisioningState).to.equal('Succeeded');
  });

  it('know `1.20` as its newest patch, and no version that is not offered', () => {
    const bench = withCluster({ kubernetesVersion: '1.20' });
    expect(bench.properties().kubernetesVersion).to.equal('1.20.9');
    expect(bench.error(bench.cluster({ kubernetesVersion: '1.20.99' })).code).to.equal('K8sVersionNotSupported');
  });

  it('keep the version when none is asked', () => {
    const bench = withCluster({ kubernetesVersion: '1.20.2' });
    expect((bench.cluster({ kubernetesVersion: '' }).body as JsonObject).properties).to.include({
      kubernetesVersion: '1.20.2',
      provisioningState: 'Updating',
    });
  });

  it('leave pools behind only by two minors, and never let them run ahead', () => {
    const bench = withCluster({ kubernetesVersion: '1.20.2' });
    const pools = (version: string) =>
      bench.cluster({ agentPoolProfiles: [{ name: 'nodepool1', count: 1, orchestratorVersion: version }] });
    expect(bench.error(pools('1.21.2'))).to.include({
      code: 'NodePoolMcVersionIncompatible',
      message:
        'Node pool version 1.21.2 and control plane version 1.20.2 are incompatible. Minor version of node pool version 21 is bigger than control plane version 20. For more information, please check https://aka.ms/version-skew-policy.',
    });
    expect(bench.error(pools('1.17.16')).message).to.equal(
      "Node pool version 1.17.16 and control plane version 1.20.2 are incompatible. Minor version of node pool cannot be more than 2 versions less than control plane's version. Minor version of node pool is 17 and control plane is 20. For more information, please check https://aka.ms/version-skew-policy.",
    );
  });
});

describe('pod security policies', () => {
  const enable = { enablePodSecurityPolicy: true };
  const NOT_ENABLED =
    'Feature Microsoft.ContainerService/PodSecurityPolicyPreview is not enabled. Please see https://aka.ms/aks/previews for how to enable features.';

  function withFeature(properties: JsonObject = {}) {
    const bench = withCluster(properties);
    bench.registerFeature();
    bench.settle();
    bench.refreshProvider();
    return bench;
  }

  it('need the feature', () => {
    const bench = withCluster();
    const answer = bench.cluster(enable);
    expect([answer.code, bench.error(answer).code, bench.error(answer).message]).to.deep.equal([400, 'BadRequest', NOT_ENABLED]);
  });

  it('need the provider refreshed after the feature is Registered', () => {
    const bench = withCluster();
    bench.refreshProvider();
    bench.registerFeature();
    bench.settle();
    expect(bench.error(bench.cluster(enable)).message).to.equal(NOT_ENABLED);
    bench.refreshProvider();
    expect(bench.cluster(enable).code).to.equal(200);
  });

  it('are not helped by a provider refreshed while the feature is still Registering', () => {
    const bench = azureBench('short');
    bench.group();
    bench.cluster();
    bench.registerFeature();
    bench.refreshProvider();
    bench.clock.advance(60_000);
    expect(bench.error(bench.cluster(enable)).message).to.equal(NOT_ENABLED);
  });

  it('reach the cluster when the update is over, and leave it when disabled', () => {
    const bench = withFeature();
    bench.cluster(enable);
    expect(bench.calls.length).to.equal(1);
    bench.settle();
    expect(bench.calls.at(-1)!.config).to.include({ podSecurityPolicy: true });
    bench.cluster({ enablePodSecurityPolicy: false });
    bench.settle();
    expect(bench.calls.at(-1)!.config).to.include({ podSecurityPolicy: false });
  });

  it('stay on through an update that does not speak of them, feature or not', () => {
    const bench = withFeature();
    bench.cluster(enable);
    bench.settle();
    bench.send(
      'POST',
      `${SUB}/providers/Microsoft.Features/providers/Microsoft.ContainerService/features/PodSecurityPolicyPreview/unregister`,
    );
    bench.settle();
    bench.refreshProvider();
    expect(bench.cluster().code).to.equal(200);
    expect(bench.properties().enablePodSecurityPolicy).to.equal(true);
  });

  it('are not to be had from 1.25 on', () => {
    const bench = withFeature({ kubernetesVersion: '1.25.4' });
    expect(bench.error(bench.cluster(enable)).code).to.equal('PodSecurityPolicyNotSupportedWithOrchestratorVersion');
  });

  it('keep a cluster below 1.25 until they are disabled', () => {
    const bench = withFeature({ kubernetesVersion: '1.24.9' });
    bench.cluster(enable);
    bench.settle();
    expect(bench.error(bench.cluster({ kubernetesVersion: '1.25.4' })).code).to.equal(
      'PodSecurityPolicyNotSupportedWithOrchestratorVersion',
    );
    bench.cluster({ enablePodSecurityPolicy: false });
    bench.settle();
    expect(bench.cluster({ kubernetesVersion: '1.25.4' }).code).to.equal(200);
  });

  it('need RBAC, and exclude the azure-policy addon', () => {
    const withoutRbac = withFeature({ enableRBAC: false });
    expect(withoutRbac.error(withoutRbac.cluster(enable)).code).to.equal('PodSecurityPolicyRequiresRBAC');
    const bench = withFeature();
    bench.cluster(enable);
    bench.settle();
    expect(bench.error(bench.cluster({ addonProfiles: { azurepolicy: { enabled: true } } })).message).to.equal(
      'PodSecurityPolicy is not supported with azure policy addon. Please see https://aka.ms/aks/azpodpolicy for how to enable this feature.',
    );
  });
});

describe('node pools', () => {
  const pool = `${CLUSTER}/agentPools/pool2`;

  it('come and go', () => {
    const bench = withCluster();
    expect(bench.send('PUT', pool, { properties: { count: 2 } }).code).to.equal(201);
    bench.settle();
    expect(bench.configs.get(bench.calls[0]!.id)!.nodes.length).to.equal(3);
    expect(bench.send('DELETE', pool).code).to.equal(202);
    bench.settle();
    expect(bench.configs.get(bench.calls[0]!.id)!.nodes.length).to.equal(1);
    expect(bench.error(bench.send('GET', pool)).code).to.equal('NotFound');
  });

  it('leave at least one for the system', () => {
    const bench = withCluster();
    expect(bench.error(bench.send('DELETE', `${CLUSTER}/agentPools/nodepool1`)).message).to.contain('at least one system agent pool');
  });
});
