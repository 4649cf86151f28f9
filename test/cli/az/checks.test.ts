import { expect } from 'chai';
import { CREATE, GROUP, azBench } from './bench.ts';

describe('what az checks before it asks the service', () => {
  const CREATE_ANOTHER = 'aks create -g rg -n c2 --no-ssh-key';
  for (const [line, message] of [
    [
      "aks create -g rg -n 'bad name' --no-ssh-key",
      '--name cannot exceed 63 characters and can only contain letters, numbers, underscores (_) or dashes (-).',
    ],
    [
      `${CREATE_ANOTHER} -k 1.x`,
      '--kubernetes-version should be the full version number or major.minor version number, such as "1.7.12" or "1.7"',
    ],
    [`${CREATE_ANOTHER} -p ''`, '--dns-prefix has no value'],
    [`${CREATE_ANOTHER} --nodepool-name toolongname1234`, '--nodepool-name can contain at most 12 characters'],
    [`${CREATE_ANOTHER} --nodepool-name bad_name`, '--nodepool-name should contain only alphanumeric characters'],
    [`${CREATE_ANOTHER} --nodepool-labels a=b c`, 'Invalid label: c. Label definition must be of format name=value.'],
    [`${CREATE_ANOTHER} --nodepool-labels a=b=c`, 'Invalid label: a=b=c. Label definition must be of format name=value.'],
    [`${CREATE_ANOTHER} --nodepool-labels /x=y`, "Invalid label: /x=y. Label prefix can't be empty or more than 253 chars."],
    [
      `${CREATE_ANOTHER} --nodepool-labels A/x=y`,
      "Invalid label: A/x=y. Prefix part a DNS-1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
    ],
    [
      `${CREATE_ANOTHER} --nodepool-labels a=b!`,
      "Invalid label: a=b!. A valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    ],
    [`${CREATE_ANOTHER} --pod-cidr 10.0.0.0/8`, 'Please explicitly specify the network plugin type'],
    [`${CREATE_ANOTHER} --network-policy Calico`, '--network-policy should be provided in lowercase'],
    [
      `${CREATE_ANOTHER} --outbound-type userDefinedRouting`,
      '--vnet-subnet-id must be specified for userDefinedRouting and it must be pre-configured with a route table with egress rules',
    ],
    [
      `${CREATE_ANOTHER} --outbound-type managedNATGateway --load-balancer-sku basic`,
      "userDefinedRouting doesn't support basic load balancer sku",
    ],
    [`${CREATE_ANOTHER} --enable-addons nope`, "'nope' is not recognized by the --enable-addons argument."],
    [`${CREATE_ANOTHER} --enable-addons azure-policy,azure-policy`, "Duplicate addon 'azure-policy' found in option --enable-addons."],
    ['aks disable-addons -g rg -n c1 -a azure-policy', 'The addon azurepolicy is not installed.'],
    ['aks disable-addons -g rg -n c1 -a monitoring', 'The addon omsagent is not installed.'],
    ['aks nodepool add -g rg --cluster-name c1 -n toolongname1234', '--nodepool-name can contain at most 12 characters'],
    [
      'aks upgrade -g rg -n c1 -k latest -y',
      '--kubernetes-version should be the full version number or major.minor version number, such as "1.7.12" or "1.7"',
    ],
    ['extension list-versions -n nope', 'Extension nope not found.'],
  ] as const) {
    it(`refuses \`az ${line}\``, async () => {
      const { az, make } = azBench('none');
      await make(GROUP, CREATE);
      expect(await az(line)).to.deep.equal({ code: 1, out: '', err: `ERROR: ${message}\n` });
    });
  }

  it('gives up waiting without an error, as az does', async () => {
    const { az, make } = azBench('none');
    await make(GROUP);
    expect(await az('aks wait -g rg -n nope --created --timeout 1')).to.deep.equal({ code: 0, out: '{}\n', err: '' });
  });

  it('takes v1.19.7 for 1.19.7', async () => {
    const { az, make } = azBench('none');
    await make(GROUP);
    expect((await az(`${CREATE_ANOTHER} -k v1.19.7 --query kubernetesVersion -o tsv`)).out).to.equal('1.19.7\n');
  });

  it('takes empty tags for no change, and asks', async () => {
    const { az, make } = azBench('none');
    await make(GROUP, CREATE);
    const { out, err } = await az("aks update -g rg -n c1 --tags ''", { tty: true, stdin: 'n\n', env: { AZURE_CORE_NO_COLOR: '1' } });
    expect(out).to.equal('no argument specified to update would you like to reconcile to current settings? (y/N): n\n');
    expect(err).to.match(
      /^ERROR: Please specify one or more of "--tags" or "--disable-local-accounts" or .* or "--aks-custom-headers" or "--no-wait"\.\n$/,
    );
  });

  it('asks for an upgrade to no version as az does', async () => {
    const { az, make } = azBench('none');
    await make(GROUP, CREATE);
    const { out } = await az('aks upgrade -g rg -n c1', { tty: true, stdin: 'y\nn\n' });
    expect(out.split('\n')[2]).to.equal(
      'Since control-plane-only argument is not specified, this will upgrade the control plane AND all nodepools to version . Continue? (y/N): n',
    );
  });

  it('finds a pool to delete whatever the case of its name', async () => {
    const { az, make } = azBench('none');
    await make(GROUP, CREATE, 'aks nodepool add -g rg --cluster-name c1 -n np2');
    expect(await az('aks nodepool delete -g rg --cluster-name c1 -n NP2')).to.deep.equal({ code: 0, out: '', err: '' });
  });

  it('ends as az does where an empty name asks for the list', async () => {
    const { az, make } = azBench('none');
    await make(GROUP, CREATE);
    expect(await az("aks show -g rg -n ''")).to.deep.equal({
      code: 1,
      out: '',
      err:
        "ERROR: The command failed with an unexpected error. Here is the traceback:\nERROR: 'NoneType' object has no attribute 'secret'\n" +
        'To check existing issues, please visit: https://github.com/Azure/azure-cli/issues\nTo open a new issue, please run `az feedback`\n',
    });
  });
});

describe('the order of keys', () => {
  it("is the SDK's in a table under --query", async () => {
    const { az, make } = azBench('none');
    await make(GROUP, CREATE);
    const heading = async (line: string) => (await az(`${line} -o table`)).out.split('\n')[0]!.split(/\s+/);
    expect(await heading('aks show -g rg -n c1 --query networkProfile')).to.deep.equal(
      'NetworkPlugin PodCidr ServiceCidr DnsServiceIp DockerBridgeCidr OutboundType LoadBalancerSku'.split(' '),
    );
    expect((await heading('aks show -g rg -n c1 --query agentPoolProfiles[0]')).slice(0, 4)).to.deep.equal(
      'Count VmSize OsDiskSizeGb OsDiskType'.split(' '),
    );
    expect(await heading('account list --query [0]')).to.deep.equal('Name State IsDefault TenantId HomeTenantId CloudName'.split(' '));
    expect((await az('version --query keys(@)[0] -o tsv')).out).to.equal('extensions\n');
  });

  it('of the configuration is that of the file, after the environment', async () => {
    const { az, make } = azBench();
    await make('configure --defaults location=eastus group=rg acr=');
    const names = async (env = {}) => (await az('configure --list-defaults --query [].name -o tsv', { env })).out.split('\n');
    expect(await names()).to.deep.equal(['location', 'group', '']);
    expect(await names({ AZURE_DEFAULTS_GROUP: 'other' })).to.deep.equal(['group', 'location', '']);
  });
});

describe('the configuration of az', () => {
  it('with an output that is none ends the command', async () => {
    const { az } = azBench();
    const { code, err } = await az('version', { env: { AZURE_CORE_OUTPUT: 'nope' } });
    expect(code).to.equal(1);
    expect(err.split('\n')[1]).to.equal("ERROR: 'nope'");
  });

  it('speaks of extensions where none is installed on the fly', async () => {
    const { az } = azBench();
    expect(
      (await az('nopenope', { env: { AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no', AZURE_CORE_ERROR_RECOMMENDATION: 'off' } })).err,
    ).to.equal(
      "ERROR: 'nopenope' is misspelled or not recognized by the system.\nIf the command is from an extension, please make sure the corresponding extension is installed. " +
        "To learn more about extensions, please visit 'https://docs.microsoft.com/cli/azure/azure-cli-extensions-overview'\n",
    );
  });
});
