import { expect } from 'chai';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

const IN = '/api/v1/namespaces/default';
const MAPS = `${IN}/configmaps`;
const map = (name: string): object => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
const token = (content: string): string => Buffer.from(content).toString('base64url');

describe('options of requests', () => {
  let cluster: TestCluster;
  beforeEach(() => {
    cluster = testCluster();
    for (const name of ['a', 'b', 'c']) cluster.ask('POST', MAPS, map(name));
  });
  const said = (query: string): [number, string] => {
    const { code, body } = cluster.ask('GET', `${MAPS}?${query}`);
    return [code, body.message];
  };
  const names = (query: string): string[] => cluster.ask('GET', `${MAPS}?${query}`).body.items.map((item: any) => item.metadata.name);

  describe('of lists', () => {
    it('are integers where they are numbers', () => {
      expect(said('limit=abc')).to.deep.equal([400, 'strconv.ParseInt: parsing "abc": invalid syntax']);
      expect(said('timeoutSeconds=1.5')).to.deep.equal([400, 'strconv.ParseInt: parsing "1.5": invalid syntax']);
      expect(said('limit=9223372036854775808')).to.deep.equal([400, 'strconv.ParseInt: parsing "9223372036854775808": value out of range']);
      expect(names('limit=-1')).to.include.members(['a', 'b', 'c']);
    });
    it('have a resourceVersion that is a number and has been', () => {
      expect(said('resourceVersion=abc')).to.deep.equal([
        500,
        'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
      ]);
      expect(said('watch=1&resourceVersion=-1')[1]).to.equal(
        'resourceVersion: Invalid value: "-1": strconv.ParseUint: parsing "-1": invalid syntax',
      );
      const { code, body } = cluster.ask('GET', `${MAPS}?resourceVersion=99999`);
      expect(code).to.equal(504);
      expect(body.message).to.match(/^Timeout: Too large resource version: 99999, current: \d+$/);
      expect(body.details).to.deep.equal({
        causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
        retryAfterSeconds: 1,
      });
    });
    it('match a resourceVersion in one of two ways', () => {
      expect(said('resourceVersion=1&resourceVersionMatch=Foo')).to.deep.equal([
        422,
        'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""',
      ]);
      expect(said('resourceVersionMatch=Exact')[1]).to.equal(
        'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
      );
    });
    it('show what there was at a resourceVersion', () => {
      const { resourceVersion } = cluster.ask('GET', MAPS).body.metadata;
      cluster.ask('DELETE', `${MAPS}/b`);
      cluster.ask('POST', MAPS, map('d'));
      const { body } = cluster.ask('GET', `${MAPS}?resourceVersion=${resourceVersion}&resourceVersionMatch=Exact`);
      expect(body.metadata.resourceVersion).to.equal(resourceVersion);
      expect(body.items.map((item: any) => item.metadata.name))
        .to.include.members(['a', 'b', 'c'])
        .and.not.include('d');
    });
    it('go on with what there was when the list began', () => {
      const { continue: rest } = cluster.ask('GET', `${MAPS}?limit=1`).body.metadata;
      cluster.ask('DELETE', `${MAPS}/b`);
      cluster.ask('POST', MAPS, map('bb'));
      expect(names(`limit=2&continue=${rest}`)).to.deep.equal(['b', 'c']);
    });
    const TOKENS: [what: string, token: string, why: string][] = [
      ['no base64', '!!!', 'illegal base64 data at input byte 0'],
      ['an odd length', 'abcde', 'illegal base64 data at input byte 4'],
      ['another version', token('{"v":"x"}'), 'server does not recognize this encoded version "x"'],
      ['no revision', token('{"v":"meta.k8s.io/v1"}'), 'incorrect encoded start resourceVersion (version meta.k8s.io/v1)'],
      ['no key', token('{"v":"meta.k8s.io/v1","rv":1}'), 'encoded start key empty (version meta.k8s.io/v1)'],
      ['a key that leads out', token('{"v":"meta.k8s.io/v1","rv":1,"start":"../a"}'), '../a'],
    ];
    for (const [what, text, why] of TOKENS) {
      it(`do not go on from a token with ${what}`, () =>
        expect(said(`continue=${encodeURIComponent(text)}`)).to.deep.equal([
          400,
          `invalid continue token: continue key is not valid: ${why}`,
        ]));
    }
    it('either go on or name a resourceVersion', () => {
      const { continue: rest } = cluster.ask('GET', `${MAPS}?limit=1`).body.metadata;
      expect(said(`continue=${rest}&resourceVersion=1`)).to.deep.equal([
        400,
        'specifying resource version is not allowed when using continue',
      ]);
    });
    it('say that a list begun too long ago cannot be gone on with as it was', () => {
      const { continue: rest } = cluster.ask('GET', `${MAPS}?limit=1`).body.metadata;
      cluster.store.restore(cluster.store.snapshot());
      const { code, body } = cluster.ask('GET', `${MAPS}?limit=1&continue=${rest}`);
      // Nothing was written since: it is still as it was.
      expect(code).to.equal(200);
      cluster.ask('POST', MAPS, map('d'));
      cluster.store.restore(cluster.store.snapshot());
      const late = cluster.ask('GET', `${MAPS}?continue=${rest}`);
      expect([late.code, late.body.reason]).to.deep.equal([410, 'Expired']);
      expect(body.items).to.have.length(1);
      expect(names(`continue=${late.body.metadata.continue}`)).to.deep.equal(['b', 'c', 'd', 'kube-root-ca.crt']);
    });
  });

  describe('of writes', () => {
    const refused = (method: 'POST' | 'PATCH', path: string, headers?: Record<string, string>): string =>
      cluster.ask(method, path, map('x'), { headers }).body.message;
    it('name a manager of at most 128 bytes, all of which can be seen', () => {
      expect(refused('POST', `${MAPS}?fieldManager=${'x'.repeat(129)}`)).to.equal(
        'CreateOptions.meta.k8s.io "" is invalid: fieldManager: Too long: must have at most 128 bytes',
      );
      expect(refused('POST', `${MAPS}?fieldManager=a%09`)).to.equal(
        'CreateOptions.meta.k8s.io "" is invalid: fieldManager: Invalid value: "a\\t": invalid character U+0009 (at position 1)',
      );
    });
    it('force nothing but an apply', () =>
      expect(refused('PATCH', `${MAPS}/a?force=true`, { 'content-type': 'application/merge-patch+json' })).to.equal(
        'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
      ));
    it('are dry for all or not at all', () =>
      expect(refused('POST', `${MAPS}?dryRun=`)).to.equal(
        'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: []string{""}: supported values: "All"',
      ));
    it('come as JSON or YAML', () => {
      const { code, body } = cluster.ask('POST', MAPS, map('x'), { headers: { 'content-type': 'text/plain' } });
      expect(code).to.equal(415);
      expect(body.message).to.equal(
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      );
      const made = cluster.handle({
        method: 'POST',
        path: MAPS,
        body: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: sent\n',
        headers: { 'content-type': 'application/yaml; charset=utf-8' },
        credentials: { user: { name: 'admin', groups: ['system:masters'] } },
      });
      expect(made.code).to.equal(201);
    });
  });

  describe('of deletions', () => {
    const refused = (body: object, query = ''): [number, string] => {
      const answer = cluster.ask('DELETE', `${MAPS}/a${query}`, body);
      return [answer.code, answer.body.message];
    };
    it('say what was meant by a kind, and what may have become of it', () => {
      expect(refused({ preconditions: { resourceVersion: '1' } })[1]).to.match(
        /^Operation cannot be fulfilled on ConfigMap "a": the ResourceVersion in the precondition \(1\) does not match the ResourceVersion in record \(\d+\)\. The object might have been modified$/,
      );
    });
    it('have a grace that is a number, and dry runs of everything', () => {
      expect(refused({}, '?gracePeriodSeconds=abc')).to.deep.equal([400, 'strconv.ParseInt: parsing "abc": invalid syntax']);
      expect(refused({ dryRun: ['Foo'] })).to.deep.equal([
        422,
        'DeleteOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: []string{"Foo"}: supported values: "All"',
      ]);
    });
    it('of collections are not there for namespaces and services', () => {
      for (const path of ['/api/v1/namespaces', `${IN}/services`])
        expect(cluster.ask('DELETE', path).body).to.include({
          code: 405,
          message: 'the server does not allow this method on the requested resource',
        });
    });
  });

  describe('of subresources', () => {
    beforeEach(() =>
      cluster.ask('POST', `${IN}/pods`, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { containers: [{ name: 'c', image: 'nginx' }] },
      }),
    );
    const log = (query: string): string => cluster.ask('GET', `${IN}/pods/p/log?${query}`).body.message;
    it('log: ask for so many lines, so many bytes, and since one time', () => {
      expect(log('tailLines=-1')).to.equal(
        'PodLogOptions "p" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
      );
      expect(log('limitBytes=0')).to.equal('PodLogOptions "p" is invalid: limitBytes: Invalid value: 0: must be greater than 0');
      expect(log('sinceSeconds=1&sinceTime=2020-01-01T00:00:00Z')).to.equal(
        'PodLogOptions "p" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
      );
      expect(log('tailLines=x')).to.equal('strconv.ParseInt: parsing "x": invalid syntax');
    });
    const binding = (name: string, target: object): string =>
      cluster.ask('POST', `${IN}/pods/p/binding`, { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target }).body.message;
    it('binding: name the pod, and a node', () => {
      expect(binding('q', { kind: 'Node', name: 'n' })).to.equal('name in URL does not match name in Binding object');
      expect(binding('p', { kind: 'Pod' })).to.equal(
        '[target.kind: Unsupported value: "Pod": supported values: "Node", "<empty>", target.name: Required value]',
      );
    });
    const status = (path: string, status: object): string[] =>
      (
        cluster.ask('PATCH', `${path}/status`, { status }, { headers: { 'content-type': 'application/merge-patch+json' } }).body.details
          ?.causes ?? []
      ).map((cause: any) => `${cause.field}: ${cause.message.split(':').slice(0, 2).join(':')}`);
    it('status: says of a pod what can be', () =>
      expect(status(`${IN}/pods/p`, { conditions: [{ type: '*' }], nominatedNodeName: '*', podIPs: [{ ip: 'x' }] })).to.deep.equal([
        'metadata.conditions[0].Type: Invalid value: "*"',
        'status.nominatedNodeName: Invalid value: "*"',
        'status.podIPs[0]: Invalid value: "x"',
      ]));
    it('status: counts no more ready replicas than there are', () => {
      const path = '/apis/apps/v1/namespaces/default/deployments';
      cluster.ask('POST', path, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'd' },
        spec: {
          replicas: 0,
          selector: { matchLabels: { a: 'b' } },
          template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
        },
      });
      expect(status(`${path}/d`, { replicas: 1, readyReplicas: 2, availableReplicas: 3 })).to.deep.equal([
        'status.readyReplicas: Invalid value: 2',
        'status.availableReplicas: Invalid value: 3',
        'status.availableReplicas: Invalid value: 3',
      ]);
    });
    it('token: is bound to a pod or a secret, and lives so long at most', () => {
      const ask = (spec: object): string =>
        cluster.ask('POST', `${IN}/serviceaccounts/default/token`, {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec,
        }).body.message;
      expect(ask({ boundObjectRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' } })).to.equal(
        'cannot bind token to object of type apps/v1, Kind=Deployment',
      );
      expect(ask({ expirationSeconds: 4294967297 })).to.equal(
        'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds',
      );
    });
  });
});
