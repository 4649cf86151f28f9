import { expect } from 'chai';
import { akslab } from '../../../cli/akslab/index.ts';
import type { Program } from '../../../cli/shared/lab.ts';
import { memoryHost } from '../../../scenarios/host.ts';
import { openSession, type Session } from '../../../scenarios/session.ts';

const EXTENSION = 'az extension add --name aks-preview';
const REGISTER = 'az feature register --namespace Microsoft.ContainerService \\\n  --name PodSecurityPolicyPreview';
const REFRESH = 'az provider register --namespace Microsoft.ContainerService';
const ENABLED = [EXTENSION, REGISTER, REFRESH];
const create = (version: string, name = 'c') =>
  `az aks create -g g -n ${name} --kubernetes-version ${version} --generate-ssh-keys --enable-pod-security-policy`;

describe('akslab why, after az was refused', function () {
  this.timeout(60_000);
  let session: Session;
  const run = async (line: string) => {
    const { stdout, stderr, code } = await session.run(line);
    expect(code, `${line}\n${stdout}${stderr}`).to.equal(0);
    return stdout;
  };
  const why = async () =>
    JSON.parse(await run('akslab why -o json')) as {
      about: string;
      subject: string;
      answer: string;
      note: string;
      next: string[];
      warning?: string;
    };
  /** Types the line, and whatever why says next, until nothing is refused any more. */
  async function follow(line: string): Promise<string[]> {
    const typed: string[] = [];
    expect((await session.run(line)).code).not.to.equal(0);
    for (let round = 0; round < 6; round++) {
      for (const command of (await why()).next) {
        typed.push(command);
        await run(command);
        if (!ENABLED.includes(command) && command.includes('-security-policy')) return typed;
      }
    }
    return typed;
  }

  beforeEach(async () => {
    session = await openSession({ host: memoryHost(), programs: { akslab: akslab as unknown as Program } });
    await run('az group create -n g -l eastus');
  });
  afterEach(() => session.close());

  it('leads from the missing extension to a cluster with policies, command by command', async () => {
    expect(await follow(create('1.24.6'))).to.deep.equal([
      ...ENABLED,
      'az aks create -g g -n c --kubernetes-version 1.24.6 --generate-ssh-keys \\\n  --enable-pod-security-policy',
    ]);
    expect(await run('az aks show -g g -n c --query enablePodSecurityPolicy --only-show-errors')).to.equal('true\n');
  });

  it('says of a missing extension that Azure was not even asked', async () => {
    await session.run(create('1.24.6'));
    expect(await why()).to.deep.include({
      about: 'azure',
      subject: 'az aks create was refused',
      answer: 'unrecognized arguments: --enable-pod-security-policy',
      next: [EXTENSION],
    });
  });

  it('tells a feature that is not Registered from a provider that was not refreshed', async () => {
    await run(EXTENSION);
    await session.run(create('1.24.6'));
    expect((await why()).next).to.deep.equal([REGISTER]);
    await run(REGISTER);
    await session.run(create('1.24.6'));
    expect((await why()).next).to.deep.equal([REFRESH]);
  });

  describe('for the version', () => {
    beforeEach(async () => {
      for (const line of ENABLED) await run(line);
    });

    it('offers the newest that has policies to a new cluster', async () => {
      expect(await follow(create('1.25.4'))).to.deep.equal([
        'az aks create -g g -n c --kubernetes-version 1.24.9 --generate-ssh-keys \\\n  --enable-pod-security-policy',
      ]);
    });

    it('offers a new cluster to one that is past it', async () => {
      await run('az aks create -g g -n c --kubernetes-version 1.25.4 --generate-ssh-keys');
      expect(await follow('az aks update -g g --name=c --enable-pod-security-policy')).to.deep.equal([
        'az aks create --resource-group g --name c-psp --kubernetes-version 1.24.9 \\\n  --enable-pod-security-policy --generate-ssh-keys',
      ]);
    });

    it('switches policies off before an upgrade, and warns of what that means', async () => {
      await run(create('1.24.6'));
      const upgrade = 'az aks upgrade -g g -n c --kubernetes-version 1.25.4 --yes';
      await session.run(upgrade);
      const { next, warning } = await why();
      expect(next).to.deep.equal(['akslab audit', 'az aks update --resource-group g --name c --disable-pod-security-policy', upgrade]);
      expect(warning).to.include('nothing looks into pods any more');
      for (const command of next) await run(command);
      expect(await run('az aks show -g g -n c --query kubernetesVersion -o tsv --only-show-errors')).to.equal('1.25.4\n');
    });
  });

  it('has what helps with other refusals of Azure, and passes over slips of the pen and what is not there', async () => {
    await session.run('az aks create -g g -n c --kubernetes-version 1.99.0 --generate-ssh-keys');
    await session.run('az aks show -g g -n nope');
    await session.run('az aks shew');
    expect(await why()).to.deep.include({ subject: 'az aks create was refused', next: [] });
    expect((await why()).note).to.include('az aks get-versions');
  });
});
