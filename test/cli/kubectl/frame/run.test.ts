import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

describe('kubectl: the command line', () => {
  let cluster: KubectlLab;
  before(async () => {
    cluster = await kubectlLab();
  });

  it('prints its commands, and ends well, where nothing is asked', async () => {
    const { code, out } = await cluster.run('');
    expect(code).to.equal(0);
    expect(out).to.contain('Basic Commands (Beginner):\n  create ');
    expect(out).to.contain('Use "kubectl options" for a list of global command-line options (applies to all commands).\n');
  });

  it('prints the help of a command on stdout', async () => {
    const { code, out } = await cluster.run('get -h');
    expect(code).to.equal(0);
    expect(out).to.match(/^Shows one or many resources/);
    expect(out).to.contain("  -o, --output='': Output format");
    expect(out).to.contain('\nUsage:\n  kubectl get ');
    expect((await cluster.run('help get')).out).to.equal(out);
  });

  it('prints the help of a parent on stderr, with exit code 1', async () => {
    const { code, out, err } = await cluster.run('config');
    expect([code, out]).to.deep.equal([1, '']);
    expect(err).to.contain('Available Commands:\n');
  });

  it('finds the command behind global options', async () => {
    expect((await cluster.run('-n kube-system --request-timeout=5s get sa default -o name')).out).to.equal('serviceaccount/default\n');
  });

  it('knows aliases of subcommands', async () => {
    expect((await cluster.run('create ns aliased --dry-run=client')).out).to.equal('namespace/aliased created (dry run)\n');
  });

  const refused: [line: string, err: string][] = [
    ['gett', 'Error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n'],
    ['xyzzyx', 'Error: unknown command "xyzzyx" for "kubectl"\nRun \'kubectl --help\' for usage.\n'],
    ['get --nope', "Error: unknown flag: --nope\nSee 'kubectl get --help' for usage.\n"],
    ['create namespace --nope', "Error: unknown flag: --nope\nSee 'kubectl create namespace --help' for usage.\n"],
    ['config nope', 'error: unknown command "nope"\nSee \'kubectl config -h\' for help and examples\n'],
    ['create deployment x', 'Error: required flag(s) "image" not set\n'],
    ['create cronjob x', 'Error: required flag(s) "image", "schedule" not set\n'],
  ];
  for (const [line, err] of refused) {
    it(`refuses kubectl ${line}`, async () => {
      const answer = await cluster.run(line);
      expect(answer.code).to.equal(1);
      expect(answer.err.slice(0, err.length)).to.equal(err);
    });
  }

  it('says no more than kubectl does, unless hints are asked for', async () => {
    const manifest = "'a: b: c'";
    const plain = await cluster.run('apply -f -', { stdin: manifest });
    expect(plain.err).not.to.contain('hint');
    const hinted = await cluster.run('apply -f -', { stdin: 'a: b: c\n', env: { AKSLAB_HINTS: '1' } });
    expect(hinted.err).to.match(/^error: error parsing STDIN: .*\nhint: the file is not YAML/);
  });
});
