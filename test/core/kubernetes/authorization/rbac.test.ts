import { expect } from 'chai';
import { createAuthorizer } from '../../../../core/kubernetes/authorization/rbac.ts';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const role = (name: string, rules: object[]) => ({ apiVersion: `${GROUP}/v1`, kind: 'Role', metadata: { name }, rules });
const binding = (name: string, ref: object, ...subjects: object[]) => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'RoleBinding',
  metadata: { name },
  roleRef: { apiGroup: GROUP, ...ref },
  subjects,
});
const user = (name: string) => ({ apiGroup: GROUP, kind: 'User', name });
const READ_PODS = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }];

describe('authorization', () => {
  let cluster: TestCluster;
  beforeEach(() => {
    cluster = testCluster();
    cluster.ask('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  });
  const make = (kind: 'roles' | 'rolebindings', object: object, as?: string) =>
    cluster.ask('POST', `${RBAC}/namespaces/team/${kind}`, object, { user: as });
  const message = (method: 'GET' | 'POST' | 'DELETE', path: string, as: string) =>
    cluster.ask(method, path, method === 'POST' ? {} : undefined, { user: as }).body.message;

  it('refuses in the words of the real server', () => {
    expect(message('GET', '/api/v1/namespaces/team/pods', 'alice')).to.equal(
      'pods is forbidden: User "alice" cannot list resource "pods" in API group "" in the namespace "team"',
    );
    expect(message('GET', '/api/v1/pods', 'alice')).to.equal(
      'pods is forbidden: User "alice" cannot list resource "pods" in API group "" at the cluster scope',
    );
    expect(message('GET', '/api/v1/namespaces/team/pods/x/log', 'alice')).to.equal(
      'pods "x" is forbidden: User "alice" cannot get resource "pods/log" in API group "" in the namespace "team"',
    );
    expect(message('GET', '/metrics', 'alice')).to.equal('forbidden: User "alice" cannot get path "/metrics"');
    expect(message('DELETE', '/apis/policy/v1beta1/podsecuritypolicies', 'alice')).to.equal(
      'podsecuritypolicies.policy is forbidden: User "alice" cannot deletecollection resource "podsecuritypolicies" in API group "policy" at the cluster scope',
    );
  });
  it('escapes what a browser could take for markup', () => {
    expect(message('GET', '/<b>', 'a&b')).to.equal('forbidden: User "a&amp;b" cannot get path "/&lt;b&gt;"');
  });
  it('allows what a binding gives, there and nowhere else, and no longer than it lasts', () => {
    make('roles', role('r', READ_PODS));
    make('rolebindings', binding('b', { kind: 'Role', name: 'r' }, user('alice')));
    expect(cluster.ask('GET', '/api/v1/namespaces/team/pods', undefined, { user: 'alice' }).code).to.equal(200);
    expect(cluster.ask('GET', '/api/v1/namespaces/default/pods', undefined, { user: 'alice' }).code).to.equal(403);
    cluster.ask('DELETE', `${RBAC}/namespaces/team/rolebindings/b`);
    expect(cluster.ask('GET', '/api/v1/namespaces/team/pods', undefined, { user: 'alice' }).code).to.equal(403);
  });
  it('takes a list of one name for a question about that name', () => {
    make('roles', role('r', [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['a'], verbs: ['list', 'watch'] }]));
    make('rolebindings', binding('b', { kind: 'Role', name: 'r' }, user('alice')));
    const code = (name: string) =>
      cluster.ask('GET', `/api/v1/namespaces/team/configmaps?fieldSelector=metadata.name%3D${name}`, undefined, { user: 'alice' }).code;
    expect([code('a'), code('b')]).to.deep.equal([200, 403]);
  });
  it('says which role it could not find', () => {
    make('rolebindings', binding('b', { kind: 'Role', name: 'other' }, user('alice')));
    expect(message('GET', '/api/v1/namespaces/team/pods', 'alice')).to.equal(
      'pods is forbidden: User "alice" cannot list resource "pods" in API group "" in the namespace "team": RBAC: role.rbac.authorization.k8s.io "other" not found',
    );
  });
  it('takes a service account for the user that it is', () => {
    make('rolebindings', binding('b', { kind: 'ClusterRole', name: 'edit' }, { kind: 'ServiceAccount', name: 'dev', namespace: 'team' }));
    expect(cluster.ask('GET', '/api/v1/namespaces/team/secrets', undefined, { user: 'system:serviceaccount:team:dev' }).code).to.equal(200);
  });
  it('notices a store that was rolled back to the same revision', () => {
    make('roles', role('r', READ_PODS));
    cluster.store.commit();
    const authorizer = createAuthorizer(cluster.store, 'test');
    const may = () => (
      authorizer.refresh(),
      authorizer.authorize({ name: 'alice', groups: [] }, { verb: 'list', group: '', resource: 'pods', namespace: 'team' }).allowed
    );
    const bind = (name: string) =>
      cluster.store.put('/clusters/test/registry/rolebindings.rbac.authorization.k8s.io/team/b', {
        ...binding('b', { kind: 'Role', name: 'r' }, user(name)),
        metadata: { name: 'b', namespace: 'team' },
      } as any);
    bind('alice');
    expect(may()).to.equal(true);
    cluster.store.rollback();
    bind('bob');
    expect(may()).to.equal(false);
  });
  it('lists who may, with the binding and the rule', () => {
    make('roles', role('r', READ_PODS));
    make('rolebindings', binding('b', { kind: 'Role', name: 'r' }, user('alice')));
    const authorizer = createAuthorizer(cluster.store, 'test');
    const grants = authorizer.who({ verb: 'list', group: '', resource: 'pods', namespace: 'team' });
    const own = grants.find((g) => g.subject.name === 'alice')!;
    expect(own.binding.metadata.name).to.equal('b');
    expect(own.role).to.deep.equal({ kind: 'Role', name: 'r' });
    expect(grants.map((g) => g.subject.name)).to.include('system:masters');
  });

  describe('escalation', () => {
    beforeEach(() => make('rolebindings', binding('adm', { kind: 'ClusterRole', name: 'admin' }, user('carol'))));

    it('is refused for a role with rules that its author does not have', () => {
      const { code, body } = make('roles', role('esc', [{ apiGroups: [''], resources: ['secrets', 'nodes'], verbs: ['*'] }]), 'carol');
      expect(code).to.equal(403);
      expect(body.message).to.equal(
        'roles.rbac.authorization.k8s.io "esc" is forbidden: user "carol" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n' +
          '{APIGroups:[""], Resources:["nodes"], Verbs:["*"]}\n{APIGroups:[""], Resources:["secrets"], Verbs:["*"]}',
      );
    });
    it('is refused for a binding to such a role', () => {
      expect(
        make('rolebindings', binding('up', { kind: 'ClusterRole', name: 'cluster-admin' }, user('carol')), 'carol').body.message,
      ).to.equal(
        'rolebindings.rbac.authorization.k8s.io "up" is forbidden: user "carol" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n' +
          '{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}',
      );
    });
    it('is no question where the rules are held, or where bind was granted', () => {
      expect(make('rolebindings', binding('ok', { kind: 'ClusterRole', name: 'view' }, user('dan')), 'carol').code).to.equal(201);
      make(
        'roles',
        role('binder', [{ apiGroups: [GROUP], resources: ['clusterroles'], resourceNames: ['cluster-admin'], verbs: ['bind'] }]),
      );
      make('rolebindings', binding('binder', { kind: 'Role', name: 'binder' }, user('carol')));
      expect(make('rolebindings', binding('up', { kind: 'ClusterRole', name: 'cluster-admin' }, user('eve')), 'carol').code).to.equal(201);
    });
    it('needs the role of a binding to exist', () => {
      const { code, body } = make('rolebindings', binding('no', { kind: 'ClusterRole', name: 'nope' }, user('dan')), 'carol');
      expect([code, body.message]).to.deep.equal([404, 'clusterrole.rbac.authorization.k8s.io "nope" not found']);
    });
  });

  describe('reviews', () => {
    const review = (kind: string, spec: object, as?: string, path = `/apis/authorization.k8s.io/v1/${kind.toLowerCase()}s`) =>
      cluster.ask('POST', path, { apiVersion: 'authorization.k8s.io/v1', kind, spec }, { user: as }).body;

    it('answer for oneself and for others', () => {
      make('roles', role('r', READ_PODS));
      make('rolebindings', binding('b', { kind: 'Role', name: 'r' }, user('alice')));
      const resourceAttributes = { verb: 'list', resource: 'pods', namespace: 'team' };
      expect(review('SelfSubjectAccessReview', { resourceAttributes }, 'alice').status).to.deep.equal({
        allowed: true,
        reason: 'RBAC: allowed by RoleBinding "b/team" of Role "r" to User "alice"',
      });
      expect(review('SubjectAccessReview', { resourceAttributes, user: 'bob' }).status).to.deep.equal({ allowed: false });
    });
    it('list the rules of a user', () => {
      const { status } = review('SelfSubjectRulesReview', { namespace: 'team' }, 'alice');
      expect(status.incomplete).to.equal(false);
      expect(status.resourceRules).to.deep.include({
        verbs: ['create'],
        apiGroups: ['authorization.k8s.io'],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      });
    });
    it('need something to ask', () => {
      expect(review('SubjectAccessReview', { user: 'bob' }).message).to.match(
        /spec.resourceAttributes: Invalid value: .*: exactly one of nonResourceAttributes or resourceAttributes must be specified/,
      );
    });
  });
});
