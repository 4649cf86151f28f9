import { expect } from 'chai';
import { az as runAz } from '../../../cli/az/index.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';
import { ArmFailure } from '../../../cli/az/errors.ts';
import { CREATE, GROUP, azBench } from './bench.ts';

describe('az', () => {
  it('prints what ARM says of an error, all of it', () => {
    const error = new ArmFailure(400, {
      code: 'InvalidParameter',
      message: 'msg here',
      target: 'enablePodSecurityPolicy',
      details: [{ code: 'X', message: 'inner', target: 't2' }],
      innererror: { code: 'IE' },
    });
    expect(error.message).to.equal(
      '(InvalidParameter) msg here\nCode: InvalidParameter\nMessage: msg here\nTarget: enablePodSecurityPolicy\nException Details:\t(X) inner\n\tCode: X\n\tMessage: inner\n\tTarget: t2\nInner error: {\n    "code": "IE"\n}',
    );
    expect(new ArmFailure(400, {}).message).to.equal("Operation returned an invalid status 'Bad Request'");
  });

  it('is signed in at first, and again after login', async () => {
    const { az, make } = azBench();
    expect((await az('account show --query user.name -o tsv')).out).to.equal('trainee@example.com\n');
    await make('logout');
    expect(await az('group list')).to.deep.equal({ code: 1, out: '', err: "ERROR: Please run 'az login' to setup account.\n" });
    await make('login --use-device-code -o none');
    expect((await az('group list')).code).to.equal(0);
  });

  it('knows its one subscription by id and by name, whatever its case', async () => {
    const { az } = azBench();
    expect((await az("group list --subscription 'aks TRAINING'")).code).to.equal(0);
    const notFound = "ERROR: Subscription 'nope' not found. Check the spelling and casing and try again.\n";
    expect((await az('group list --subscription nope')).err).to.equal(`WARNING: Subscription 'nope' not recognized.\n${notFound}`);
    expect((await az('account show -s nope')).err).to.equal(notFound);
    expect((await az('account set -s nope')).err).to.equal("ERROR: The subscription of 'nope' doesn't exist in cloud 'AzureCloud'.\n");
  });

  it('wants a password with a name, and a tenant for a service principal', async () => {
    const { az } = azBench();
    const error = async (line: string) => (await az(line)).err;
    expect(await error('login -u trainee@example.com')).to.equal(
      'ERROR: Please specify both username and password in non-interactive mode.\n',
    );
    expect(await error('login --service-principal -p x')).to.equal(
      'ERROR: usage error: --service-principal --username NAME --password SECRET --tenant TENANT\n',
    );
    expect(await error('login --use-device-code -u a')).to.equal(
      "ERROR: usage error: '--use-device-code' is not applicable with other arguments\n",
    );
    const { code, out } = await az('login -u trainee@example.com -o none', { tty: true, stdin: 'secret\n' });
    expect({ code, out }).to.deep.equal({ code: 0, out: 'Password: \n' });
  });

  it('makes a cluster again without aks-preview, and refuses to with it', async () => {
    const { az, make } = azBench('none');
    await make(GROUP, CREATE, CREATE, 'extension add -n aks-preview');
    const { code, err } = await az(CREATE);
    expect(code).to.equal(1);
    expect(err).to.contain("ERROR: The cluster 'c1' under resource group 'rg' already exists. Please use command 'az aks update'");
  });

  it('says what it does not simulate', async () => {
    const { az } = azBench();
    expect(await az('vm list')).to.deep.equal({ code: 1, out: '', err: "ERROR: akslab does not simulate 'az vm' yet.\n" });
    expect((await az('aks create -g rg -n c --enable-aad')).err).to.equal(
      "ERROR: akslab does not simulate 'az aks create --enable-aad' yet.\n",
    );
  });

  it('gives hints only where they are wanted', async () => {
    const { az } = azBench();
    const line = 'aks update -g rg -n c --enable-pod-security-policy';
    expect((await az(line)).err).not.to.contain('hint:');
    expect((await az(line, { env: { AKSLAB_HINTS: '1' } })).err).to.match(/\nhint: .*az extension add --name aks-preview\n$/);
  });

  it('hints at the step that is next before pod security policies can be enabled', async () => {
    const { az, make, lab } = azBench();
    await make(GROUP, CREATE, 'extension add -n aks-preview');
    const hint = async () =>
      /^hint: (.*)$/m.exec((await az('aks update -g rg -n c1 --enable-pod-security-policy', { env: { AKSLAB_HINTS: '1' } })).err)?.[1];
    expect(await hint()).to.match(/^register the feature: az feature register /);
    await make('feature register --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview');
    expect(await hint()).to.match(/^the feature is still Registering: /);
    lab.clock.advance(2000);
    expect(await hint()).to.match(/: az provider register --namespace Microsoft\.ContainerService$/);
    await make('provider register --namespace Microsoft.ContainerService');
    expect(await hint()).to.equal(undefined);
  });

  it('reads values from files', async () => {
    const { az, files } = azBench();
    files.write('name.txt', 'rg-of-file\n');
    expect((await az('group create -n @name.txt -l eastus --query name')).out).to.equal('"rg-of-file"\n');
    expect((await az('group create --name=@name.txt -l eastus --query name')).out).to.equal('"rg-of-file"\n');
  });

  it('reports files that cannot be written', async () => {
    const { az, make } = azBench();
    await make(GROUP, CREATE);
    const { code, err } = await az('aks get-credentials -g rg -n c1 -f /home');
    expect([code, err]).to.deep.equal([1, "ERROR: EISDIR: illegal operation on a directory, open '/home'\n"]);
  });

  it('reports a broken profile of its own, and leaves it', async () => {
    const { az, files, home } = azBench();
    files.makeFolder(`${home}/azure`);
    files.write(`${home}/azure/azureProfile.json`, '{');
    const { code, err } = await az('account show');
    expect(code).to.equal(1);
    expect(err).to.contain('it is not JSON');
    expect(files.read(`${home}/azure/azureProfile.json`)).to.equal('{');
  });
});

describe('long operations', () => {
  it('return at once with --no-wait, and are seen going on', async () => {
    const { az, make, lab } = azBench();
    await make(GROUP, CREATE);
    const state = async () => (await az('aks show -g rg -n c1 --query provisioningState -o tsv')).out;
    expect(await az('aks update -g rg -n c1 --tags a=b --no-wait')).to.deep.equal({ code: 0, out: '', err: '' });
    expect(await state()).to.equal('Updating\n');
    lab.clock.advance(2000);
    expect(await state()).to.equal('Succeeded\n');
  });

  it('refuse a second one meanwhile', async () => {
    const { az, make } = azBench();
    await make(GROUP, `${CREATE} --no-wait`);
    const { code, err } = await az('aks update -g rg -n c1 --tags a=b');
    expect(code).to.equal(1);
    expect(err).to.match(/^ERROR: \(OperationNotAllowed\) Operation is not allowed: Another operation \(Creating\) is in progress/);
  });

  it('are waited for with az aks wait', async () => {
    const { az, make } = azBench();
    await make(GROUP, `${CREATE} --no-wait`, 'aks wait -g rg -n c1 --created');
    expect((await az('aks show -g rg -n c1 --query provisioningState -o tsv')).out).to.equal('Succeeded\n');
  });

  it('go on when the wait is interrupted', async () => {
    const { lab, make, az } = azBench();
    await make(GROUP);
    const terminal = memoryTerminal();
    const waiting = { ...lab, change: async () => (terminal.interrupt(), Promise.reject(new Error('interrupted'))) };
    expect(await runAz(`${CREATE} --no-ssh-key`.split(' '), terminal, waiting)).to.equal(1);
    expect(terminal.err).to.equal('ERROR: Long-running operation wait cancelled.  \n');
    await make('aks wait -g rg -n c1 --created');
    expect((await az('aks show -g rg -n c1 --query provisioningState -o tsv')).out).to.equal('Succeeded\n');
  });

  it('show a sign of life on a terminal, and wipe it', async () => {
    const { az, make } = azBench();
    await make(GROUP);
    const { err } = await az(`${CREATE} -o none`, { tty: true });
    expect(err.startsWith('\x1b[K - Starting ..\r')).to.equal(true);
    expect(err.endsWith('\x1b[K - Finished ..\r\x1b[K')).to.equal(true);
  });
});

describe('questions', () => {
  const DELETE = 'aks delete -g rg -n c1';
  const QUESTION = 'Are you sure you want to perform this operation? (y/n): ';

  async function withCluster() {
    const bench = azBench('none');
    await bench.make(GROUP, CREATE);
    const exists = async () => (await bench.az('aks show -g rg -n c1')).code === 0;
    return { ...bench, exists };
  }

  it('are asked before a deletion, until they are answered', async () => {
    const { az, exists } = await withCluster();
    expect(await az(DELETE, { tty: true, stdin: 'n\n' })).to.deep.equal({
      code: 1,
      out: `${QUESTION}n\n`,
      err: '\x1b[91mOperation cancelled.\x1b[0m\n',
    });
    expect(await exists()).to.equal(true);
    expect((await az(DELETE, { tty: true, stdin: 'maybe\n\nyes\n y\nY\n' })).out).to.equal(
      ['maybe', '', 'yes', ' y', 'Y'].map((answer) => `${QUESTION}${answer}\n`).join(''),
    );
    expect(await exists()).to.equal(false);
  });

  it('show an answer as a terminal does while it is typed', async () => {
    const { az } = await withCluster();
    expect((await az(DELETE, { tty: true, stdin: 'nope\x7f\x7f\x7f\n' })).out).to.equal(`${QUESTION}nope${'\b \b'.repeat(3)}\n`);
  });

  it('end with Ctrl-C, silently, and with the end of the input', async () => {
    const { az, exists } = await withCluster();
    expect(await az(DELETE, { tty: true, stdin: 'ab\x03' })).to.deep.equal({ code: 1, out: `${QUESTION}ab^C`, err: '' });
    for (const stdin of ['', '\x04']) {
      const { code, out, err } = await az(DELETE, { tty: true, stdin, env: { AZURE_CORE_NO_COLOR: '1' } });
      expect({ code, out }).to.deep.equal({ code: 1, out: QUESTION });
      expect(err).to.equal(
        'ERROR: The command failed with an unexpected error. Here is the traceback:\nERROR: \nEOFError\n' +
          'To check existing issues, please visit: https://github.com/Azure/azure-cli/issues\nTo open a new issue, please run `az feedback`\n',
      );
    }
    expect(await exists()).to.equal(true);
  });

  it('cannot be asked without a terminal', async () => {
    const { az, exists } = await withCluster();
    expect(await az(DELETE)).to.deep.equal({
      code: 1,
      out: '',
      err: 'WARNING: Unable to prompt for confirmation as no tty available. Use --yes.\nERROR: Operation cancelled.\n',
    });
    expect(await exists()).to.equal(true);
  });

  it('are not asked with --yes, or where the configuration says so', async () => {
    const { az, exists } = await withCluster();
    expect((await az(DELETE, { env: { AZURE_CORE_DISABLE_CONFIRM_PROMPT: 'yes' } })).code).to.equal(0);
    expect(await exists()).to.equal(false);
  });

  it('come twice before an upgrade, and No is meant by nothing', async () => {
    const { az } = await withCluster();
    const { code, out } = await az('aks upgrade -g rg -n c1 -k 1.19.7', { tty: true, stdin: 'y\n\n' });
    expect(code).to.equal(0);
    expect(out).to.equal(
      'Kubernetes may be unavailable during cluster upgrades.\n Are you sure you want to perform this operation? (y/N): y\n' +
        'Since control-plane-only argument is not specified, this will upgrade the control plane AND all nodepools to version 1.19.7. Continue? (y/N): \n',
    );
    expect((await az('aks show -g rg -n c1 --query kubernetesVersion -o tsv')).out).to.equal('1.18.8\n');
  });
});

describe('colours', () => {
  it('show what is a command in an example, and where the reference is', async () => {
    const { az } = azBench();
    expect((await az('group create -n x', { tty: true })).err).to.equal(
      '\x1b[91mthe following arguments are required: --location/-l\x1b[0m\n\nExamples from AI knowledge base:\n' +
        '\x1b[94maz\x1b[94m group\x1b[94m create\x1b[94m --name\x1b[0m myResourceGroup\x1b[94m --location\x1b[0m eastus\x1b[0m\n' +
        '\x1b[90mCreate a group in East US\n\x1b[0m\n\x1b[96mhttps://aka.ms/cli_ref\x1b[0m\n\x1b[90mRead more about the command in reference docs\x1b[0m\n',
    );
  });

  it('are those of the command that was meant', async () => {
    const { az } = azBench();
    expect((await az('aks shw')).err).to.contain(
      "\nDid you mean 'show' ?\n\nExamples from AI knowledge base:\naz aks show --resource-group myResourceGroup --name myAKSCluster\n",
    );
  });

  it('leave the advice about a query alone', async () => {
    const { az } = azBench();
    expect((await az('version --query foo(@)', { tty: true })).err).to.equal(
      "\x1b[91mInvalid jmespath query supplied for `--query`: Unknown function: foo()\x1b[0m\nTo learn more about --query, please visit: 'https://docs.microsoft.com/cli/azure/query-azure-cli'\n",
    );
  });

  it('stand in the place of prefixes on a terminal', async () => {
    const { az } = azBench();
    expect((await az('group show -n nope', { tty: true })).err).to.match(/^\x1b\[91m\(ResourceGroupNotFound\)[^]*\x1b\[0m\n$/);
    expect((await az('group show -n nope', { tty: true, env: { AZURE_CORE_NO_COLOR: 'true' } })).err).to.match(
      /^ERROR: \(ResourceGroupNotFound\)/,
    );
  });
});
