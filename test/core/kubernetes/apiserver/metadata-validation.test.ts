import { expect } from 'chai';
import { testCluster } from '../../../support/cluster.ts';

const IN = '/api/v1/namespaces/default';
const NOT_STANDARD = 'name is neither a standard finalizer name nor is it fully qualified';

const OBJECTS: Record<string, { path: string; body: any }> = {
  configmaps: { path: `${IN}/configmaps`, body: { apiVersion: 'v1', kind: 'ConfigMap' } },
  limitranges: { path: `${IN}/limitranges`, body: { apiVersion: 'v1', kind: 'LimitRange', spec: { limits: [] } } },
  resourcequotas: { path: `${IN}/resourcequotas`, body: { apiVersion: 'v1', kind: 'ResourceQuota' } },
  deployments: {
    path: '/apis/apps/v1/namespaces/default/deployments',
    body: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
      },
    },
  },
  podsecuritypolicies: {
    path: '/apis/policy/v1beta1/podsecuritypolicies',
    body: {
      apiVersion: 'policy/v1beta1',
      kind: 'PodSecurityPolicy',
      spec: Object.fromEntries(['seLinux', 'runAsUser', 'fsGroup', 'supplementalGroups'].map((field) => [field, { rule: 'RunAsAny' }])),
    },
  },
  roles: {
    path: '/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles',
    body: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', rules: [] },
  },
  poddisruptionbudgets: {
    path: '/apis/policy/v1beta1/namespaces/default/poddisruptionbudgets',
    body: { apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', spec: { minAvailable: 1 } },
  },
};

/** The causes of a create, less the field where all have the same. */
function created(kind: keyof typeof OBJECTS, metadata: object, more: object = {}): string[] {
  const { path, body } = OBJECTS[kind]!;
  const answer = testCluster().ask('POST', path, { ...body, ...more, metadata: { name: 'x', ...metadata } });
  return (answer.body.details?.causes ?? []).map((cause: any) => `${cause.field}: ${cause.message}`);
}

function patched(kind: keyof typeof OBJECTS, metadata: object): string[] {
  const { path, body } = OBJECTS[kind]!;
  const cluster = testCluster();
  cluster.ask('POST', path, { ...body, metadata: { name: 'x' } });
  const headers = { 'content-type': 'application/merge-patch+json' };
  const answer = cluster.ask('PATCH', `${path}/x`, { metadata }, { headers });
  return (answer.body.details?.causes ?? []).map((cause: any) => `${cause.field}: ${cause.message}`);
}

describe("an object's metadata, as often as the real server looks at it", () => {
  it('says of a finalizer that is no qualified name where the list is, and of one without a prefix where it stands', () => {
    expect(created('configmaps', { finalizers: ['*'] })).to.deep.equal([
      `metadata.finalizers: Invalid value: "*": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      `metadata.finalizers[0]: Invalid value: "*": ${NOT_STANDARD}`,
    ]);
  });
  it('lets a disruption budget have any qualified finalizer, and names its metadata only where nothing else is wrong', () => {
    expect(created('poddisruptionbudgets', { finalizers: ['x'] })).to.deep.equal([]);
    expect(created('poddisruptionbudgets', { name: '' }, { spec: { minAvailable: -1 } })).to.deep.equal([
      'spec.minAvailable: Invalid value: -1: must be greater than or equal to 0',
    ]);
    expect(created('poddisruptionbudgets', { name: '' })).to.deep.equal([
      'metadata.name: Required value: name or generateName is required',
    ]);
  });
  it('says that an owner of three parts has no version', () => {
    const owner = { apiVersion: 'a/b/c', kind: 'K', name: 'n', uid: 'u' };
    expect(created('configmaps', { ownerReferences: [owner] })).to.deep.equal([
      'metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty',
    ]);
  });
  const LOOKS: [kind: keyof typeof OBJECTS, labels: number, finalizers: number][] = [
    ['configmaps', 4, 2],
    ['limitranges', 3, 1],
    ['resourcequotas', 3, 1],
    ['deployments', 3, 1],
    ['podsecuritypolicies', 3, 1],
    ['roles', 5, 3],
    ['poddisruptionbudgets', 2, 0],
  ];
  for (const [kind, labels, finalizers] of LOOKS) {
    it(`on an update looks ${labels} times at the labels of ${kind}, ${finalizers} times at what finalizers have no prefix`, () => {
      expect(patched(kind, { labels: { a: '-' } })).to.have.length(labels);
      expect(patched(kind, { finalizers: ['x'] })).to.deep.equal(
        Array.from({ length: finalizers }, () => `metadata.finalizers[0]: Invalid value: "x": ${NOT_STANDARD}`),
      );
    });
  }
});
