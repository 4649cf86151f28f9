import { expect } from 'chai';
import { kubectlLab } from '../kubectl-lab.ts';

const role = (verbs: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules: [{apiGroups: [""], resources: [pods], verbs: [${verbs}]}]\n`;
const binding = (roleName: string, user: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${roleName}}\nsubjects: [{kind: User, name: ${user}}]\n`;

describe('kubectl auth reconcile', () => {
  it('makes what is not there, and adds what is missing', async () => {
    const { run } = await kubectlLab({ 'get.yaml': role('get'), 'list.yaml': role('get, list') });
    expect((await run('auth reconcile -f get.yaml')).out).to.equal('role.rbac.authorization.k8s.io/r reconciled\n');
    await run('auth reconcile -f list.yaml');
    expect((await run("get role r -o jsonpath='{.rules[*].verbs[*]}'")).out).to.equal('get list');
  });

  it('keeps what a file does not have, unless told otherwise', async () => {
    const { run } = await kubectlLab({ 'get.yaml': role('get'), 'list.yaml': role('get, list') });
    await run('auth reconcile -f list.yaml');
    await run('auth reconcile -f get.yaml');
    expect((await run("get role r -o jsonpath='{.rules[*].verbs[*]}'")).out).to.equal('get list');
    await run('auth reconcile -f get.yaml --remove-extra-permissions');
    expect((await run("get role r -o jsonpath='{.rules[*].verbs[*]}'")).out).to.equal('get');
  });

  it('adds subjects, and makes a binding anew for another role', async () => {
    const { run } = await kubectlLab({ 'a.yaml': binding('one', 'ann'), 'b.yaml': binding('two', 'bob') });
    await run('auth reconcile -f a.yaml');
    expect((await run('auth reconcile -f b.yaml')).code).to.equal(0);
    expect((await run("get rolebinding b -o jsonpath='{.roleRef.name} {.subjects[*].name}'")).out).to.equal('two ann bob');
  });

  it('passes over other kinds, and changes nothing with --dry-run', async () => {
    const { run } = await kubectlLab({ 'all.yaml': `${role('get')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n` });
    expect((await run('auth reconcile -f all.yaml --dry-run=client')).out).to.equal(
      'role.rbac.authorization.k8s.io/r reconciled (dry run)\n',
    );
    expect((await run('get role,cm -o name')).out).to.equal('configmap/kube-root-ca.crt\n');
  });
});
