import { expect } from 'chai';
import { testCluster } from '../../../support/cluster.ts';

const V1 = '/apis/networking.k8s.io/v1/namespaces/default/ingresses';
const OLD = '/apis/extensions/v1beta1/namespaces/default/ingresses';
const rule = (path: object, host = 'a.example'): object => ({ host, http: { paths: [path] } });
const ingress = (apiVersion: string, spec: object): object => ({ apiVersion, kind: 'Ingress', metadata: { name: 'x' }, spec });
const service = { service: { name: 's', port: { number: 80 } } };
const message = (spec: object): string => testCluster().ask('POST', V1, ingress('networking.k8s.io/v1', spec)).body.message;

describe('ingresses', () => {
  it('of v1beta1 are those of v1 in other words', () => {
    const cluster = testCluster();
    const old = {
      backend: { serviceName: 'd', servicePort: 'http' },
      rules: [rule({ path: '/', backend: { serviceName: 's', servicePort: 80 } })],
    };
    expect(cluster.ask('POST', OLD, ingress('extensions/v1beta1', old)).code).to.equal(201);
    expect(cluster.ask('GET', `${V1}/x`).body.spec).to.deep.equal({
      defaultBackend: { service: { name: 'd', port: { name: 'http' } } },
      rules: [rule({ path: '/', pathType: 'ImplementationSpecific', backend: service })],
    });
    expect(cluster.ask('GET', `${OLD}/x`).body.spec.backend).to.deep.equal(old.backend);
  });

  it('name the fields of the version that was asked', () => {
    expect(message({})).to.equal(
      'Ingress.extensions "x" is invalid: spec: Invalid value: []networking.IngressRule(nil): either `defaultBackend` or `rules` must be specified',
    );
    expect(testCluster().ask('POST', OLD, ingress('extensions/v1beta1', {})).body.message).to.contain(
      'either `backend` or `rules` must be specified',
    );
    expect(
      testCluster().ask('POST', OLD, ingress('extensions/v1beta1', { backend: { serviceName: 'S', servicePort: 80 } })).body.message,
    ).to.contain('spec.backend.serviceName: Invalid value: "S"');
  });

  const refusals: [string, object, string][] = [
    [
      'an address for a host',
      { rules: [{ host: '10.0.0.1' }] },
      'spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
    ],
    [
      'a path that is relative',
      { rules: [rule({ path: 'x', pathType: 'Prefix', backend: service })] },
      'spec.rules[0].http.paths[0].path: Invalid value: "x": must be an absolute path',
    ],
    [
      'a path that climbs',
      { rules: [rule({ path: '/a/../b', pathType: 'Exact', backend: service })] },
      'spec.rules[0].http.paths[0].path: Invalid value: "/a/../b": must not contain \'/../\'',
    ],
    [
      'a port named and numbered',
      { defaultBackend: { service: { name: 's', port: { name: 'a', number: 1 } } } },
      'spec.defaultBackend: Invalid value: "": cannot set both port name & port number',
    ],
  ];
  for (const [what, spec, expected] of refusals) {
    it(`are refused with ${what}`, () => {
      expect(message(spec)).to.equal(`Ingress.extensions "x" is invalid: ${expected}`);
    });
  }

  it('show hosts and ports', () => {
    const cluster = testCluster();
    cluster.ask(
      'POST',
      V1,
      ingress('networking.k8s.io/v1', {
        tls: [{ hosts: ['a.example'] }],
        rules: ['a', 'b', 'c', 'd'].map((host) => ({ host: `${host}.example` })),
      }),
    );
    const { body } = cluster.ask('GET', V1, undefined, { headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } });
    expect(body.rows[0].cells).to.deep.equal(['x', '<none>', 'a.example,b.example,c.example + 1 more...', '', '80, 443', '0s']);
  });
});
