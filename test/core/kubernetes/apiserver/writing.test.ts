import { expect } from 'chai';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const map = (name: string, more: object = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...more }, data: { k: 'v' } });
const patchType = (type: string) => ({ headers: { 'content-type': `application/${type}`, 'user-agent': 'tester/1' } });

describe('writing objects', () => {
  let cluster: TestCluster;
  beforeEach(() => (cluster = testCluster()));

  describe('create', () => {
    it('fills in uid, time and resourceVersion', () => {
      const { code, body } = cluster.ask('POST', MAPS, map('a'));
      expect(code).to.equal(201);
      expect(body.metadata).to.include({ name: 'a', namespace: 'default', creationTimestamp: '2020-06-01T00:00:00Z' });
      expect(body.metadata.uid).to.match(/^[0-9a-f-]{36}$/);
      expect(cluster.ask('GET', `${MAPS}/a`).body).to.deep.equal(body);
    });
    it('refuses a name that is taken', () => {
      cluster.ask('POST', MAPS, map('a'));
      const { code, body } = cluster.ask('POST', MAPS, map('a'));
      expect(code).to.equal(409);
      expect(body).to.include({ reason: 'AlreadyExists', message: 'configmaps "a" already exists' });
      expect(body.details).to.deep.equal({ name: 'a', kind: 'configmaps' });
    });
    it('makes up a name from generateName', () => {
      const { body } = cluster.ask('POST', MAPS, { ...map(''), metadata: { generateName: 'web-' } });
      expect(body.metadata.name).to.match(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    });
    it('stores nothing on a dry run', () => {
      const before = cluster.store.revision;
      expect(cluster.ask('POST', `${MAPS}?dryRun=All`, map('a')).code).to.equal(201);
      expect(cluster.ask('GET', `${MAPS}/a`).code).to.equal(404);
      expect(cluster.store.revision - before).to.equal(before === 1 ? cluster.store.revision - 1 : 0);
    });
    it('refuses another dryRun than All', () => {
      expect(cluster.ask('POST', `${MAPS}?dryRun=Some`, map('a')).body.message).to.equal(
        'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: []string{"Some"}: supported values: "All"',
      );
    });
    it('refuses the namespace of another path', () => {
      const { code, body } = cluster.ask('POST', MAPS, map('a', { namespace: 'other' }));
      expect([code, body.message]).to.deep.equal([
        400,
        'the namespace of the provided object does not match the namespace sent on the request',
      ]);
    });
    it('refuses another API version', () => {
      expect(cluster.ask('POST', MAPS, { ...map('a'), apiVersion: 'v2' }).body.message).to.equal(
        'the API version in the data (v2) does not match the expected API version (v1)',
      );
    });
    it('names what is wrong with a name, in the words of its version', () => {
      const wrong = (version: string) => testCluster({ version }).ask('POST', MAPS, map('A')).body.message as string;
      expect(wrong('1.20.2')).to.match(
        /^ConfigMap "A" is invalid: metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of/,
      );
      expect(wrong('1.18.8')).to.match(
        /^ConfigMap "A" is invalid: metadata.name: Invalid value: "A": a DNS-1123 subdomain must consist of/,
      );
    });
    it('answers an unknown path as the real server does', () => {
      const { code, body } = cluster.ask('POST', '/api/v1/namespaces/default/nothings', map('a'));
      expect([code, body.message]).to.deep.equal([404, 'the server could not find the requested resource']);
    });
  });

  describe('update', () => {
    it('refuses an outdated resourceVersion', () => {
      const { body: first } = cluster.ask('POST', MAPS, map('a'));
      cluster.ask('PUT', `${MAPS}/a`, { ...first, data: { k: '2' } });
      const { code, body } = cluster.ask('PUT', `${MAPS}/a`, { ...first, data: { k: '3' } });
      expect(code).to.equal(409);
      expect(body.message).to.equal(
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
      );
    });
    it('writes nothing where nothing changes', () => {
      const { body: first } = cluster.ask('POST', MAPS, map('a'));
      const { body: second } = cluster.ask('PUT', `${MAPS}/a`, map('a'), { headers: { 'user-agent': 'other' } });
      expect(second.metadata.resourceVersion).to.equal(first.metadata.resourceVersion);
    });
    it('refuses another name than that of the path', () => {
      cluster.ask('POST', MAPS, map('a'));
      expect(cluster.ask('PUT', `${MAPS}/a`, map('b')).body.message).to.equal(
        'the name of the object (b) does not match the name on the URL (a)',
      );
    });
    it('refuses another uid', () => {
      cluster.ask('POST', MAPS, map('a'));
      const { code, body } = cluster.ask('PUT', `${MAPS}/a`, map('a', { uid: 'other' }));
      expect(code).to.equal(409);
      expect(body.message).to.contain('Precondition failed: UID in precondition: other, UID in object meta: ');
    });
    it('does not find what is not there', () => {
      expect(cluster.ask('PUT', `${MAPS}/a`, map('a')).body.message).to.equal('configmaps "a" not found');
    });
    it('creates roles that are not there', () => {
      const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'r' }, rules: [] };
      expect(cluster.ask('PUT', '/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles/r', role).code).to.equal(201);
    });
  });

  describe('patch', () => {
    beforeEach(() => cluster.ask('POST', MAPS, map('a', { labels: { x: '1' } })));

    it('takes strategic merge, merge and JSON patches', () => {
      cluster.ask('PATCH', `${MAPS}/a`, { data: { a: '1' } }, patchType('strategic-merge-patch+json'));
      cluster.ask('PATCH', `${MAPS}/a`, { data: { b: '2' } }, patchType('merge-patch+json'));
      const { body } = cluster.ask('PATCH', `${MAPS}/a`, [{ op: 'remove', path: '/data/k' }], patchType('json-patch+json'));
      expect(body.data).to.deep.equal({ a: '1', b: '2' });
    });
    it('refuses other content types', () => {
      const { code, body } = cluster.ask('PATCH', `${MAPS}/a`, {}, patchType('json'));
      expect(code).to.equal(415);
      expect(body.message).to.equal(
        'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml',
      );
    });
    it('says that a JSON patch does not apply as the real server does', () => {
      expect(
        cluster.ask('PATCH', `${MAPS}/a`, [{ op: 'test', path: '/data/k', value: 'z' }], patchType('json-patch+json')).body,
      ).to.include({
        code: 422,
        reason: 'Invalid',
        message: 'the server rejected our request due to an error in our request',
      });
    });
    it('refuses to take the name away', () => {
      expect(cluster.ask('PATCH', `${MAPS}/a`, { metadata: null }, patchType('merge-patch+json')).body.message).to.equal(
        'the name of the object (a based on URL) was undeterminable: name must be provided',
      );
    });
  });

  describe('delete', () => {
    it('answers with a Status that names what went', () => {
      const { body: made } = cluster.ask('POST', MAPS, map('a'));
      const { body } = cluster.ask('DELETE', `${MAPS}/a`);
      expect(body).to.deep.equal({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
        details: { name: 'a', kind: 'configmaps', uid: made.metadata.uid },
      });
    });
    it('waits for finalizers, and goes with the last one', () => {
      cluster.ask('POST', MAPS, map('a', { finalizers: ['example.com/hold'] }));
      const { body } = cluster.ask('DELETE', `${MAPS}/a`);
      expect(body.metadata).to.include({ deletionTimestamp: '2020-06-01T00:00:00Z', deletionGracePeriodSeconds: 0 });
      cluster.ask('PATCH', `${MAPS}/a`, { metadata: { finalizers: null } }, patchType('merge-patch+json'));
      expect(cluster.ask('GET', `${MAPS}/a`).code).to.equal(404);
    });
    it('refuses new finalizers on what is being deleted', () => {
      cluster.ask('POST', MAPS, map('a', { finalizers: ['example.com/hold'] }));
      cluster.ask('DELETE', `${MAPS}/a`);
      expect(
        cluster.ask(
          'PATCH',
          `${MAPS}/a`,
          { metadata: { finalizers: ['example.com/hold', 'example.com/more'] } },
          patchType('merge-patch+json'),
        ).body.message,
      ).to.contain(
        'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/more"}',
      );
    });
    it('keeps to preconditions', () => {
      cluster.ask('POST', MAPS, map('a'));
      const { code, body } = cluster.ask('DELETE', `${MAPS}/a`, { preconditions: { uid: 'other' } });
      expect(code).to.equal(409);
      expect(body.message).to.match(
        /^Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition \(other\) does not match the UID in record/,
      );
    });
    it('marks dependents in the finalizers as the propagation policy says', () => {
      cluster.ask('POST', MAPS, map('a'));
      const { code, body } = cluster.ask('DELETE', `${MAPS}/a`, { propagationPolicy: 'Orphan', dryRun: ['All'] });
      expect(code).to.equal(200);
      expect(body.metadata.finalizers).to.deep.equal(['orphan']);
    });
    it('deletes what a selector selects', () => {
      cluster.ask('POST', MAPS, map('a', { labels: { app: 'x' } }));
      cluster.ask('POST', MAPS, map('b', { labels: { app: 'x' } }));
      cluster.ask('POST', MAPS, map('c'));
      expect(cluster.ask('DELETE', `${MAPS}?labelSelector=app%3Dx`).body.items).to.have.length(2);
      expect(cluster.ask('GET', MAPS).body.items.map((o: any) => o.metadata.name))
        .to.include('c')
        .and.not.include('a');
    });
    it('gives a pod that runs somewhere its grace', () => {
      const cluster = testCluster({ latency: 'real' });
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { nodeName: 'n', containers: [{ name: 'a', image: 'nginx' }] },
      };
      cluster.ask('POST', '/api/v1/namespaces/default/pods', pod);
      const { body } = cluster.ask('DELETE', '/api/v1/namespaces/default/pods/p');
      expect(body.metadata).to.include({ deletionGracePeriodSeconds: 30, deletionTimestamp: '2020-06-01T00:00:30Z' });
      expect(cluster.ask('DELETE', '/api/v1/namespaces/default/pods/p', { gracePeriodSeconds: 0 }).code).to.equal(200);
      expect(cluster.ask('GET', '/api/v1/namespaces/default/pods/p').code).to.equal(404);
    });
  });
});
