import { expect } from 'chai';
import { kubectlLab } from '../kubectl-lab.ts';

const REQUEST = btoa(
  '-----BEGIN CERTIFICATE REQUEST-----\nMIIBVTCB/QIBADASMRAwDgYDVQQDDAdqYW5lLWRvMFkwEwYHKoZIzj0CAQYIKoZI\n-----END CERTIFICATE REQUEST-----\n',
);
const CSR = `apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {name: jane}\nspec: {request: ${REQUEST}, signerName: example.com/signer, usages: [client auth]}\n`;

describe('kubectl certificate', () => {
  it('decides on requests, once', async () => {
    const { run } = await kubectlLab({ 'csr.yaml': CSR });
    expect((await run('create -f csr.yaml')).err).to.equal('');
    expect((await run('certificate approve jane')).out).to.equal('certificatesigningrequest.certificates.k8s.io/jane approved\n');
    expect((await run("get csr jane -o jsonpath='{.status.conditions[0].type} {.status.conditions[0].reason}'")).out).to.equal(
      'Approved KubectlApprove',
    );
    expect((await run('certificate deny jane')).err).to.equal('error: certificate signing request "jane" is already Approved\n');
  });

  it('wants a request', async () => {
    const { run } = await kubectlLab();
    expect((await run('certificate approve')).err).to.equal('error: one or more CSRs must be specified as <name> or -f <filename>\n');
    expect((await run('certificate deny nope')).err).to.equal(
      'Error from server (NotFound): certificatesigningrequests.certificates.k8s.io "nope" not found\n',
    );
  });
});

describe('kubectl plugin list', () => {
  it('finds programs on PATH', async () => {
    const { run } = await kubectlLab({ '/opt/kubectl-neat': '', '/opt/other': '' });
    expect((await run('plugin list', { env: { PATH: '/none:/opt' } })).out).to.equal(
      'The following compatible plugins are available:\n\n/opt/kubectl-neat\n',
    );
    expect((await run('plugin list', { env: { PATH: '/none' } })).err).to.equal('error: unable to find any kubectl plugins in your PATH\n');
  });
});
