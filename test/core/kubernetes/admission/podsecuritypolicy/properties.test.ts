import fc from 'fast-check';
import { expect } from 'chai';
import type { Pod, Policy, PolicySpec } from '../../../../../core/kubernetes/admission/podsecuritypolicy/policy.ts';
import { providerFor } from '../../../../../core/kubernetes/admission/podsecuritypolicy/provider.ts';
import { decode } from '../../../../../core/kubernetes/schema/index.ts';
import { versionsOf } from '../../../../../core/kubernetes/versions.ts';
import { readSets } from '../../../../conformance/psp.ts';
import { policy } from '../../../../support/psp.ts';

const versions = versionsOf('1.20.2');
const sets = readSets();
const recordedPods = sets.flatMap((set) => set.cases.map((recorded) => recorded.pod as Pod));
const recordedPolicies = sets.flatMap((set) => set.policies as Policy[]);
const aPod = fc.constantFrom(...recordedPods);
const aPolicy = fc.constantFrom(...recordedPolicies);
const RUNS = { numRuns: 2000, seed: 20210115 };

const evaluate = (by: Policy, of: Pod) => providerFor(by, versions)?.evaluate(of);

/** Any JSON, with a good deal of the words of a pod in it. */
const word = fc.constantFrom('securityContext', 'containers', 'initContainers', 'volumes', 'capabilities', 'add', 'drop', 'runAsUser', 'seLinuxOptions', 'hostPath', 'path', 'ports', 'hostPort', 'sysctls', 'name', 'privileged', 'seccompProfile', 'type', 'annotations', 'fsGroup', 'supplementalGroups');
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof({ depthSize: 'medium' }, fc.constantFrom(null, true, false, 0, 1, -1, 'a', '*', ''), fc.integer(), fc.string(), fc.array(tie('json'), { maxLength: 3 }), fc.dictionary(word, tie('json'), { maxKeys: 5 })),
}));

describe('PodSecurityPolicy, for any pod and policy', () => {
  it('never throws on whatever the decoder lets through', () => {
    fc.assert(
      fc.property(json, json, aPolicy, (spec, metadata, by) => {
        const decoded = decode({ group: '', version: 'v1', kind: 'Pod' }, JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec }));
        if ('error' in decoded) return;
        const { object } = decoded;
        object.metadata ??= {};
        object.spec ??= {};
        evaluate(by, object as Pod);
      }),
      RUNS,
    );
  });

  it('never throws on a policy of any shape that the decoder lets through', () => {
    fc.assert(
      fc.property(json, aPod, (spec, of) => {
        const decoded = decode({ group: 'policy', version: 'v1beta1', kind: 'PodSecurityPolicy' }, JSON.stringify({ apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy', metadata: { name: 'x' }, spec }));
        if ('error' in decoded) return;
        evaluate({ ...decoded.object, spec: decoded.object.spec ?? {} } as Policy, of);
      }),
      RUNS,
    );
  });

  it('admits what it admitted again, without a change', () => {
    fc.assert(
      fc.property(aPod, aPolicy, (of, by) => {
        const first = evaluate(by, of);
        if (!first || first.violations.length) return;
        const second = evaluate(by, first.pod)!;
        expect(second.violations).to.deep.equal([]);
        expect(second.mutations).to.deep.equal([]);
        expect(second.pod).to.equal(first.pod);
      }),
      RUNS,
    );
  });

  it('leaves the pod that it was handed as it was', () => {
    fc.assert(
      fc.property(aPod, aPolicy, (of, by) => {
        const before = JSON.stringify(of);
        evaluate(by, of);
        expect(JSON.stringify(of)).to.equal(before);
      }),
      RUNS,
    );
  });

  it('does not refuse, once widened, what it admitted unchanged', () => {
    let widened = 0;
    const wider = fc.constantFrom(...Object.keys(WIDENINGS));
    fc.assert(
      fc.property(aPod, aPolicy, wider, (of, by, how) => {
        const first = evaluate(by, of);
        if (!first || first.violations.length || first.mutations.length) return;
        widened++;
        const after = evaluate(policy({ ...by.spec, ...WIDENINGS[how]!(by.spec) }, by.metadata.annotations), of)!;
        expect(after.violations, how).to.deep.equal([]);
      }),
      { ...RUNS, numRuns: 20_000 },
    );
    expect(widened).to.be.greaterThan(500);
  });
});

const WIDENINGS: Record<string, (spec: PolicySpec) => PolicySpec> = {
  volume: ({ volumes = [] }) => ({ volumes: [...volumes, 'hostPath'] }),
  capability: ({ allowedCapabilities = [] }) => ({ allowedCapabilities: [...allowedCapabilities, 'NET_ADMIN'] }),
  'host port range': ({ hostPorts = [] }) => ({ hostPorts: [...hostPorts, { min: 1, max: 65535 }] }),
  'host path': ({ allowedHostPaths }) => (allowedHostPaths?.length ? { allowedHostPaths: [...allowedHostPaths, { pathPrefix: '/' }] } : {}),
  sysctl: ({ allowedUnsafeSysctls = [] }) => ({ allowedUnsafeSysctls: [...allowedUnsafeSysctls, '*'] }),
  'any user': () => ({ runAsUser: { rule: 'RunAsAny' } }),
  'any group': () => ({ runAsGroup: { rule: 'RunAsAny' }, fsGroup: { rule: 'RunAsAny' }, supplementalGroups: { rule: 'RunAsAny' } }),
  'any label': () => ({ seLinux: { rule: 'RunAsAny' } }),
  privileged: () => ({ privileged: true, hostNetwork: true, hostPID: true, hostIPC: true }),
};
