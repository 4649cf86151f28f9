import { expect } from 'chai';
import { azBench } from './bench.ts';

const REGISTER = 'feature register --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview';
const SHOW = 'feature show --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview';
const ENABLE = 'aks update --resource-group myResourceGroup --name myAKSCluster --enable-pod-security-policy';
const DISABLE = 'aks update --resource-group myResourceGroup --name myAKSCluster --disable-pod-security-policy';
const ALTERED = 'WARNING: The behavior of this command has been altered by the following extension: aks-preview\n';

describe("the article's lines of az", () => {
  it('work in their order', async () => {
    const { az, make, lab } = azBench();
    expect((await az('--version')).out).to.match(/^azure-cli {25}2\.45\.0\n/);
    expect(await az('extension add --name aks-preview')).to.deep.equal({
      code: 0,
      out: '',
      err: "WARNING: The installed extension 'aks-preview' is in preview.\n",
    });
    expect((await az('extension update --name aks-preview')).code).to.equal(0);
    expect(JSON.parse((await az(REGISTER)).out).properties.state).to.equal('Registering');
    lab.clock.advance(2000);
    expect(JSON.parse((await az(SHOW)).out)).to.deep.equal({
      id: '/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Features/providers/Microsoft.ContainerService/features/PodSecurityPolicyPreview',
      name: 'Microsoft.ContainerService/PodSecurityPolicyPreview',
      properties: { state: 'Registered' },
      type: 'Microsoft.Features/providers/features',
    });
    expect(await az('provider register --namespace Microsoft.ContainerService')).to.deep.equal({ code: 0, out: '', err: '' });
    await make('group create --name myResourceGroup --location eastus', 'aks create --resource-group myResourceGroup --name myAKSCluster');
    const enabled = await az(ENABLE);
    expect(enabled.err).to.equal(
      `WARNING: Option '--enable-pod-security-policy' has been deprecated and will be removed in a future release.\n${ALTERED}`,
    );
    expect(JSON.parse(enabled.out)).to.include({
      enablePodSecurityPolicy: true,
      provisioningState: 'Succeeded',
      kubernetesVersion: '1.18.8',
    });
    await make('aks get-credentials --resource-group myResourceGroup --name myAKSCluster');
    const disabled = await az(DISABLE);
    expect(disabled.err).to.equal(
      `WARNING: Argument '--disable-pod-security-policy' is in preview and under development. Reference and support levels: https://aka.ms/CLI_refstatus\n${ALTERED}`,
    );
    expect(JSON.parse(disabled.out).enablePodSecurityPolicy).to.equal(false);
  });

  it('enable nothing without the extension, the feature, or the provider refreshed', async () => {
    const { az, make, lab } = azBench();
    await make('group create --name myResourceGroup --location eastus', 'aks create --resource-group myResourceGroup --name myAKSCluster');
    expect((await az(ENABLE)).err).to.match(/^ERROR: unrecognized arguments: --enable-pod-security-policy\n/);
    await make('extension add --name aks-preview');
    const refusal = /\nERROR: \(BadRequest\) Feature Microsoft\.ContainerService\/PodSecurityPolicyPreview is not enabled\./;
    expect((await az(ENABLE)).err).to.match(refusal);
    await make(REGISTER);
    lab.clock.advance(2000);
    expect((await az(ENABLE)).err).to.match(refusal);
    await make('provider register --namespace Microsoft.ContainerService');
    expect((await az(ENABLE)).code).to.equal(0);
  });
});
