import { expect } from 'chai';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const map = (data: Record<string, string>) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data });

describe('managed fields', () => {
  let cluster: TestCluster;
  beforeEach(() => (cluster = testCluster()));
  const managers = (object: any) =>
    Object.fromEntries((object.metadata.managedFields ?? []).map((m: any) => [`${m.manager} ${m.operation}`, m.fieldsV1]));
  const apply = (data: Record<string, string>, manager: string, more = '') =>
    cluster.ask('PATCH', `${MAPS}/a?fieldManager=${manager}${more}`, map(data), {
      headers: { 'content-type': 'application/apply-patch+yaml' },
    });
  const patch = (body: object, agent: string) =>
    cluster.ask('PATCH', `${MAPS}/a`, body, { headers: { 'content-type': 'application/merge-patch+json', 'user-agent': agent } });

  it('credits a create to the field manager, and to the user agent without one', () => {
    expect(managers(cluster.ask('POST', `${MAPS}?fieldManager=kubectl-create`, map({ k: 'v' })).body)).to.deep.equal({
      'kubectl-create Update': { 'f:data': { '.': {}, 'f:k': {} } },
    });
    const other = { ...map({ k: 'v' }), metadata: { name: 'b' } };
    expect(managers(cluster.ask('POST', MAPS, other, { headers: { 'user-agent': 'curl/7' } }).body)).to.have.property('curl Update');
  });
  it('writes a pod as kubectl create leaves it', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', labels: { app: 'x' } },
      spec: { containers: [{ name: 'db', image: 'postgres:13' }] },
    };
    const { body } = cluster.ask('POST', '/api/v1/namespaces/default/pods?fieldManager=kubectl-create', pod);
    expect(managers(body)['kubectl-create Update']).to.deep.equal({
      'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
      'f:spec': {
        'f:containers': {
          'k:{"name":"db"}': {
            '.': {},
            'f:image': {},
            'f:imagePullPolicy': {},
            'f:name': {},
            'f:resources': {},
            'f:terminationMessagePath': {},
            'f:terminationMessagePolicy': {},
          },
        },
        'f:dnsPolicy': {},
        'f:enableServiceLinks': {},
        'f:restartPolicy': {},
        'f:schedulerName': {},
        'f:securityContext': {},
        'f:terminationGracePeriodSeconds': {},
      },
    });
  });
  it('takes a changed field from whom it belonged to', () => {
    cluster.ask('POST', `${MAPS}?fieldManager=one`, map({ k: 'v', l: 'v' }));
    expect(managers(patch({ data: { k: '2', m: '3' } }, 'two').body)).to.deep.equal({
      'one Update': { 'f:data': { '.': {}, 'f:l': {} } },
      'two Update': { 'f:data': { 'f:k': {}, 'f:m': {} } },
    });
  });
  it('forgets removed fields, and managers that have nothing left', () => {
    cluster.ask('POST', `${MAPS}?fieldManager=one`, map({ k: 'v' }));
    patch({ data: { m: '3' } }, 'two');
    expect(managers(patch({ data: { m: null } }, 'three').body)).to.have.keys(['one Update']);
  });
  it('keeps what it knows where nothing is sent, and forgets it on an empty entry', () => {
    const { body } = cluster.ask('POST', `${MAPS}?fieldManager=one`, map({ k: 'v' }));
    expect(managers(cluster.ask('PUT', `${MAPS}/a`, map({ k: 'v' })).body)).to.deep.equal(managers(body));
    const reset = { ...map({ k: 'v' }), metadata: { name: 'a', managedFields: [{}] } };
    expect(managers(cluster.ask('PUT', `${MAPS}/a`, reset).body)).to.deep.equal({});
  });

  describe('server-side apply', () => {
    it('creates, and owns what it names', () => {
      const { code, body } = apply({ k: 'v' }, 'me');
      expect(code).to.equal(201);
      expect(managers(body)).to.deep.equal({ 'me Apply': { 'f:data': { 'f:k': {} } } });
    });
    it('needs a field manager', () => {
      expect(
        cluster.ask('PATCH', `${MAPS}/a`, map({}), { headers: { 'content-type': 'application/apply-patch+yaml' } }).body.message,
      ).to.equal('PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch');
    });
    it('removes what it no longer names, unless another has it too', () => {
      apply({ k: 'v', l: 'v', m: 'v' }, 'me');
      apply({ l: 'v' }, 'other');
      expect(apply({ m: 'v' }, 'me').body.data).to.deep.equal({ l: 'v', m: 'v' });
    });
    it('conflicts with another manager over a value', () => {
      cluster.ask('POST', `${MAPS}?fieldManager=kubectl-create`, map({ k: 'v', l: 'v' }));
      const { code, body } = apply({ k: '2' }, 'me');
      expect(code).to.equal(409);
      expect(body.message).to.equal('Apply failed with 1 conflict: conflict with "kubectl-create" using v1: .data.k');
      expect(body.details.causes).to.deep.equal([
        { reason: 'FieldManagerConflict', message: 'conflict with "kubectl-create" using v1', field: '.data.k' },
      ]);
      expect(apply({ k: '2', l: '3' }, 'me').body.message).to.equal(
        'Apply failed with 2 conflicts: conflicts with "kubectl-create" using v1:\n- .data.k\n- .data.l',
      );
    });
    it('takes over by force, and shares equal values without a conflict', () => {
      cluster.ask('POST', `${MAPS}?fieldManager=kubectl-create`, map({ k: 'v', l: 'v' }));
      expect(apply({ l: 'v' }, 'me').code).to.equal(200);
      const { body } = apply({ k: '2' }, 'forced', '&force=true');
      expect(body.data.k).to.equal('2');
      expect(managers(body)['kubectl-create Update']).to.deep.equal({ 'f:data': { '.': {}, 'f:l': {} } });
    });
    it('writes nothing the second time', () => {
      const { body } = apply({ k: 'v' }, 'me');
      cluster.clock.advance(60_000);
      expect(apply({ k: 'v' }, 'me').body).to.deep.equal(body);
    });
    it('stores the same as a create, so that controllers find nothing to do again', () => {
      const deployment = (name: string) => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name },
        spec: {
          selector: { matchLabels: { name } },
          template: { metadata: { labels: { name } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
        },
      });
      const path = '/apis/apps/v1/namespaces/default/deployments';
      const { body } = cluster.ask('PATCH', `${path}/a?fieldManager=me`, deployment('a'), {
        headers: { 'content-type': 'application/apply-patch+yaml' },
      });
      const template = JSON.stringify(cluster.ask('POST', path, deployment('b')).body.spec.template);
      expect(body.spec.template).to.deep.equal(JSON.parse(template.replace('"name":"b"', '"name":"a"')));
      expect(cluster.ask('GET', '/apis/apps/v1/namespaces/default/replicasets').body.items).to.have.length(2);
    });
    it('reads YAML', () => {
      const response = cluster.handle({
        method: 'PATCH',
        path: `${MAPS}/a?fieldManager=me`,
        headers: { 'content-type': 'application/apply-patch+yaml' },
        credentials: { user: { name: 'admin', groups: ['system:masters'] } },
        body: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: "1"\n',
      });
      expect((response.body as any).data).to.deep.equal({ k: '1' });
    });
    it('puts what nobody is known to own down to before-first-apply', () => {
      cluster.ask('POST', MAPS, map({ k: 'v', l: 'v' }));
      cluster.ask('PUT', `${MAPS}/a`, { ...map({ k: 'v', l: 'v' }), metadata: { name: 'a', managedFields: [{}] } });
      expect(apply({ k: '2' }, 'me').body.message).to.equal(
        'Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.k',
      );
      expect(managers(apply({ k: 'v' }, 'me').body)).to.deep.equal({
        'me Apply': { 'f:data': { 'f:k': {} } },
        'before-first-apply Update': { 'f:data': { '.': {}, 'f:k': {}, 'f:l': {} } },
      });
    });
  });

  it('remembers ten updaters, and puts the oldest down to ancient-changes', () => {
    cluster.ask('POST', `${MAPS}?fieldManager=first`, map({ k: 'v' }));
    for (let i = 0; i < 11; i++) {
      cluster.clock.advance(1_000);
      patch({ data: { [`k${i}`]: 'v' } }, `agent-${i}`);
    }
    const found = managers(cluster.ask('GET', `${MAPS}/a`).body);
    expect(Object.keys(found)).to.have.length(10).and.include('ancient-changes Update').and.not.include('first Update');
    expect(found['ancient-changes Update']).to.deep.equal({ 'f:data': { '.': {}, 'f:k': {}, 'f:k0': {}, 'f:k1': {} } });
  });
});
