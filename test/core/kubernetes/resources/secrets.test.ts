import { expect } from 'chai';
import { testCluster } from '../../../support/cluster.ts';

const SECRETS = '/api/v1/namespaces/default/secrets';
const MAPS = '/api/v1/namespaces/default/configmaps';
const secret = (fields: object): object => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, ...fields });
const message = (fields: object): string => testCluster().ask('POST', SECRETS, secret(fields)).body.message;

describe('secrets', () => {
  it('take what is written in plain text into their data', () => {
    const { body } = testCluster().ask('POST', SECRETS, secret({ data: { a: 'eA==' }, stringData: { a: 'ü', b: 'y' } }));
    expect(body.data).to.deep.equal({ a: 'w7w=', b: 'eQ==' });
    expect(body.type).to.equal('Opaque');
    expect(body).not.to.have.property('stringData');
  });

  const refusals: [string, object, string][] = [
    ['a key for TLS', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'eA==' } }, 'data[tls.key]: Required value'],
    [
      'the account of a token',
      { type: 'kubernetes.io/service-account-token' },
      'metadata.annotations[kubernetes.io/service-account.name]: Required value',
    ],
    ['a registry configuration', { type: 'kubernetes.io/dockerconfigjson' }, 'data[.dockerconfigjson]: Required value'],
    ['a private key', { type: 'kubernetes.io/ssh-auth' }, 'data[%s][ssh-privatekey]: Required value'],
    [
      'JSON in it',
      { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': 'no' } },
      "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'o' in literal null (expecting 'u')",
    ],
  ];
  for (const [what, fields, expected] of refusals) {
    it(`of a type are refused without ${what}`, () => {
      expect(message(fields)).to.equal(`Secret "s" is invalid: ${expected}`);
    });
  }

  it('keep their type', () => {
    const cluster = testCluster();
    const { body } = cluster.ask('POST', SECRETS, secret({}));
    expect(cluster.ask('PUT', `${SECRETS}/s`, { ...body, type: 'other' }).body.message).to.equal(
      'Secret "s" is invalid: type: Invalid value: "other": field is immutable',
    );
  });
});

describe('config maps', () => {
  it('that are immutable stay as they are', () => {
    const cluster = testCluster();
    const { body } = cluster.ask('POST', MAPS, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'm' },
      data: { a: '1' },
      immutable: true,
    });
    expect(cluster.ask('PUT', `${MAPS}/m`, { ...body, data: { a: '2' } }).body.message).to.equal(
      'ConfigMap "m" is invalid: data: Forbidden: field is immutable when `immutable` is set',
    );
    expect(cluster.ask('PUT', `${MAPS}/m`, { ...body, immutable: false }).body.message).to.equal(
      'ConfigMap "m" is invalid: immutable: Forbidden: field is immutable when `immutable` is set',
    );
  });

  it('hold a mebibyte', () => {
    const { body } = testCluster().ask('POST', MAPS, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'm' },
      data: { a: 'x'.repeat(1024 * 1024 + 1) },
    });
    expect(body.message).to.equal('ConfigMap "m" is invalid: []: Too long: must have at most 1048576 bytes');
  });
});
