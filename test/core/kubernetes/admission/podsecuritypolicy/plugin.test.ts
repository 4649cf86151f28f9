import { expect } from 'chai';
import { ADMIN, type Sandbox } from '../../../../../core/kubernetes/explain/sandbox.ts';
import type { KubeObject } from '../../../../../core/kubernetes/object.ts';
import { bind, emptyCluster, makeNamespace, post } from '../../../../support/psp-corpus.ts';
import { policy } from '../../../../support/psp.ts';

const RBAC = 'rbac.authorization.k8s.io';
const PODS = '/api/v1/namespaces/lab/pods';
const dev = { name: 'dev', groups: ['system:authenticated'] };
const base = emptyCluster();
makeNamespace(base, 'lab', ['default', 'other']);
bind(base, 'edit', 'edit', 'namespace', { kind: 'User', name: 'dev', apiGroup: RBAC }, 'lab');

const allow = (
  cluster: Sandbox,
  name: string,
  subject: Record<string, string> = { kind: 'User', name: 'dev', apiGroup: RBAC },
  group = 'policy',
) => {
  post(cluster, `/apis/${RBAC}/v1/clusterroles`, {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name: `use-${name}` },
    rules: [{ apiGroups: [group], resources: ['podsecuritypolicies'], resourceNames: [name], verbs: ['use'] }],
  });
  bind(cluster, `use-${name}`, `use-${name}`, 'namespace', subject, 'lab');
};
/** A copy of the cluster with these policies, each usable by dev. */
function withUsable(policies: ReturnType<typeof policy>[]): Sandbox {
  const cluster = base.fork();
  for (const one of policies) {
    post(cluster, '/apis/policy/v1beta1/podsecuritypolicies', one);
    allow(cluster, one.metadata.name!);
  }
  return cluster;
}
const podOf = (context: object = {}, rest: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'a', image: 'nginx', securityContext: context }], ...rest },
});
const send = (cluster: Sandbox, method: 'POST' | 'PUT', path: string, body: object, user = dev) =>
  cluster.handle({ method, path, body: JSON.stringify(body), credentials: { user } });
const create = (cluster: Sandbox, pod: object, user = dev) => send(cluster, 'POST', PODS, pod, user);
/** Creates the pod, and reads it as it stands once scheduler and kubelet have had it. */
function running(cluster: Sandbox, pod: object): KubeObject {
  expect(create(cluster, pod).code).to.equal(201);
  return cluster.handle({ method: 'GET', path: `${PODS}/p`, credentials: { user: ADMIN } }).body as KubeObject;
}
const psp = (answer: { body: unknown }) => (answer.body as KubeObject).metadata.annotations?.['kubernetes.io/psp'];
const message = (answer: { body: unknown }) => (answer.body as KubeObject).message;

const OPEN = { volumes: ['*'], privileged: true };
const mutating = (name: string) => policy({ ...OPEN, readOnlyRootFilesystem: true }, undefined, name);
const plain = (name: string) => policy(OPEN, undefined, name);

describe('the PodSecurityPolicy plugin', () => {
  it('prefers the policy that changes nothing, else takes the first by name', () => {
    expect(psp(create(withUsable([mutating('a'), plain('b')]), podOf()))).to.equal('b');
    expect(psp(create(withUsable([mutating('b'), mutating('a')]), podOf()))).to.equal('a');
    expect(psp(create(withUsable([plain('b'), plain('a')]), podOf()))).to.equal('a');
  });

  it("counts the pod's service account, and both API groups", () => {
    const cluster = base.fork();
    post(cluster, '/apis/policy/v1beta1/podsecuritypolicies', plain('a'));
    expect(message(create(cluster, podOf()))).to.equal('pods "p" is forbidden: PodSecurityPolicy: unable to admit pod: []');
    allow(cluster, 'a', { kind: 'ServiceAccount', name: 'other', namespace: 'lab' }, 'extensions');
    expect(create(cluster, podOf()).code).to.equal(403);
    expect(psp(create(cluster, podOf({}, { serviceAccountName: 'other' })))).to.equal('a');
  });

  it('lists the errors of the policies that may be used, by name', () => {
    const cluster = withUsable([
      policy({ volumes: ['*'], readOnlyRootFilesystem: true }, undefined, 'z'),
      policy({ volumes: [] }, undefined, 'b'),
    ]);
    post(cluster, '/apis/policy/v1beta1/podsecuritypolicies', policy({ volumes: ['*'] }, undefined, 'c'));
    expect(message(create(cluster, podOf({ readOnlyRootFilesystem: false, privileged: true })))).to.equal(
      'pods "p" is forbidden: PodSecurityPolicy: unable to admit pod: [spec.volumes[0]: Invalid value: "secret": secret volumes are not allowed to be used ' +
        'spec.containers[0].securityContext.privileged: Invalid value: true: Privileged containers are not allowed ' +
        'spec.containers[0].securityContext.privileged: Invalid value: true: Privileged containers are not allowed ' +
        'spec.containers[0].securityContext.readOnlyRootFilesystem: Invalid value: false: ReadOnlyRootFilesystem must be set to true]',
    );
  });

  it('says that there are no providers where there is no policy at all', () => {
    const cluster = base.fork();
    cluster.handle({ method: 'DELETE', path: '/apis/policy/v1beta1/podsecuritypolicies/privileged', credentials: { user: ADMIN } });
    expect(message(create(cluster, podOf(), ADMIN))).to.equal(
      'pods "p" is forbidden: PodSecurityPolicy: no providers available to validate pod request',
    );
  });

  it('overwrites the annotation of a pod that names a policy itself', () => {
    const pod = podOf();
    expect(
      psp(create(withUsable([plain('a')]), { ...pod, metadata: { name: 'p', annotations: { 'kubernetes.io/psp': 'mine' } } })),
    ).to.equal('a');
  });

  it('changes nothing on an update, and asks the policy that admitted the pod first', () => {
    const cluster = withUsable([mutating('b')]);
    const created = running(cluster, podOf());
    post(cluster, '/apis/policy/v1beta1/podsecuritypolicies', mutating('a'));
    allow(cluster, 'a');
    const labelled = { ...created, metadata: { ...created.metadata, labels: { x: 'y' } } };
    const answer = send(cluster, 'PUT', `${PODS}/p`, labelled);
    expect([answer.code, psp(answer)]).to.deep.equal([200, 'b']);
  });

  it('refuses an update under a policy that no longer admits, in other words', () => {
    const cluster = withUsable([plain('a')]);
    const created = running(cluster, podOf({ privileged: true }));
    send(cluster, 'PUT', '/apis/policy/v1beta1/podsecuritypolicies/a', policy({ volumes: ['*'] }, undefined, 'a'), ADMIN);
    const answer = send(cluster, 'PUT', `${PODS}/p`, { ...created, metadata: { ...created.metadata, labels: { x: 'y' } } });
    expect(message(answer)).to.equal(
      'pods "p" is forbidden: PodSecurityPolicy: unable to validate pod: [spec.containers[0].securityContext.privileged: Invalid value: true: Privileged containers are not allowed]',
    );
  });

  it("lets the garbage collector's changes pass, whatever the policies", () => {
    const cluster = withUsable([plain('a')]);
    const created = running(cluster, podOf({ privileged: true }));
    cluster.handle({ method: 'DELETE', path: '/apis/policy/v1beta1/podsecuritypolicies/a', credentials: { user: ADMIN } });
    const finalised = { ...created, metadata: { ...created.metadata, finalizers: ['example.com/hold'] } };
    expect(send(cluster, 'PUT', `${PODS}/p`, finalised).code).to.equal(200);
  });
});
