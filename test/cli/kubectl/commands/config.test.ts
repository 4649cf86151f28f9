import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

describe('kubectl config', () => {
  let cluster: KubectlLab;
  beforeEach(async () => {
    cluster = await kubectlLab();
  });

  it('shows the contexts', async () => {
    await cluster.run('config set-context other --cluster=oracle --user=admin');
    expect((await cluster.run('config get-contexts')).out).to.equal(
      'CURRENT   NAME     CLUSTER   AUTHINFO   NAMESPACE\n*         oracle   oracle    admin      default\n          other    oracle    admin      \n',
    );
    expect((await cluster.run('config get-contexts -o name')).out).to.equal('oracle\nother\n');
    expect(await cluster.run('config get-contexts nope --no-headers')).to.deep.equal({
      code: 1,
      out: '',
      err: 'error: context nope not found\n',
    });
  });

  it('makes, uses, renames and removes a context', async () => {
    expect((await cluster.run('config set-context other --cluster=oracle')).out).to.equal('Context "other" created.\n');
    expect((await cluster.run('config set-context other --user=admin')).out).to.equal('Context "other" modified.\n');
    expect((await cluster.run('config use-context other')).out).to.equal('Switched to context "other".\n');
    expect((await cluster.run('config rename-context other new')).out).to.equal('Context "other" renamed to "new".\n');
    expect((await cluster.run('config current-context')).out).to.equal('new\n');
    expect(await cluster.run('config delete-context new')).to.deep.equal({
      code: 0,
      out: 'deleted context new from /home/trainee/.akslab/kubeconfig\n',
      err: 'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
    });
    expect((await cluster.run('config use-context new')).err).to.equal('error: no context exists with the name: "new"\n');
  });

  it('hides certificates, keys and tokens unless it is told otherwise', async () => {
    await cluster.run('config set-credentials robot --token=abc');
    const { out } = await cluster.run('config view');
    expect(out).to.contain('certificate-authority-data: DATA+OMITTED');
    expect(out).to.contain('client-key-data: REDACTED');
    expect(out).to.contain('token: REDACTED');
    expect((await cluster.run("config view --raw -o jsonpath='{.users[1].user.token}'")).out).to.equal('abc');
  });

  it('shows only what the current context needs', async () => {
    await cluster.run('config set-cluster spare --server=https://spare.example');
    expect((await cluster.run('config view')).out).to.contain('spare');
    expect((await cluster.run('config view --minify')).out).not.to.contain('spare');
  });

  it('sets and unsets one value', async () => {
    expect((await cluster.run('config set contexts.oracle.namespace team')).out).to.equal('Property "contexts.oracle.namespace" set.\n');
    expect((await cluster.run('get pods')).err).to.equal('No resources found in team namespace.\n');
    expect((await cluster.run('config unset current-context')).out).to.equal('Property "current-context" unset.\n');
    expect((await cluster.run('config current-context')).err).to.equal('error: current-context is not set\n');
  });

  it('lists and removes clusters and users', async () => {
    expect((await cluster.run('config get-clusters')).out).to.equal('NAME\noracle\n');
    expect((await cluster.run('config get-users')).out).to.equal('NAME\nadmin\n');
    expect((await cluster.run('config delete-cluster oracle')).out).to.equal(
      'deleted cluster oracle from /home/trainee/.akslab/kubeconfig\n',
    );
    expect((await cluster.run('config delete-user nope')).err).to.equal(
      'error: cannot delete user nope, not in /home/trainee/.akslab/kubeconfig\n',
    );
  });
});
