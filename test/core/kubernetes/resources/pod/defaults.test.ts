import { expect } from 'chai';
import { pullPolicyFor, tagOf } from '../../../../../core/kubernetes/resources/pod/image.ts';
import { qosClass } from '../../../../../core/kubernetes/resources/pod/qos.ts';
import { pods } from '../../../../../core/kubernetes/resources/pods.ts';
import { created } from '../../../../support/definitions.ts';

const pod = (spec: object, annotations?: object, version?: string): any =>
  created(pods, { metadata: { name: 'x', annotations }, spec }, version);
const withContainer = (container: object, more: object = {}): any =>
  pod({ containers: [{ name: 'c', image: 'nginx', ...container }], ...more });

describe('pod defaults', () => {
  it('are all there on the smallest pod', () => {
    expect(withContainer({}).spec).to.deep.equal({
      containers: [
        {
          name: 'c',
          image: 'nginx',
          imagePullPolicy: 'Always',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    });
  });
  it('set the status that a new pod has', () => {
    expect(withContainer({}).status).to.deep.equal({ phase: 'Pending', qosClass: 'BestEffort' });
  });
  it('request what is limited', () => {
    expect(
      withContainer({ resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } } }).spec.containers[0].resources
        .requests,
    ).to.deep.equal({ cpu: '500m', memory: '1Gi' });
  });
  it('round amounts up to thousandths', () => {
    expect(withContainer({ resources: { limits: { cpu: '100u' } } }).spec.containers[0].resources.limits.cpu).to.equal('1m');
  });
  it('complete probes and ports', () => {
    const [container] = withContainer({ ports: [{ containerPort: 80 }], livenessProbe: { httpGet: { port: 80 } } }).spec.containers;
    expect(container.ports).to.deep.equal([{ containerPort: 80, protocol: 'TCP' }]);
    expect(container.livenessProbe).to.deep.equal({
      httpGet: { path: '/', port: 80, scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    });
  });
  it("take the host's ports on the host's network", () => {
    expect(withContainer({ ports: [{ containerPort: 80 }] }, { hostNetwork: true }).spec.containers[0].ports[0].hostPort).to.equal(80);
  });
  it('make a volume without a source an empty directory', () => {
    expect(withContainer({}, { volumes: [{ name: 'v' }] }).spec.volumes).to.deep.equal([{ name: 'v', emptyDir: {} }]);
  });
  it('complete volumes of each kind', () => {
    const volumes = [
      { name: 'a', hostPath: { path: '/' } },
      { name: 'b', secret: { secretName: 's' } },
      { name: 'c', azureDisk: { diskName: 'd', diskURI: 'https://x' } },
      { name: 'd', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
      { name: 'e', downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name' } }] } },
    ];
    expect(withContainer({}, { volumes }).spec.volumes).to.deep.equal([
      { name: 'a', hostPath: { path: '/', type: '' } },
      { name: 'b', secret: { secretName: 's', defaultMode: 420 } },
      {
        name: 'c',
        azureDisk: { diskName: 'd', diskURI: 'https://x', cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false },
      },
      { name: 'd', projected: { defaultMode: 420, sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 3600 } }] } },
      { name: 'e', downwardAPI: { defaultMode: 420, items: [{ path: 'p', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }] } },
    ]);
  });
  it('mirror the old name of the service account', () => {
    expect(withContainer({}, { serviceAccount: 'bot' }).spec).to.include({ serviceAccount: 'bot', serviceAccountName: 'bot' });
    expect(withContainer({}, { serviceAccountName: 'bot' }).spec).to.include({ serviceAccount: 'bot', serviceAccountName: 'bot' });
  });
});

describe('pod: what a version drops', () => {
  it('makes every proc mount the default', () => {
    expect(withContainer({ securityContext: { procMount: 'Unmasked' } }).spec.containers[0].securityContext).to.deep.equal({
      procMount: 'Default',
    });
  });
  it('has no seccomp fields before 1.19', () => {
    const spec = { containers: [{ name: 'c', image: 'i' }], securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };
    expect(pod(spec, undefined, '1.18.8').spec.securityContext).to.deep.equal({});
    expect(pod(spec, undefined, '1.19.0').spec.securityContext).to.deep.equal({ seccompProfile: { type: 'RuntimeDefault' } });
  });
});

describe('pod: seccomp said twice', () => {
  const container = { name: 'c', image: 'i' };
  it('fills the annotation from the field', () => {
    const { metadata } = pod({
      containers: [{ ...container, securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'p.json' } } }],
      securityContext: { seccompProfile: { type: 'Unconfined' } },
    });
    expect(metadata.annotations).to.deep.equal({
      'seccomp.security.alpha.kubernetes.io/pod': 'unconfined',
      'container.seccomp.security.alpha.kubernetes.io/c': 'localhost/p.json',
    });
  });
  it('fills the field from the annotation', () => {
    const { spec } = pod(
      { containers: [container] },
      { 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default', 'container.seccomp.security.alpha.kubernetes.io/c': 'unconfined' },
    );
    expect(spec.securityContext.seccompProfile).to.deep.equal({ type: 'RuntimeDefault' });
    expect(spec.containers[0].securityContext.seccompProfile).to.deep.equal({ type: 'Unconfined' });
  });
  it('leaves annotations alone that no field can say', () => {
    expect(
      pod({ containers: [container] }, { 'seccomp.security.alpha.kubernetes.io/pod': 'localhost/' }).spec.securityContext,
    ).to.deep.equal({});
  });
});

describe('image tags', () => {
  const CASES: [string, string][] = [
    ['nginx', 'latest'],
    ['nginx:1.19', '1.19'],
    ['localhost:5000/nginx', 'latest'],
    ['localhost:5000/a/nginx:1', '1'],
    [`nginx@sha256:${'a'.repeat(64)}`, ''],
    ['a b', ''],
    ['Nginx', ''],
    ['', ''],
  ];
  for (const [image, tag] of CASES)
    it(`finds ${JSON.stringify(tag)} in ${JSON.stringify(image.slice(0, 30))}`, () => expect(tagOf(image)).to.equal(tag));

  it('always pulls what may change', () => {
    expect([pullPolicyFor('nginx'), pullPolicyFor('nginx:latest'), pullPolicyFor('nginx:1'), pullPolicyFor('a b')]).to.deep.equal([
      'Always',
      'Always',
      'IfNotPresent',
      'IfNotPresent',
    ]);
  });
});

describe('quality of service', () => {
  const of = (...resources: object[]): string => qosClass({ containers: resources.map((r) => ({ resources: r })) });
  const both = { cpu: '1', memory: '1Gi' };
  it('is best effort without amounts', () => expect(of({}, { limits: { cpu: '0' } })).to.equal('BestEffort'));
  it('is guaranteed where every container gets all it may use', () =>
    expect(of({ limits: both, requests: both }, { limits: both, requests: { cpu: '1000m', memory: '1024Mi' } })).to.equal('Guaranteed'));
  it('is burstable otherwise', () =>
    expect([of({ requests: { cpu: '1' } }), of({ limits: both, requests: both }, {})]).to.deep.equal(['Burstable', 'Burstable']));
});
