import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { homeHost } from '../../scenarios/host.ts';
import { openSession } from '../../scenarios/session.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('scenarios: a lab over a home', () => {
  const scratch = scratchFolder();

  it('goes back to what the clients had, too: extensions and kubeconfig', async () => {
    const home = join(scratch.path, 'home');
    const session = await openSession({ host: homeHost(home, {}), folder: join(scratch.path, 'work') });
    try {
      const before = await session.host.snapshot();
      await session.run('az extension add --name aks-preview');
      await session.run('kubectl config set-context lab --namespace team');
      const after = JSON.parse(JSON.stringify(await session.host.snapshot()));
      await session.host.restore(before);
      expect((await session.run('az extension list --query [].name --output tsv')).stdout).to.equal('');
      expect(existsSync(join(home, 'kubeconfig'))).to.equal(false);
      await session.host.restore(after);
      expect((await session.run('az extension list --query [].name --output tsv')).stdout).to.equal('aks-preview\n');
      expect((await session.run('kubectl config get-contexts -o name')).stdout).to.equal('lab\n');
    } finally {
      session.close();
    }
  });
});
