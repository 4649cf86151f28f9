import { expect } from 'chai';
import { parse } from 'yaml';
import { az } from '../../../cli/az/index.ts';
import { NoSuchHost } from '../../../cli/shared/lab.ts';
import { memoryFiles } from '../../../cli/shared/memory-files.ts';
import { createMemoryLab } from '../../../cli/shared/memory-lab.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';

describe('a cluster that az makes', () => {
  it('answers kubectl while it runs, and only then', async () => {
    const lab = createMemoryLab({ latency: 'short' });
    const files = memoryFiles('/home/trainee');
    const run = async (line: string) => {
      const terminal = memoryTerminal({ files });
      expect(await az(line.split(' '), terminal, lab), `${line}: ${terminal.err}`).to.equal(0);
    };
    await run('group create -n rg -l eastus');
    await run('aks create -g rg -n c1 -c 2 -k 1.20.2 --no-ssh-key');
    await run('aks get-credentials -g rg -n c1');
    const kubeconfig = parse(files.read(`${lab.home}/kubeconfig`));
    const server: string = kubeconfig.clusters[0].cluster.server;
    const clientCertificate = atob(kubeconfig.users[0].user['client-certificate-data']);
    const ask = (path: string) => lab.api(server, { method: 'GET', path, credentials: { clientCertificate } });
    const version = async () => ((await ask('/version')).body as { gitVersion: string }).gitVersion;
    const refused = async () => expect(await ask('/version').catch((error: unknown) => error)).to.be.instanceOf(NoSuchHost);

    expect(await version()).to.equal('v1.20.2');
    expect(((await ask('/api/v1/nodes')).body as { items: unknown[] }).items.length).to.equal(2);
    await run('aks upgrade -g rg -n c1 -k 1.21.2 --yes');
    expect(await version()).to.equal('v1.21.2');
    await run('aks stop -g rg -n c1');
    await refused();
    await run('aks start -g rg -n c1');
    expect(await version()).to.equal('v1.21.2');
    await run('aks delete -g rg -n c1 --yes');
    await refused();
  });
});
