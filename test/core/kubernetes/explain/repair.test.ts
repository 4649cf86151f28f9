import { expect } from 'chai';
import type { PolicySpec } from '../../../../core/kubernetes/admission/podsecuritypolicy/policy.ts';
import { providerFor } from '../../../../core/kubernetes/admission/podsecuritypolicy/provider.ts';
import type { Policy } from '../../../../core/kubernetes/admission/podsecuritypolicy/policy.ts';
import { narrowPolicy } from '../../../../core/kubernetes/explain/narrow-policy.ts';
import { preparePod } from '../../../../core/kubernetes/explain/pod.ts';
import { differences, jsonPatch, repair } from '../../../../core/kubernetes/explain/repair.ts';
import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { emptyCluster, makeNamespace } from '../../../support/psp-corpus.ts';
import { policy } from '../../../support/psp.ts';

const { server } = (() => {
  const cluster = emptyCluster();
  makeNamespace(cluster, 'lab');
  return cluster;
})();
const pod = (container: object, spec: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'a', image: 'nginx', ...container }], ...spec },
});
const request = (of: KubeObject) => ({ pod: of, namespace: 'lab', user: { name: 'dev', groups: [] } });
const changes = (of: KubeObject, spec: PolicySpec, annotations?: Record<string, string>) =>
  repair(server, request(of), policy({ volumes: ['secret'], ...spec }, annotations))?.changes.map(({ field, from, to }) => [
    field,
    from,
    to,
  ]);

describe('the smallest change of a pod', () => {
  it('takes out what may not be asked for, and leaves the rest', () => {
    expect(changes(pod({ securityContext: { privileged: true, runAsUser: 7 } }, { hostPID: true }), {})).to.deep.equal([
      ['spec.containers[0].securityContext.privileged', true, undefined],
      ['spec.hostPID', true, undefined],
    ]);
  });
  it('keeps the capabilities that are allowed', () => {
    expect(
      changes(pod({ securityContext: { capabilities: { add: ['CHOWN', 'NET_ADMIN'] } } }), { allowedCapabilities: ['CHOWN'] }),
    ).to.deep.equal([['spec.containers[0].securityContext.capabilities.add', ['CHOWN', 'NET_ADMIN'], ['CHOWN']]]);
  });
  it('falls silent where the policy has a default', () => {
    expect(
      changes(pod({}, { securityContext: { runAsUser: 0 } }), { runAsUser: { rule: 'MustRunAs', ranges: [{ min: 5, max: 9 }] } }),
    ).to.deep.equal([['spec.securityContext', { runAsUser: 0 }, undefined]]);
  });
  it('removes a volume with its mounts, or makes the mounts read-only', () => {
    const mounting = pod({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }, { volumes: [{ name: 'v', hostPath: { path: '/var/log' } }] });
    expect(changes(mounting, {})!.map(([field]) => field)).to.deep.equal(['spec.containers[0].volumeMounts', 'spec.volumes']);
    expect(changes(mounting, { volumes: ['*'], allowedHostPaths: [{ pathPrefix: '/var', readOnly: true }] })).to.deep.equal([
      ['spec.containers[0].volumeMounts[0].readOnly', undefined, true],
    ]);
  });
  it('does without the token where not even that is allowed', () => {
    expect(changes(pod({}), { volumes: [] })).to.deep.equal([['spec.automountServiceAccountToken', undefined, false]]);
  });
  it('names a profile that is allowed', () => {
    expect(changes(pod({}), {}, { 'seccomp.security.alpha.kubernetes.io/allowedProfileNames': 'runtime/default' })).to.deep.equal([
      ['spec.securityContext', undefined, { seccompProfile: { type: 'RuntimeDefault' } }],
    ]);
  });
  it('becomes a JSON patch of whatever holds the pod', () => {
    const found = differences({ a: { 'x/y': 1 }, b: [1] }, { a: {}, b: [1, 2], c: 3 });
    expect(jsonPatch(found, ['spec', 'template'])).to.deep.equal([
      { op: 'remove', path: '/spec/template/a/x~1y' },
      { op: 'replace', path: '/spec/template/b', value: [1, 2] },
      { op: 'add', path: '/spec/template/c', value: 3 },
    ]);
  });
});

describe('the narrowest policy for a pod', () => {
  const narrow = (of: KubeObject): Policy => {
    const prepared = preparePod(server, request(of));
    if ('refused' in prepared) throw new Error(prepared.refused);
    const made = narrowPolicy('n', prepared.pod, server.versions) as Policy;
    expect(providerFor(made, server.versions)!.evaluate(prepared.pod).violations).to.deep.equal([]);
    return made;
  };

  it('allows a plain pod its token, and no root group', () => {
    expect(narrow(pod({})).spec).to.deep.equal({
      allowPrivilegeEscalation: false,
      volumes: ['secret'],
      runAsUser: { rule: 'RunAsAny' },
      fsGroup: { rule: 'MayRunAs', ranges: [{ min: 1, max: 65535 }] },
      supplementalGroups: { rule: 'MayRunAs', ranges: [{ min: 1, max: 65535 }] },
      seLinux: { rule: 'RunAsAny' },
    });
  });
  it('allows what is asked for, by value', () => {
    const asking = pod(
      {
        ports: [{ containerPort: 1, hostPort: 80 }],
        securityContext: { runAsUser: 7, capabilities: { add: ['CHOWN'] }, readOnlyRootFilesystem: true },
        volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }],
      },
      { volumes: [{ name: 'v', hostPath: { path: '/var/log' } }] },
    );
    expect(narrow(asking).spec).to.deep.include({
      hostPorts: [{ min: 80, max: 80 }],
      runAsUser: { rule: 'MustRunAs', ranges: [{ min: 7, max: 7 }] },
      allowedCapabilities: ['CHOWN'],
      allowedHostPaths: [{ pathPrefix: '/var/log', readOnly: true }],
      readOnlyRootFilesystem: true,
      volumes: ['hostPath', 'secret'],
    });
  });
});
