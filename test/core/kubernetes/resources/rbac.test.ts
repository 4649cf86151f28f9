import { expect } from 'chai';
import { testCluster } from '../../../support/cluster.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const object = (kind: string, fields: object): object => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'x' },
  ...fields,
});
const message = (plural: string, kind: string, fields: object): string =>
  testCluster().ask('POST', `${RBAC}/${plural}`, object(kind, fields)).body.message;
const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };

describe('roles', () => {
  it('name no URL inside a namespace', () => {
    expect(message('namespaces/default/roles', 'Role', { rules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }] })).to.equal(
      'Role.rbac.authorization.k8s.io "x" is invalid: rules[0].nonResourceURLs: Invalid value: []string{"/x"}: namespaced rules cannot apply to non-resource URLs',
    );
  });

  it('name resources or URLs, not both', () => {
    expect(
      message('clusterroles', 'ClusterRole', { rules: [{ verbs: ['get'], nonResourceURLs: ['/x'], resources: ['pods'] }] }),
    ).to.contain('rules cannot apply to both regular resources and non-resource URLs');
  });

  it('are put together by at least one selector', () => {
    expect(message('clusterroles', 'ClusterRole', { aggregationRule: { clusterRoleSelectors: [] } })).to.contain(
      'aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil',
    );
  });

  it('may have colons in their names but no slash', () => {
    const cluster = testCluster();
    const named = (name: string) =>
      cluster.ask('POST', `${RBAC}/clusterroles`, { ...object('ClusterRole', { rules: [] }), metadata: { name } });
    expect(named('psp:privileged').code).to.equal(201);
    expect(named('a/b').body.message).to.equal(
      'ClusterRole.rbac.authorization.k8s.io "a/b" is invalid: metadata.name: Invalid value: "a/b": may not contain \'/\'',
    );
  });
});

describe('bindings', () => {
  it('know the group of their users and groups', () => {
    const { body } = testCluster().ask(
      'POST',
      `${RBAC}/clusterrolebindings`,
      object('ClusterRoleBinding', {
        roleRef: { kind: 'ClusterRole', name: 'view' },
        subjects: [
          { kind: 'User', name: 'u' },
          { kind: 'ServiceAccount', name: 's', namespace: 'n' },
        ],
      }),
    );
    expect(body.roleRef.apiGroup).to.equal('rbac.authorization.k8s.io');
    expect(body.subjects).to.deep.equal([
      { kind: 'User', name: 'u', apiGroup: 'rbac.authorization.k8s.io' },
      { kind: 'ServiceAccount', name: 's', namespace: 'n' },
    ]);
  });

  it('for the whole cluster say where a service account lives', () => {
    expect(message('clusterrolebindings', 'ClusterRoleBinding', { roleRef, subjects: [{ kind: 'ServiceAccount', name: 's' }] })).to.equal(
      'ClusterRoleBinding.rbac.authorization.k8s.io "x" is invalid: subjects[0].namespace: Required value',
    );
  });

  it('refer to the same role for ever', () => {
    const cluster = testCluster();
    const bindings = `${RBAC}/namespaces/default/rolebindings`;
    const { body } = cluster.ask('POST', bindings, object('RoleBinding', { roleRef, subjects: [] }));
    expect(cluster.ask('PUT', `${bindings}/x`, { ...body, roleRef: { ...roleRef, name: 'edit' } }).body.message).to.equal(
      'RoleBinding.rbac.authorization.k8s.io "x" is invalid: roleRef: Invalid value: rbac.RoleRef{APIGroup:"rbac.authorization.k8s.io", Kind:"ClusterRole", Name:"edit"}: cannot change roleRef',
    );
  });

  it('list whom they grant it to, by sort', () => {
    const cluster = testCluster();
    cluster.ask(
      'POST',
      `${RBAC}/namespaces/default/rolebindings`,
      object('RoleBinding', {
        roleRef,
        subjects: [
          { kind: 'User', name: 'u' },
          { kind: 'Group', name: 'g' },
          { kind: 'Group', name: 'h' },
          { kind: 'ServiceAccount', name: 's', namespace: 'n' },
        ],
      }),
    );
    const { body } = cluster.ask('GET', `${RBAC}/namespaces/default/rolebindings/x`, undefined, {
      headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
    });
    expect(body.rows[0].cells).to.deep.equal(['x', 'ClusterRole/view', '0s', 'u', 'g, h', 'n/s']);
  });
});
