import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { SCRIPTS } from '../../../../cli/kubectl/completion/scripts.ts';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

describe('kubectl completion', () => {
  let cluster: KubectlLab;
  before(async () => {
    cluster = await kubectlLab();
    await cluster.run('create configmap conf');
    await cluster.run('create configmap other');
  });
  const complete = async (...words: string[]) =>
    (await cluster.run(`__complete -- ${words.map((word) => `'${word}'`).join(' ')}`)).out.split('\n').slice(0, -1);

  it('knows commands', async () => expect(await complete('co')).to.deep.equal(['completion', 'config', 'cordon']));
  it('knows subcommands', async () => expect(await complete('rollout', 'res')).to.deep.equal(['restart', 'resume']));
  it('knows resources', async () => expect(await complete('get', 'podse')).to.deep.equal(['podsecuritypolicies']));
  it('knows names', async () => expect(await complete('describe', 'cm', 'c')).to.deep.equal(['conf']));
  it('knows names after a slash', async () => expect(await complete('get', 'cm/o')).to.deep.equal(['cm/other']));
  it('knows nodes', async () => expect(await complete('drain', '')).to.have.length(1));
  it('knows options', async () => expect(await complete('get', 'pods', '--show')).to.deep.equal(['--show-kind', '--show-labels']));
  it('knows the values of options', async () => {
    expect(await complete('get', 'pods', '-n', 'kube-s')).to.deep.equal(['kube-system']);
    expect(await complete('apply', '--dry-run=s')).to.deep.equal(['--dry-run=server']);
    expect(await complete('config', 'use-context', '')).to.deep.equal(['oracle']);
  });
  it('looks in the namespace that was typed', async () => expect(await complete('get', '-n', 'kube-system', 'cm', 'co')).to.deep.equal([]));
  it('is silent where there is nothing to offer', async () => {
    expect(await cluster.run("__complete -- get nope ''")).to.deep.equal({ code: 0, out: '', err: '' });
    expect(await cluster.run("__complete -- get pods --context nope ''")).to.deep.equal({ code: 0, out: '', err: '' });
  });

  it('refuses other shells', async () => {
    expect((await cluster.run('completion')).err).to.equal(
      "error: Shell not specified.\nSee 'kubectl completion -h' for help and examples\n",
    );
    expect((await cluster.run('completion fish')).err).to.equal(
      'error: Unsupported shell type "fish".\nSee \'kubectl completion -h\' for help and examples\n',
    );
  });

  /** What bash would put in for a line, where kubectl knows these candidates. */
  function inBash(line: string, candidates: string[]): string[] {
    const script = `kubectl() { shift 2; printf '%s\\n' "$*" >&2; printf '%s\\n' ${candidates.map((one) => `'${one}'`).join(' ')}; }
compopt() { :; }
${SCRIPTS.bash}
COMP_LINE='${line}'; COMP_POINT=${line.length}; __akslab_kubectl; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').slice(0, -1);
  }

  it('works in bash', () => {
    expect(inBash('kubectl get po', ['poddisruptionbudgets', 'pods'])).to.deep.equal(['poddisruptionbudgets', 'pods']);
    expect(inBash('kubectl get pods ', ['web'])).to.deep.equal(['web']);
    // Bash puts in only what stands after the =.
    expect(inBash('kubectl get pods --namespace=kube', ['--namespace=kube-system'])).to.deep.equal(['kube-system']);
  });
});
