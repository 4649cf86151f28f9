import { expect } from 'chai';
import { CREATE, GROUP, azBench } from './bench.ts';

describe('hints of az', () => {
  const CLUSTER = '-g rg -n c1';
  const PREVIEW = 'extension add -n aks-preview';
  for (const [lines, line, hint] of [
    [[], `aks update ${CLUSTER} --enable-pod-security-policy`, 'this option comes with an extension: az extension add --name aks-preview'],
    [[], `aks update ${CLUSTER} --enable-pod-secuirty-policy`, 'was --enable-pod-security-policy meant?'],
    [[], 'group create -n g -l eastus --tgs a=b', 'was --tags meant?'],
    [[], 'aks show -n c1', 'az configure --defaults group=<name> says once for all which group is meant'],
    [
      [],
      'aks enable-pod-security-policy',
      'that is an option: az aks update --resource-group <group> --name <cluster> --enable-pod-security-policy',
    ],
    [[], 'extension add -n aks-previw', 'was aks-preview meant?'],
    [[], 'extension add -n other', 'az extension list-available -o table lists what can be added'],
    [[], 'extension remove -n other', 'az extension list -o table shows what is installed; az extension add --name aks-preview adds one'],
    [['logout'], 'group list', 'az login --use-device-code signs you in; nobody asks for the code here'],
    [[], 'group show -n rgg', 'was rg meant?'],
    [
      [],
      'group show -n other',
      'az group list -o table shows the groups there are; az group create --name <name> --location eastus makes one',
    ],
    [[], 'aks show -g rg -n c11', 'was c1 meant?'],
    [['group create -n g2 -l eastus'], 'aks show -g g2 -n c1', 'c1 is in the group rg'],
    [[], 'provider register -n Microsoft.ContainerServices', 'was Microsoft.ContainerService meant?'],
    [[], 'feature register --namespace Microsoft.ContainerService -n PodSecurityPolicy', 'was PodSecurityPolicyPreview meant?'],
    [[], 'group create -n g -l eastuss', 'was eastus meant?'],
    [[], 'group create -n rg -l westus', 'a group stays where it is: use --location eastus, or another name'],
    [[`aks stop ${CLUSTER}`], `aks scale ${CLUSTER} -c 2`, 'az aks start --resource-group rg --name c1'],
    [
      [],
      'aks nodepool add -g rg --cluster-name c1 -n Pool',
      'the name of a pool has lower-case letters and numbers, a letter first, and at most 12 of them',
    ],
    [[], `aks scale ${CLUSTER} -c 0`, 'a system pool has 1 to 1000 nodes; only a pool of mode User may have none'],
    [
      [],
      `aks upgrade ${CLUSTER} -k 1.20.2 -y`,
      'upgrades go one minor version at a time: az aks get-upgrades --resource-group rg --name c1 -o table lists where this one may go',
    ],
  ] as const) {
    it(`help on after \`az ${line}\`${lines.length ? ` (${lines.join('; ')})` : ''}`, async () => {
      const { az, make } = azBench('none');
      await make(GROUP, CREATE, ...lines);
      const { err } = await az(line, { env: { AKSLAB_HINTS: '1' } });
      expect(/^hint: (.*)$/m.exec(err)?.[1], err).to.equal(hint);
    });
  }

  it('say how to wait for what is in the way', async () => {
    const { az, make } = azBench();
    await make(GROUP, CREATE, PREVIEW, `aks update ${CLUSTER} --tags a=b --no-wait`);
    const { err } = await az(`aks update ${CLUSTER} --tags a=b`, { env: { AKSLAB_HINTS: '1' } });
    expect(err).to.match(/\nhint: az aks wait --updated --resource-group rg --name c1 waits until it is over\n$/);
  });
});
