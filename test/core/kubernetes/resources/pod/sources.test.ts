import { expect } from 'chai';
import { deployments } from '../../../../../core/kubernetes/resources/deployments.ts';
import { pods } from '../../../../../core/kubernetes/resources/pods.ts';
import { createErrors } from '../../../../support/definitions.ts';

const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const pod = (spec: object, annotations?: object): string[] =>
  createErrors(pods, { metadata: { name: 'x', annotations }, spec: { containers: [{ name: 'c', image: 'i' }], ...spec } });
const volume = (source: object, name = 'v'): string[] => pod({ volumes: [{ name, ...source }] });
const container = (fields: object, more: object = {}): string[] => pod({ containers: [{ name: 'c', image: 'i', ...fields }], ...more });
const env = (valueFrom: object): string[] => container({ env: [{ name: 'A', valueFrom }] });

describe('volume sources, in the places that the real server names', () => {
  it('calls the GCE disk persistentDisk where something is wrong in it', () =>
    expect(volume({ gcePersistentDisk: {} })).to.deep.equal(['spec.volumes[0].persistentDisk.pdName: Required value']));
  it('writes two second sources otherwise than their fields', () =>
    expect(volume({ emptyDir: {}, cephfs: { monitors: ['m'] }, downwardAPI: {} })).to.deep.equal([
      'spec.volumes[0].cephFS: Forbidden: may not specify more than 1 volume type',
      'spec.volumes[0].downwarAPI: Forbidden: may not specify more than 1 volume type',
    ]));
  it('says of an iSCSI initiator what it says of a target, and limits both names together', () => {
    const iscsi = { targetPortal: 'p', iqn: 'iqn.2020-01.a.b:c', lun: 0 };
    expect(volume({ iscsi: { ...iscsi, initiatorName: 'x' } })).to.deep.equal([
      'spec.volumes[0].iscsi.initiatorname: Invalid value: "x": must be valid format starting with iqn, eui, or naa',
    ]);
    expect(volume({ iscsi: { ...iscsi, targetPortal: 'p'.repeat(64), initiatorName: iscsi.iqn } })).to.deep.equal([
      'spec.volumes[0].name: Invalid value: "v": Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
    ]);
  });
  it('complains of each pair of a Quobyte registry', () =>
    expect(volume({ quobyte: { registry: 'a,b', volume: 'v' } })).to.deep.equal(
      [1, 2].map(
        () => 'spec.volumes[0].quobyte.registry: Invalid value: "a,b": must be a host:port pair or multiple pairs separated by commas',
      ),
    ));
  it('keeps kubernetes.io for itself among Flex options, with and without a path', () =>
    expect(volume({ flexVolume: { driver: 'a/b', options: { 'kubernetes.io': 'x' } } })).to.deep.equal([
      'spec.volumes[0].flexVolume.options[kubernetes.io]: Invalid value: "kubernetes.io": kubernetes.io and k8s.io namespaces are reserved',
    ]));
  it('names a projected file that is there twice by its secret or config map', () =>
    expect(
      volume({
        projected: {
          sources: [
            { secret: { name: 's', items: [{ key: 'k', path: 'p' }] } },
            { configMap: { name: 'm', items: [{ key: 'k', path: 'p' }] } },
          ],
        },
      }),
    ).to.deep.equal(['spec.volumes[0].projected: Invalid value: "m": conflicting duplicate paths']));
  it('looks for the path of a token beside the sources', () =>
    expect(
      pod({ serviceAccountName: 's', volumes: [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: '' } }] } }] }),
    ).to.deep.equal(['spec.volumes[0].projected.path: Required value']));
  it('refuses a projection of two sources as a whole', () =>
    expect(volume({ projected: { sources: [{ secret: { name: 's' }, configMap: { name: 'm' } }] } })).to.deep.equal([
      'spec.volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type',
    ]));
  it("shows a CSI driver's name as it was given", () =>
    expect(volume({ csi: { driver: 'A_B', nodePublishSecretRef: { name: '*' } } })).to.deep.equal([
      `spec.volumes[0].csi.driver: Invalid value: "A_B": ${SUBDOMAIN}`,
      `spec.volumes[0].csi.name: Invalid value: "*": ${SUBDOMAIN}`,
    ]));
});

describe('environment variables from elsewhere', () => {
  it('need the name of a config map or secret that is a name', () => {
    expect(env({ configMapKeyRef: { key: 'k' } })).to.deep.equal([
      `spec.containers[0].env[0].valueFrom.configMapKeyRef.name: Invalid value: "": ${SUBDOMAIN}`,
    ]);
    expect(container({ envFrom: [{ secretRef: { name: 'a-' } }, { secretRef: { name: '*' } }] })).to.deep.equal([
      `spec.containers[0].envFrom[1].secretRef.name: Invalid value: "*": ${SUBDOMAIN}`,
    ]);
  });
  it('show a label or annotation key as it was given', () =>
    expect(env({ fieldRef: { fieldPath: "metadata.annotations['A B']" } })[0]).to.match(
      /^spec\.containers\[0\]\.env\[0\]\.valueFrom\.fieldRef: Invalid value: "A B": name part must consist of/,
    ));
  it('take a divisor by its canonical text', () => {
    const divisor = (value: string): string[] => env({ resourceFieldRef: { resource: 'limits.memory', divisor: value } });
    expect(divisor('1024Ki')).to.deep.equal([]);
    expect(divisor('1000')).to.deep.equal([]);
    expect(divisor('1024')).to.deep.equal([
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.memory": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource',
    ]);
  });
});

describe('mounts and devices of a container', () => {
  const claims = { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] };
  it('overlap neither in name nor in path', () =>
    expect(
      container({ volumeMounts: [{ name: 'v', mountPath: '/a' }], volumeDevices: [{ name: 'v', devicePath: '/a' }] }, claims),
    ).to.deep.equal([
      'spec.containers[0].volumeMounts[0].name: Invalid value: "v": must not already exist in volumeDevices',
      'spec.containers[0].volumeMounts[0].mountPath: Invalid value: "/a": must not already exist as a path in volumeDevices',
      'spec.containers[0].volumeDevices[0].name: Invalid value: "v": must not already exist in volumeMounts',
      'spec.containers[0].volumeDevices[0].devicePath: Invalid value: "/a": must not already exist as a path in volumeMounts',
    ]));
  it('propagate in one of three ways, or say nothing of it', () =>
    expect(container({ volumeMounts: [{ name: 'v', mountPath: '/a', mountPropagation: '' }] }, claims)).to.deep.equal([
      'spec.containers[0].volumeMounts.mountPropagation: Unsupported value: "": supported values: "Bidirectional", "HostToContainer", "None"',
    ]));
});

describe('what pods are checked for', () => {
  it('an image without spaces around, which a template may have', () => {
    expect(container({ image: ' i' })).to.deep.equal([
      'spec.containers[0].image: Invalid value: " i": must not have leading or trailing whitespace',
    ]);
    const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: ' i' }] } };
    expect(createErrors(deployments, { spec: { selector: { matchLabels: { a: 'b' } }, template } })).to.deep.equal([]);
  });
  it('two containers without a name: the second repeats the first', () =>
    expect(pod({ containers: [{ image: 'i' }, { image: 'i' }] })).to.deep.equal([
      'spec.containers[0].name: Required value',
      'spec.containers[1].name: Required value',
      'spec.containers[1].name: Duplicate value: ""',
    ]));
  it("the selector of an affinity, whose place is called its expressions'", () =>
    expect(
      pod({
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'z', labelSelector: { matchExpressions: [{ key: 'k', operator: 'Has' }] } },
            ],
          },
        },
      }),
    ).to.deep.equal([
      'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchExpressions.matchExpressions[0].operator: Invalid value: "Has": not a valid selector operator',
    ]));
  it('how the owner of volumes changes, where it is said at all', () =>
    expect(pod({ securityContext: { fsGroupChangePolicy: '' } })).to.deep.equal([
      'spec.securityContext.fsGroupChangePolicy: Unsupported value: "": supported values: "Always", "OnRootMismatch"',
    ]));
  it('seccomp said twice in a template as in a pod', () => {
    const template = {
      metadata: { labels: { a: 'b' }, annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' } },
      spec: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } }, containers: [{ name: 'c', image: 'i' }] },
    };
    expect(createErrors(deployments, { spec: { selector: { matchLabels: { a: 'b' } }, template } })).to.deep.equal([
      'spec.template.spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match',
    ]);
  });
});
