import { expect } from 'chai';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

const MAPS = '/api/v1/namespaces/team/configmaps';

describe('reading objects', () => {
  let cluster: TestCluster;
  beforeEach(() => {
    cluster = testCluster({ version: '1.18.8' });
    cluster.ask('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
    for (const name of ['c', 'a', 'b'])
      cluster.ask('POST', MAPS, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels: { app: name } }, data: { k: name } });
  });
  const names = (path: string): string[] => cluster.ask('GET', path).body.items.map((o: any) => o.metadata.name);

  it('lists in the order of names, by selector too', () => {
    expect(names(MAPS)).to.deep.equal(['a', 'b', 'c']);
    expect(names(`${MAPS}?labelSelector=app%21%3Db`)).to.deep.equal(['a', 'c']);
    expect(names(`${MAPS}?fieldSelector=metadata.name%3Db`)).to.deep.equal(['b']);
  });
  it('refuses selectors in the words of apimachinery', () => {
    expect(cluster.ask('GET', `${MAPS}?labelSelector=%3Dx`).body).to.include({
      code: 400,
      message: "found '=', expected: !, identifier, or 'end of string'",
    });
    expect(cluster.ask('GET', `${MAPS}?fieldSelector=spec.x%3D1`).body.message).to.equal(
      '"spec.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
    expect(cluster.ask('GET', '/api/v1/pods?fieldSelector=spec.x%3D1').body.message).to.equal('field label not supported: spec.x');
  });
  for (const [path, field, says] of [
    ['/api/v1/nodes', 'metadata.namespace', 'field label not supported: metadata.namespace'],
    ['/api/v1/persistentvolumes', 'metadata.namespace', undefined],
    ['/api/v1/pods', 'status.podIPs', undefined],
    [
      '/apis/apps/v1/replicasets',
      'status.replicas',
      '"status.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    ['/apis/batch/v1/jobs', 'spec.x', 'field label "spec.x" not supported for batchv1.Job'],
    ['/apis/batch/v1beta1/cronjobs', 'spec.x', 'field label "spec.x" not supported for "CronJob"'],
    ['/apis/certificates.k8s.io/v1beta1/certificatesigningrequests', 'spec.signerName', undefined],
  ] as const) {
    it(`selects ${path} by ${field}: ${says ?? 'allowed'}`, () => {
      expect(cluster.ask('GET', `${path}?fieldSelector=${field}%3D1`).body.message).to.equal(says);
    });
  }
  it('lists page by page', () => {
    const { body: first } = cluster.ask('GET', `${MAPS}?limit=2`);
    expect(first.metadata.remainingItemCount).to.equal(1);
    expect(names(`${MAPS}?limit=2&continue=${first.metadata.continue}`)).to.deep.equal(['c']);
  });
  it('watches from a resourceVersion on', () => {
    const { resourceVersion } = cluster.ask('GET', MAPS).body.metadata;
    cluster.ask('PATCH', `${MAPS}/a`, { data: { k: '2' } }, { headers: { 'content-type': 'application/merge-patch+json' } });
    cluster.ask('DELETE', `${MAPS}/b`);
    const { watch } = cluster.ask('GET', `${MAPS}?watch=true&resourceVersion=${resourceVersion}`);
    expect(watch!.events.map(({ type, object }: any) => `${type} ${object.metadata.name}`)).to.deep.equal(['MODIFIED a', 'DELETED b']);
    expect(cluster.ask('GET', `${MAPS}?watch=true&resourceVersion=${watch!.resourceVersion}`).watch!.events).to.deep.equal([]);
  });
  it('shows an object that comes to match a watched selector as added', () => {
    const { resourceVersion } = cluster.ask('GET', MAPS).body.metadata;
    cluster.ask(
      'PATCH',
      `${MAPS}/a`,
      { metadata: { labels: { app: 'new' } } },
      { headers: { 'content-type': 'application/merge-patch+json' } },
    );
    const events = (selector: string) =>
      cluster.ask('GET', `${MAPS}?watch=1&resourceVersion=${resourceVersion}&labelSelector=${selector}`).watch!.events.map((e) => e.type);
    expect(events('app%3Dnew')).to.deep.equal(['ADDED']);
    expect(events('app%3Da')).to.deep.equal(['DELETED']);
  });
  it('writes selfLink before 1.20 and not after', () => {
    expect(cluster.ask('GET', `${MAPS}/a`).body.metadata.selfLink).to.equal(`${MAPS}/a`);
    expect(testCluster({ version: '1.20.2' }).ask('GET', '/api/v1/namespaces/default').body.metadata).not.to.have.property('selfLink');
  });
  it('makes tables, with the objects that the client wants in them', () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const { body } = cluster.ask('GET', MAPS, undefined, { headers: { accept } });
    expect(body).to.include({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
    expect(body.columnDefinitions.map((c: any) => c.name)).to.deep.equal(['Name', 'Data', 'Age']);
    expect(body.rows[0].cells.slice(0, 2)).to.deep.equal(['a', 1]);
    expect(body.rows[0].object).to.include({ kind: 'PartialObjectMetadata' });
    const whole = cluster.ask('GET', `${MAPS}?includeObject=Object`, undefined, { headers: { accept } }).body;
    expect(whole.rows[0].object.data).to.deep.equal({ k: 'a' });
  });
  it('tells how the components are', () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const { body } = cluster.ask('GET', '/api/v1/componentstatuses', undefined, { headers: { accept } });
    expect(body.rows.map((r: any) => r.cells)).to.deep.equal([
      ['controller-manager', 'Healthy', 'ok', ''],
      ['etcd-0', 'Healthy', '{"health":"true"}', ''],
      ['scheduler', 'Healthy', 'ok', ''],
    ]);
    expect(cluster.ask('GET', '/api/v1/componentstatuses/nope').body.message).to.equal('componentstatuses "nope" not found');
  });
  it('gives metadata alone', () => {
    const { body } = cluster.ask('GET', `${MAPS}/a`, undefined, {
      headers: { accept: 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io' },
    });
    expect(Object.keys(body)).to.have.members(['kind', 'apiVersion', 'metadata']);
  });
  it('refuses forms that it does not know', () => {
    expect(cluster.ask('GET', MAPS, undefined, { headers: { accept: 'text/html' } }).code).to.equal(406);
  });
  it('warns about deprecated versions from 1.19 on', () => {
    const path = '/apis/rbac.authorization.k8s.io/v1beta1/clusterroles/view';
    expect(cluster.ask('GET', path).warnings).to.equal(undefined);
    expect(testCluster({ version: '1.20.2' }).ask('GET', path).warnings).to.deep.equal([
      'rbac.authorization.k8s.io/v1beta1 ClusterRole is deprecated in v1.17+, unavailable in v1.22+; use rbac.authorization.k8s.io/v1 ClusterRole',
    ]);
  });
});
