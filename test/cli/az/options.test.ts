import { expect } from 'chai';
import { azBench, GROUP, type Run } from './bench.ts';

/** What az 2.45.0 says of options that its commands take, akslab's own among them. */
const NO_EXAMPLES = { AZURE_CORE_ERROR_RECOMMENDATION: 'off' };
async function refusal(line: string): Promise<Run> {
  const { az, make } = azBench();
  await make(GROUP);
  return az(line, { env: NO_EXAMPLES });
}

describe('the options of az', () => {
  for (const [line, message] of [
    ['group show', 'the following arguments are required: --name/-n/--resource-group/-g'],
    ['group create --name', 'argument --name/--resource-group/-n/-g: expected one argument'],
    ['account set', 'the following arguments are required: --subscription/-s/--name/-n'],
    ['aks nodepool show -g rg', 'the following arguments are required: --cluster-name, --nodepool-name/--name/-n'],
    ['config set', 'the following arguments are required: <KEY_VALUE>'],
    ['configure --defaults', 'argument --defaults/-d: expected at least one argument'],
    ['extension update -n x --version 1', 'unrecognized arguments: --version 1'],
    ['aks create -g rg -n c --tier free', 'unrecognized arguments: --tier free'],
    ['aks create -g rg -n c --min-count x', "argument --min-count: invalid int value: 'x'"],
    ['aks create -g rg -n c --zones', 'argument --zones/-z: expected at least one argument'],
    ['aks create -g rg -n c -z 4', "az aks create: '4' is not a valid value for '--zones'. Allowed values: 1, 2, 3."],
    [
      'aks nodepool add -g rg --cluster-name c -n p --priority x',
      "az aks nodepool add: 'x' is not a valid value for '--priority'. Allowed values: Regular, Spot.",
    ],
    ['login --use', 'ambiguous option: --use could match --username, --use-device-code, --use-cert-sn-issuer'],
    [
      'aks create -g rg -n c --node 3',
      'ambiguous option: --node could match --node-osdisk-diskencryptionset-id, --node-resource-group, --nodepool-name, --node-vm-size, --node-public-ip-prefix-id, ' +
        '--node-count, --nodepool-tags, --nodepool-labels, --node-osdisk-type, --node-osdisk-size',
    ],
    [
      'aks update -g rg -n c --disable',
      'ambiguous option: --disable could match --disable-local-accounts, --disable-public-fqdn, --disable-azure-rbac, --disable-ahub, --disable-defender, ' +
        '--disable-disk-driver, --disable-file-driver, --disable-blob-driver, --disable-snapshot-controller, --disable-azure-keyvault-kms, --disable-keda, ' +
        '--disable-secret-rotation, --disable-cluster-autoscaler',
    ],
  ] as const) {
    it(`are read so that \`az ${line}\` is refused`, async () => {
      expect(await refusal(line)).to.deep.equal({ code: 2, out: '', err: `ERROR: ${message}\n` });
    });
  }

  for (const [line, message] of [
    ['aks create -g rg -n c --vm-set-type foo', '--vm-set-type can only be VirtualMachineScaleSets or AvailabilitySet'],
    ['aks create -g rg -n c --vm-set-type availabilityset', "akslab does not simulate 'az aks create --vm-set-type AvailabilitySet' yet."],
    ['aks get-credentials -g rg -n c --format foo', '--format can only be azure or exec.'],
  ] as const) {
    it(`are checked where \`az ${line}\` runs`, async () => {
      expect(await refusal(line)).to.deep.equal({ code: 1, out: '', err: `ERROR: ${message}\n` });
    });
  }

  it('are loud or quiet, not both', async () => {
    const { az } = azBench();
    const message = "--only-show-errors can't be used together with --debug or --verbose\n";
    expect(await az('version --only-show-errors --verbose')).to.deep.equal({ code: 1, out: '', err: message + message });
  });

  it('log more only where that is written out in full', async () => {
    const { az } = azBench();
    expect((await az('version --verb')).err).to.equal('');
    expect((await az('version --verbose')).err).to.contain('INFO: Command ran in ');
  });

  it('warn of a subscription that is not known', async () => {
    const { az } = azBench();
    const { code, err } = await az('version --subscription x');
    expect({ code, err }).to.deep.equal({ code: 0, err: "WARNING: Subscription 'x' not recognized.\n" });
  });

  it('point to the documentation of queries where one lacks', async () => {
    expect((await refusal('group list --query')).err).to.equal(
      "ERROR: argument --query: expected one argument\nTo learn more about --query, please visit: 'https://docs.microsoft.com/cli/azure/query-azure-cli'\n",
    );
  });
});
