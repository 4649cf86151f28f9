import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const REFUSED = 'The connection to the server localhost:8080 was refused - did you specify the right host or port?\n';

describe('kubectl: the kubeconfig', () => {
  let cluster: KubectlLab;
  beforeEach(async () => {
    cluster = await kubectlLab();
  });

  it('says what kubectl says where there is none', async () => {
    cluster.files.remove('/home/trainee/.akslab/kubeconfig');
    expect(await cluster.run('get pods')).to.deep.equal({ code: 1, out: '', err: REFUSED });
  });

  it('leaves a KUBECONFIG alone that akslab did not set', async () => {
    cluster.files.write('/tmp-config', 'apiVersion: v1\n');
    expect((await cluster.run('config current-context', { env: { KUBECONFIG: '/tmp-config' } })).out).to.equal('oracle\n');
    expect((await cluster.run('config current-context', { env: { KUBECONFIG: '/tmp-config', AKSLAB_ENV: '1' } })).err).to.equal(
      'error: current-context is not set\n',
    );
  });

  it('asks for the file that --kubeconfig names', async () => {
    expect((await cluster.run('get pods --kubeconfig nope')).err).to.equal('error: stat nope: no such file or directory\n');
  });

  it('refuses a context, cluster or user that it does not have', async () => {
    expect((await cluster.run('get pods --context nope')).err).to.equal(
      'Error in configuration: context was not found for specified context: nope\n',
    );
    expect((await cluster.run('get pods --cluster nope')).err).to.equal('error: no server found for cluster "nope"\n');
    expect((await cluster.run('get pods --user nope')).err).to.equal('error: auth info "nope" does not exist\n');
  });

  it('says where no cluster answers', async () => {
    expect((await cluster.run('get pods -s https://gone.example')).err).to.equal(
      'Unable to connect to the server: dial tcp: lookup gone.example: no such host\n',
    );
  });

  it('is anonymous without a certificate, to whom even discovery is forbidden', async () => {
    await cluster.run('config set-credentials nobody');
    expect((await cluster.run('get pods --user nobody')).err).to.equal('error: the server doesn\'t have a resource type "pods"\n');
    expect((await cluster.run('get --raw /api/v1/pods --user nobody')).err).to.contain(
      'User "system:anonymous" cannot list resource "pods"',
    );
  });

  it('acts as whom --as names', async () => {
    expect((await cluster.run('get pods --as alice --as-group devs')).err).to.contain('User "alice" cannot list resource "pods"');
    expect((await cluster.run('get pods --as-group devs')).err).to.equal(
      'error: requesting groups or user-extra for admin without impersonating a user\n',
    );
  });

  it('uses the namespace of the context, and -n before it', async () => {
    await cluster.run('config set-context --current --namespace kube-system');
    expect((await cluster.run('get sa -o name default')).out).to.equal('serviceaccount/default\n');
    expect((await cluster.run('get cm nope')).err).to.equal('Error from server (NotFound): configmaps "nope" not found\n');
    expect((await cluster.run('get pods')).err).to.equal('No resources found in kube-system namespace.\n');
    expect((await cluster.run('get pods -n default')).err).to.equal('No resources found in default namespace.\n');
  });

  it('says where a broken file is', async () => {
    cluster.files.write('/home/trainee/.akslab/kubeconfig', 'a: b: c\n');
    expect((await cluster.run('get pods')).err).to.match(
      /^error: error loading config file "\/home\/trainee\/\.akslab\/kubeconfig": yaml: /,
    );
  });
});
