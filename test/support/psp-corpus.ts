/** The cluster on which the PodSecurityPolicy recordings were made, as ../conformance/README.md describes it. */
import { manualClock } from '../../core/clock.ts';
import { sandbox, ADMIN, type Sandbox } from '../../core/kubernetes/explain/sandbox.ts';
import type { JsonObject, KubeObject } from '../../core/kubernetes/object.ts';
import { memoryStore } from '../../state/memory-store.ts';

export const NAMESPACE = 'corpus';
const RBAC = 'rbac.authorization.k8s.io';
const ACCOUNTS = ['default', 'runner', 'builder'];
const EDITORS: JsonObject[] = [
  { kind: 'ServiceAccount', name: 'runner', namespace: NAMESPACE },
  { kind: 'User', name: 'dev@contoso.example', apiGroup: RBAC },
];

/** One line of the recordings. */
export interface PolicySet {
  id: string;
  policies: KubeObject[];
  grants: { name: string; rule: JsonObject; scope: 'cluster' | 'namespace'; subject: JsonObject }[];
  cases: RecordedCase[];
}

export interface RecordedCase {
  user: string;
  groups: string[];
  pod: KubeObject;
  code: number;
  response: KubeObject;
  compare?: 'code';
}

/** Posts an object as the administrator; throws where it is not taken. */
export function post(cluster: Sandbox, path: string, object: object): KubeObject {
  const { code, body } = cluster.handle({ method: 'POST', path, body: JSON.stringify(object), credentials: { user: ADMIN } });
  if (code !== 201) throw new Error(`POST ${path}: ${code} ${(body as KubeObject).message}`);
  return body as KubeObject;
}

/** A new cluster with PodSecurityPolicy on, and nothing in it. */
export function emptyCluster(version = '1.20.2', podSecurityPolicy = true): Sandbox {
  const store = memoryStore();
  store.put('/clusters/c1/config', { version, podSecurityPolicy, objects: 'bare', nodes: [], certificateAuthority: '', fqdn: 'c1.test' });
  return sandbox('c1', store, manualClock(Date.parse('2021-01-15T12:00:00Z')));
}

export function corpusCluster(): Sandbox {
  const cluster = emptyCluster();
  makeNamespace(cluster, NAMESPACE, ACCOUNTS);
  for (const subject of EDITORS) bind(cluster, `edit-${String(subject.kind).toLowerCase()}`, 'edit', 'namespace', subject);
  for (const name of ['gvisor', 'kata', 'runc-fast'])
    post(cluster, '/apis/node.k8s.io/v1/runtimeclasses', {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name },
      handler: name,
    });
  return cluster;
}

/** A namespace whose service accounts have their tokens already, whatever the controllers would take for it. */
export function makeNamespace(cluster: Sandbox, namespace: string, accounts = ['default']): void {
  post(cluster, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  for (const name of accounts) {
    const token = `${name}-token-xxxxx`;
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace }, secrets: [{ name: token }] };
    if (cluster.handle({ method: 'POST', path, body: JSON.stringify(account), credentials: { user: ADMIN } }).code !== 201) {
      cluster.handle({ method: 'PUT', path: `${path}/${name}`, body: JSON.stringify(account), credentials: { user: ADMIN } });
    }
    post(cluster, `/api/v1/namespaces/${namespace}/secrets`, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: token, annotations: { 'kubernetes.io/service-account.name': name } },
      type: 'kubernetes.io/service-account-token',
    });
  }
}

/** A copy of the cluster with one set's policies and grants. */
export function withPolicies(base: Sandbox, { policies, grants }: Pick<PolicySet, 'policies' | 'grants'>): Sandbox {
  const cluster = base.fork();
  for (const policy of policies) post(cluster, '/apis/policy/v1beta1/podsecuritypolicies', policy);
  for (const { name, rule, scope, subject } of grants) {
    post(cluster, `/apis/${RBAC}/v1/clusterroles`, { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name }, rules: [rule] });
    bind(cluster, name, name, scope, subject);
  }
  return cluster;
}

export function bind(
  cluster: Sandbox,
  name: string,
  role: string,
  scope: 'cluster' | 'namespace',
  subject: JsonObject,
  namespace = NAMESPACE,
): void {
  const cross = scope === 'cluster';
  const kind = cross ? 'ClusterRoleBinding' : 'RoleBinding';
  const path = cross ? `/apis/${RBAC}/v1/clusterrolebindings` : `/apis/${RBAC}/v1/namespaces/${namespace}/rolebindings`;
  post(cluster, path, {
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects: [subject],
  });
}
