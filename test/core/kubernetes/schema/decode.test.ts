import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonValue } from '../../../../core/kubernetes/object.ts';
import { decode, sentEmpty } from '../../../../core/kubernetes/schema/index.ts';

const POD = { group: '', version: 'v1', kind: 'Pod' };
const POLICY = { group: 'policy', version: 'v1beta1', kind: 'PodSecurityPolicy' };
const CANNOT = 'Pod in version "v1" cannot be handled as a Pod: ';

const errorOf = (body: string | JsonValue, kind = POD): string => {
  const decoded = decode(kind, body);
  return 'error' in decoded ? decoded.error : 'no error';
};
const read = (body: string | JsonValue, kind = POD): any => {
  const decoded = decode(kind, body);
  if ('error' in decoded) throw new Error(decoded.error);
  return decoded.object;
};
const container = (fields: object): object => ({ spec: { containers: [{ name: 'c', ...fields }] } });
const firstContainer = (fields: object): any => read(container(fields) as JsonValue).spec.containers[0];

describe('decode: what it keeps', () => {
  it('drops unknown fields, at any depth', () => {
    expect(read({ metadata: { name: 'x', nam: 'y' }, spec: { containers: [], privileged: true } }).spec).to.deep.equal({
      containers: null,
    });
  });
  it('matches field names with their case', () => {
    expect(read({ metadata: { Name: 'x' } }).metadata).to.deep.equal({ creationTimestamp: null });
  });
  it('keeps a zero that Go holds by pointer', () => {
    expect(firstContainer({ securityContext: { privileged: false, runAsUser: 0 } }).securityContext).to.deep.equal({
      privileged: false,
      runAsUser: 0,
    });
  });
  it('drops a zero that omitempty leaves out', () => {
    expect(firstContainer({ tty: false, workingDir: '', env: [] })).to.deep.equal({ name: 'c', resources: {} });
  });
  it('writes the zero of a field without omitempty', () => {
    const { spec } = read({ spec: { hostPorts: [{ min: 0 }], privileged: false } }, POLICY);
    expect(spec.hostPorts).to.deep.equal([{ min: 0, max: 0 }]);
    expect(spec).to.not.have.property('privileged');
    expect(spec.seLinux).to.deep.equal({ rule: '' });
  });
  it('takes null for no value', () => {
    expect(read({ metadata: null, spec: { containers: null, hostNetwork: null, nodeSelector: null } })).to.deep.equal(read({}));
  });
  it('takes null in a list for an empty item', () => {
    expect(read({ spec: { containers: [null] } }).spec.containers).to.deep.equal([{ name: '', resources: {} }]);
  });
  it('writes quantities canonically', () => {
    const { resources } = firstContainer({ resources: { limits: { cpu: 0.5, memory: '1024Mi', 'ephemeral-storage': '1e3' } } });
    expect(resources.limits).to.deep.equal({ cpu: '500m', memory: '1Gi', 'ephemeral-storage': '1e3' });
  });
  it('writes times in UTC, whole seconds', () => {
    expect(read({ metadata: { creationTimestamp: '2020-06-01T02:00:00.75+02:00' } }).metadata.creationTimestamp).to.equal(
      '2020-06-01T00:00:00Z',
    );
  });
  it('keeps the difference between number and name of a port', () => {
    const probe = (port: number | string): any => firstContainer({ livenessProbe: { tcpSocket: { port } } }).livenessProbe.tcpSocket.port;
    expect([probe(80), probe('80')]).to.deep.equal([80, '80']);
  });
  it('notes what was sent empty and is left out', () => {
    const { metadata } = read({ metadata: { labels: {} } });
    expect(metadata).to.not.have.property('labels');
    expect([sentEmpty(metadata, 'labels'), sentEmpty(metadata, 'annotations')]).to.deep.equal([true, false]);
  });
  it('reads a value as it reads its text, and does not change it', () => {
    const body = { metadata: { name: 'x' }, spec: { containers: [{ name: 'c', image: 'i' }] } };
    const before = JSON.stringify(body);
    expect(read(body)).to.deep.equal(read(before));
    expect(JSON.stringify(body)).to.equal(before);
  });
  it('reads kinds of later versions with the fields of the earlier', () => {
    expect(read({ spec: { schedule: '@daily' } }, { group: 'batch', version: 'v1', kind: 'CronJob' }).spec.schedule).to.equal('@daily');
  });
});

describe('decode: what it says', () => {
  it('of a number for a string', () => {
    expect(errorOf('{"kind": "Pod", "apiVersion": "v1", "metadata": {"name": 1.5}}')).to.equal(
      `${CANNOT}v1.Pod.ObjectMeta: v1.ObjectMeta.Name: ReadString: expects " or n, but found 1, error found in #10 byte of ...|{"name": 1.5}}|..., bigger context ...| "Pod", "apiVersion": "v1", "metadata": {"name": 1.5}}|...`,
    );
  });
  it('of a string for a map, an object and a list', () => {
    expect(errorOf('{"metadata":{"labels":"x"}}')).to.contain(
      'v1.Pod.ObjectMeta: v1.ObjectMeta.Labels: ReadMapCB: expect { or n, but found "',
    );
    expect(errorOf('{"spec":"x"}')).to.contain('v1.Pod.Spec: readObjectStart: expect { or n, but found "');
    expect(errorOf('{"spec":{"containers":"x"}}')).to.contain(
      'v1.Pod.Spec: v1.PodSpec.Containers: []v1.Container: decode slice: expect [ or n, but found "',
    );
  });
  it('of an embedded struct, by its name too', () => {
    expect(errorOf('{"spec":{"volumes":[{"hostPath":{"path":1}}]}}')).to.contain(
      '[]v1.Volume: v1.Volume.VolumeSource: HostPath: v1.HostPathVolumeSource.Path: ReadString: expects " or n, but found 1',
    );
  });
  it('of fields read after the fault, which the real reader names too', () => {
    const body = '{"spec":{"containers":[{"resources":{"limits":{"cpu":"x"},"requests":{"cpu":"1"}},"name":"c"}]}}';
    expect(errorOf(body)).to.contain(
      'v1.Container.Name: Resources: v1.ResourceRequirements.Requests: Limits: unmarshalerDecoder: quantities must match the regular expression',
    );
  });
  it('of a word, a fraction and too much for an integer', () => {
    const errorIn = (value: string): string => errorOf(`{"spec":{"terminationGracePeriodSeconds":1,"priority":${value}}}`);
    expect(errorIn('"x"')).to.contain('v1.PodSpec.Priority: readUint32: unexpected character: \ufffd');
    expect(errorIn('1.5')).to.contain('v1.PodSpec.Priority: assertInteger: can not decode float as int');
    expect(errorIn('3000000000')).to.contain('v1.PodSpec.Priority: ReadInt32: overflow: 3000000000');
  });
  it('of a bool, a time, a port and bytes', () => {
    expect(errorOf('{"spec":{"hostNetwork":"true"}}')).to.contain('v1.PodSpec.HostNetwork: ReadBool: expect t or f, but found "');
    expect(errorOf('{"metadata":{"creationTimestamp":"today"}}')).to.contain(
      'parsing time "today" as "2006-01-02T15:04:05Z07:00": cannot parse "today" as "2006"',
    );
    expect(errorOf(JSON.stringify(container({ livenessProbe: { tcpSocket: { port: true } } })))).to.contain(
      'json: cannot unmarshal bool into Go value of type int32',
    );
    expect(errorOf('{"data":{"k":"*"}}', { group: '', version: 'v1', kind: 'Secret' })).to.contain(
      'v1.Secret.Data: decode base64: illegal base64 data at input byte 0',
    );
  });
  it('of text that is no JSON', () => {
    expect(errorOf('{"kind": }')).to.equal(
      "couldn't get version/kind; json parse error: invalid character '}' looking for beginning of value",
    );
  });
  it('of a kind that is no string', () => {
    expect(errorOf({ kind: 1 })).to.equal(
      "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string",
    );
  });
});

describe('decode: properties', () => {
  const kinds = [POD, POLICY, { group: 'apps', version: 'v1', kind: 'Deployment' }, { group: '', version: 'v1', kind: 'Secret' }];
  const names = [
    'metadata',
    'spec',
    'containers',
    'labels',
    'name',
    'securityContext',
    'runAsUser',
    'resources',
    'limits',
    'data',
    'volumes',
    'template',
  ];
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom('1', '64Mi', 'x', 0, -1, 1.5, null, true),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('object'),
    ),
    object: fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), tie('value'), { maxKeys: 5 }),
  }));

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), json.object, (kind, body) => void decode(kind, JSON.stringify(body))),
      { seed: 7, numRuns: 500 },
    );
  });
  it('reads what it wrote as what it wrote', () => {
    const stable = fc.property(fc.constantFrom(...kinds), json.object, (kind, body) => {
      const once = decode(kind, body as JsonValue);
      if ('error' in once) return;
      expect(decode(kind, once.object as unknown as JsonValue)).to.deep.equal(once);
    });
    fc.assert(stable, { seed: 7, numRuns: 500 });
  });
});
