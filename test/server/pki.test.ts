import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import { nodePki } from '../../server/pki.ts';
import { rememberedPki } from '../../server/remembered-pki.ts';
import { memoryStore } from '../../state/memory-store.ts';

const NOW = Date.parse('2021-01-15T12:00:00Z');
const DAY = 24 * 3600 * 1000;

describe('certificates', () => {
  const pki = nodePki();
  const authority = pki.authority('ca', NOW);

  it('verifies a client certificate that its authority signed, with user and groups', () => {
    const client = pki.issueClient(authority, { commonName: 'masterclient', organizations: ['system:masters', 'ops'] }, NOW);
    const subject = pki.verify(client.certificate, authority.certificate, NOW);
    expect(subject).to.deep.equal({ commonName: 'masterclient', organizations: ['system:masters', 'ops'] });
  });

  it('accepts no certificate of another authority, nor one that is out of date, nor what is no certificate', () => {
    const client = pki.issueClient(authority, { commonName: 'a', organizations: [] }, NOW);
    const other = pki.authority('ca', NOW);
    expect(pki.verify(client.certificate, other.certificate, NOW)).to.equal(undefined);
    expect(pki.verify(client.certificate, authority.certificate, NOW + 3 * 365 * DAY)).to.equal(undefined);
    expect(pki.verify(client.certificate, authority.certificate, NOW - DAY)).to.equal(undefined);
    expect(pki.verify('nonsense', authority.certificate, NOW)).to.equal(undefined);
  });

  it('makes server certificates for names and addresses', () => {
    const server = new X509Certificate(pki.issueServer(authority, ['api.example.test', '127.0.0.1', '::1'], NOW).certificate);
    expect(server.checkHost('api.example.test')).to.equal('api.example.test');
    expect(server.checkIP('127.0.0.1')).to.equal('127.0.0.1');
    expect(server.checkIP('::1')).to.equal('::1');
    expect(server.verify(new X509Certificate(authority.certificate).publicKey)).to.equal(true);
  });

  it('makes an authority that node takes for one, and keys that match', () => {
    const certificate = new X509Certificate(authority.certificate);
    expect(certificate.ca).to.equal(true);
    expect(certificate.validTo).to.contain('2051');
    expect(certificate.checkPrivateKey(createPrivateKey(authority.key))).to.equal(true);
  });
});

describe('certificates that were issued here', () => {
  const pki = nodePki();
  const unused = () => expect.fail('asked for cryptography');

  it('are known without cryptography, for as long as they are valid', () => {
    const store = memoryStore();
    const authority = pki.authority('ca', NOW);
    const subject = { commonName: 'dev', organizations: ['team'] };
    const { certificate } = rememberedPki(pki, store).issueClient(authority, subject, NOW);
    const remembering = rememberedPki({ ...pki, verify: unused }, store);
    expect(remembering.verify(certificate, authority.certificate, NOW)).to.deep.equal(subject);
    expect(remembering.verify(certificate, authority.certificate, NOW + 3 * 365 * DAY)).to.equal(undefined);
  });

  it('are verified when they differ, or when another authority is asked about', () => {
    const store = memoryStore();
    const [authority, other] = [pki.authority('ca', NOW), pki.authority('ca', NOW)];
    const remembering = rememberedPki(pki, store);
    const { certificate } = remembering.issueClient(authority, { commonName: 'dev', organizations: [] }, NOW);
    expect(remembering.verify(certificate, other.certificate, NOW)).to.equal(undefined);
    expect(remembering.verify(certificate.replace('MII', 'MIJ'), authority.certificate, NOW)).to.equal(undefined);
    const elsewhere = pki.issueClient(authority, { commonName: 'x', organizations: [] }, NOW);
    expect(remembering.verify(elsewhere.certificate, authority.certificate, NOW)).to.deep.equal({ commonName: 'x', organizations: [] });
  });
});
