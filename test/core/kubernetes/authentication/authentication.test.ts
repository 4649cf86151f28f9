import { expect } from 'chai';
import { readToken, writeToken } from '../../../../core/kubernetes/authentication/token.ts';
import { decodeBase64, encodeBase64 } from '../../../../core/kubernetes/authentication/base64.ts';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

describe('authentication', () => {
  let cluster: TestCluster;
  beforeEach(() => (cluster = testCluster()));
  const whoIs = (request: object) => (cluster.handle({ method: 'GET', path: '/nowhere', ...request }).body as any).message;
  const tokenOf = (account: string): string => {
    const secrets = cluster.ask('GET', '/api/v1/namespaces/default/secrets').body.items;
    return decodeBase64(secrets.find((s: any) => s.metadata.annotations['kubernetes.io/service-account.name'] === account).data.token)!;
  };

  it('reads user and groups from a client certificate', () => {
    expect(whoIs({ credentials: { clientCertificate: '{"commonName":"alice","organizations":[]}' } })).to.equal(
      'forbidden: User "alice" cannot get path "/nowhere"',
    );
    expect(
      cluster.handle({
        method: 'GET',
        path: '/api/v1/pods',
        credentials: { clientCertificate: '{"commonName":"x","organizations":["system:masters"]}' },
      }).code,
    ).to.equal(200);
  });
  it('refuses a certificate that the verifier does not know, and a wrong token', () => {
    const answer = (request: object) => cluster.handle({ method: 'GET', path: '/version', ...request });
    expect(answer({ credentials: { clientCertificate: 'null' } }).body).to.include({
      code: 401,
      reason: 'Unauthorized',
      message: 'Unauthorized',
    });
    expect(answer({ headers: { authorization: 'Bearer nope' } }).code).to.equal(401);
  });
  it('calls one who shows nothing anonymous', () => {
    expect(whoIs({})).to.equal('forbidden: User "system:anonymous" cannot get path "/nowhere"');
  });
  it('knows a service account by its token, until its secret is deleted', () => {
    const headers = { authorization: `Bearer ${tokenOf('default')}` };
    expect(whoIs({ headers })).to.equal('forbidden: User "system:serviceaccount:default:default" cannot get path "/nowhere"');
    cluster.ask('DELETE', '/api/v1/namespaces/default/secrets');
    expect(cluster.handle({ method: 'GET', path: '/version', headers }).code).to.equal(401);
  });
  it('gives tokens for a while', () => {
    const { body } = cluster.ask('POST', '/api/v1/namespaces/default/serviceaccounts/default/token', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 600 },
    });
    expect(body.status.expirationTimestamp).to.equal('2020-06-01T00:10:00Z');
    const headers = { authorization: `Bearer ${body.status.token}` };
    expect(cluster.handle({ method: 'GET', path: '/version', headers }).code).to.equal(200);
    cluster.clock.advance(600_000);
    expect(cluster.handle({ method: 'GET', path: '/version', headers }).code).to.equal(401);
  });
  it('reviews tokens', () => {
    const review = (token: string) =>
      cluster.ask('POST', '/apis/authentication.k8s.io/v1/tokenreviews', {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenReview',
        spec: { token },
      }).body.status;
    expect(review(tokenOf('default'))).to.deep.include({ authenticated: true });
    expect(review('nope').authenticated).to.equal(undefined);
  });
  it('does not take a token of another cluster', () => {
    const token = writeToken({ namespace: 'n', serviceAccount: 's', uid: 'u', secret: 'x' }, 'one');
    expect(readToken(token, 'one')).to.include({ serviceAccount: 's' });
    expect(readToken(token, 'two')).to.equal(undefined);
  });
  it('writes base64 of any text', () => {
    expect(decodeBase64(encodeBase64('naïve ☃'))).to.equal('naïve ☃');
    expect(decodeBase64('*')).to.equal(undefined);
  });

  describe('impersonation', () => {
    const as = (headers: Record<string, string | string[]>, user?: { name: string; groups: string[] }) =>
      cluster.handle({
        method: 'GET',
        path: '/nowhere',
        headers,
        credentials: { user: user ?? { name: 'admin', groups: ['system:masters'] } },
      }).body as any;

    it('runs as the user', () =>
      expect(as({ 'impersonate-user': 'alice' }).message).to.equal('forbidden: User "alice" cannot get path "/nowhere"'));
    it('gives users and service accounts the groups that they have by being there', () => {
      const groups = (headers: Record<string, string | string[]>) =>
        cluster.handle({
          method: 'GET',
          path: '/api/v1/namespaces/kube-system/pods',
          headers,
          credentials: { user: { name: 'admin', groups: ['system:masters'] } },
        }).code;
      const bind = (group: string) =>
        cluster.ask('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRoleBinding',
          metadata: { name: group },
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
          subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }],
        });
      bind('system:serviceaccounts:team');
      expect(groups({ 'impersonate-user': 'system:serviceaccount:team:x' })).to.equal(200);
      expect(groups({ 'impersonate-user': 'alice' })).to.equal(403);
      bind('system:authenticated');
      expect(groups({ 'impersonate-user': 'alice' })).to.equal(200);
    });
    it('needs a user for groups', () => {
      expect(as({ 'impersonate-group': 'g' })).to.include({ code: 500, reason: 'InternalError' });
    });
    it('is a right of its own', () => {
      const bob = { name: 'bob', groups: [] };
      expect(as({ 'impersonate-user': 'alice' }, bob).message).to.equal(
        'users "alice" is forbidden: User "bob" cannot impersonate resource "users" in API group "" at the cluster scope',
      );
      expect(as({ 'impersonate-user': 'system:serviceaccount:team:dev' }, bob).message).to.equal(
        'serviceaccounts "dev" is forbidden: User "bob" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "team"',
      );
    });
  });
});
