import { expect } from 'chai';
import { parse } from 'yaml';
import { CREATE, GROUP, azBench } from './bench.ts';

const GET = 'aks get-credentials -g rg -n c1';

async function withCluster() {
  const bench = azBench('none');
  await bench.make(GROUP, CREATE);
  const config = (path = `${bench.home}/kubeconfig`) => parse(bench.files.read(path));
  return { ...bench, config };
}

describe('az aks get-credentials', () => {
  it('makes the kubeconfig, keys sorted', async () => {
    const bench = await withCluster();
    expect((await bench.az(GET)).err).to.equal(`WARNING: Merged "c1" as current context in ${bench.home}/kubeconfig\n`);
    expect(Object.keys(bench.config())).to.deep.equal([
      'apiVersion',
      'clusters',
      'contexts',
      'current-context',
      'kind',
      'preferences',
      'users',
    ]);
    expect(bench.config().contexts).to.deep.equal([{ context: { cluster: 'c1', user: 'clusterUser_rg_c1' }, name: 'c1' }]);
  });

  it('adds the administrator under a context of its own', async () => {
    const bench = await withCluster();
    await bench.make(GET, `${GET} --admin`);
    expect(bench.config().contexts.map((context: { name: string }) => context.name)).to.deep.equal(['c1', 'c1-admin']);
    expect(bench.config().users.map((user: { name: string }) => user.name)).to.deep.equal(['clusterUser_rg_c1', 'clusterAdmin_rg_c1']);
    expect(bench.config().clusters.length).to.equal(1);
    expect(bench.config()['current-context']).to.equal('c1-admin');
  });

  it('fetches the same twice without a question', async () => {
    const bench = await withCluster();
    await bench.make(GET);
    const before = bench.files.read(`${bench.home}/kubeconfig`);
    await bench.make(GET);
    expect(bench.files.read(`${bench.home}/kubeconfig`)).to.equal(before);
  });

  it('names cluster and context as asked', async () => {
    const bench = await withCluster();
    await bench.make(`${GET} --context mine --admin`);
    expect(bench.config().contexts[0]).to.deep.equal({ context: { cluster: 'mine', user: 'clusterAdmin_rg_c1' }, name: 'mine-admin' });
  });

  it('keeps what else is in the file', async () => {
    const bench = await withCluster();
    bench.files.write(
      'mine.yaml',
      'apiVersion: v1\nclusters: [{name: other, cluster: {server: x}}]\nusers: null\ncontexts: []\nextra: 1\n',
    );
    await bench.make(`${GET} -f mine.yaml`);
    expect(bench.config('mine.yaml').clusters.map((cluster: { name: string }) => cluster.name)).to.deep.equal(['other', 'c1']);
    expect(bench.config('mine.yaml').extra).to.equal(1);
  });

  describe('where another cluster has the name', () => {
    async function conflicting() {
      const bench = await withCluster();
      await bench.make(GET, 'aks delete -g rg -n c1 --yes', CREATE);
      return bench;
    }

    it('fails without a terminal, and leaves the file as it was', async () => {
      const bench = await conflicting();
      const before = bench.files.read(`${bench.home}/kubeconfig`);
      const { code, err } = await bench.az(GET);
      expect([code, err]).to.deep.equal([1, 'ERROR: A different object named c1 already exists in clusters in your kubeconfig file.\n']);
      expect(bench.files.read(`${bench.home}/kubeconfig`)).to.equal(before);
    });

    it('replaces with --overwrite-existing', async () => {
      const bench = await conflicting();
      expect((await bench.az(`${GET} --overwrite-existing`)).code).to.equal(0);
    });

    it('asks on a terminal, once for each', async () => {
      const bench = await conflicting();
      const { code, out } = await bench.az(GET, { tty: true, stdin: 'y\ny\n' });
      expect(code).to.equal(0);
      expect(out).to.equal(
        'A different object named c1 already exists in your kubeconfig file.\nOverwrite? (y/n): y\nA different object named clusterUser_rg_c1 already exists in your kubeconfig file.\nOverwrite? (y/n): y\n',
      );
    });
  });

  it('prints the kubeconfig for `-f -`', async () => {
    const bench = await withCluster();
    const { out, err } = await bench.az(`${GET} -f -`);
    expect(err).to.equal('');
    expect(out.endsWith('\n\n')).to.equal(true);
    expect(bench.files.stat(`${bench.home}/kubeconfig`)).to.equal(undefined);
  });

  it("touches a KUBECONFIG in the state home, and never the user's own", async () => {
    const bench = await withCluster();
    await bench.az(GET, { env: { KUBECONFIG: `${bench.home}/other` } });
    expect(bench.files.stat(`${bench.home}/other`)!.kind).to.equal('file');
    await bench.az(GET, { env: { KUBECONFIG: '/home/trainee/.kube/config' } });
    expect(bench.files.stat('/home/trainee/.kube/config')).to.equal(undefined);
  });

  for (const [what, text, message] of [
    ['no YAML', 'a: [', /^ERROR: Error parsing bad \(/],
    ['no mapping', 'just text', /^ERROR: Error parsing bad \(it holds no mapping\)/],
    ['no clusters', 'a: 1', /^ERROR: No such key 'clusters' in existing config, please confirm/],
  ] as const) {
    it(`refuses a file that holds ${what}`, async () => {
      const bench = await withCluster();
      bench.files.write('bad', text);
      const { code, err } = await bench.az(`${GET} -f bad`);
      expect(code).to.equal(1);
      expect(err).to.match(message);
      expect(bench.files.read('bad')).to.equal(text);
    });
  }
});

describe('what az writes', () => {
  it('is for its owner alone where it holds a key, and az says so of what is not', async () => {
    const bench = azBench('none');
    bench.files.remove(`${bench.home}/.ssh`);
    await bench.make(GROUP, `${CREATE} --generate-ssh-keys`, 'aks get-credentials -g rg -n c1');
    const mode = (path: string) => bench.files.stat(`${bench.home}/${path}`)?.mode;
    expect([mode('kubeconfig'), mode('.ssh/id_rsa'), mode('.ssh/id_rsa.pub')]).to.deep.equal([0o600, 0o600, 0o644]);
    bench.files.write('/home/trainee/open', '');
    const { err } = await bench.az('aks get-credentials -g rg -n c1 -f open');
    expect(err).to.equal(
      'WARNING: open has permissions "644".\nIt should be readable and writable only by its owner.\nWARNING: Merged "c1" as current context in open\n',
    );
  });
});
