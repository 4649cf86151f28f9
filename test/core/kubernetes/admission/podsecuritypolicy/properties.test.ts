import fc from 'fast-check';
import { expect } from 'chai';
import { mayUse, serviceAccountUser } from '../../../../../core/kubernetes/admission/podsecuritypolicy/authorization.ts';
import type { Pod, Policy } from '../../../../../core/kubernetes/admission/podsecuritypolicy/policy.ts';
import { providerFor } from '../../../../../core/kubernetes/admission/podsecuritypolicy/provider.ts';
import { admissionContext } from '../../../../../core/kubernetes/apiserver/admission.ts';
import type { ApiResponse } from '../../../../../core/kubernetes/apiserver/types.ts';
import type { Sandbox } from '../../../../../core/kubernetes/explain/sandbox.ts';
import { create } from '../../../../../core/kubernetes/explain/ways-out.ts';
import type { KubeObject } from '../../../../../core/kubernetes/object.ts';
import { decode } from '../../../../../core/kubernetes/schema/index.ts';
import { versionsOf } from '../../../../../core/kubernetes/versions.ts';
import { readSets } from '../../../../conformance/psp.ts';
import { corpusCluster, NAMESPACE, post, withPolicies, type PolicySet } from '../../../../support/psp-corpus.ts';
import { widening } from '../../../../support/widenings.ts';

const versions = versionsOf('1.20.2');
const sets = readSets();
const recordedPods = sets.flatMap((set) => set.cases.map((recorded) => recorded.pod as Pod));
const recordedPolicies = sets.flatMap((set) => set.policies as Policy[]);
const aPod = fc.constantFrom(...recordedPods);
const aPolicy = fc.constantFrom(...recordedPolicies);
const RUNS = { numRuns: 2000, seed: 20210115 };

const evaluate = (by: Policy, of: Pod) => providerFor(by, versions)?.evaluate(of);

/** Any JSON, with a good deal of the words of a pod in it. */
const word = fc.constantFrom(
  'securityContext',
  'containers',
  'initContainers',
  'volumes',
  'capabilities',
  'add',
  'drop',
  'runAsUser',
  'seLinuxOptions',
  'hostPath',
  'path',
  'ports',
  'hostPort',
  'sysctls',
  'name',
  'privileged',
  'seccompProfile',
  'type',
  'annotations',
  'fsGroup',
  'supplementalGroups',
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(null, true, false, 0, 1, -1, 'a', '*', ''),
    fc.integer(),
    fc.string(),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(word, tie('json'), { maxKeys: 5 }),
  ),
}));

describe('PodSecurityPolicy, for any pod and policy', () => {
  it('never throws on whatever the decoder lets through', () => {
    fc.assert(
      fc.property(json, json, aPolicy, (spec, metadata, by) => {
        const decoded = decode(
          { group: '', version: 'v1', kind: 'Pod' },
          JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec }),
        );
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
        const decoded = decode(
          { group: 'policy', version: 'v1beta1', kind: 'PodSecurityPolicy' },
          JSON.stringify({ apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy', metadata: { name: 'x' }, spec }),
        );
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

  it('knows in short what it says at length: whether the pod is let in as it is', () => {
    fc.assert(
      fc.property(aPolicy, aPod, (policy, pod) => {
        const provider = providerFor(policy, versions);
        if (!provider) return;
        const { violations, changed } = provider.evaluate(pod);
        expect(provider.admitsUnchanged(pod)).to.equal(!violations.length && !changed);
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
    const widened = new Map<string, number>();
    fc.assert(
      fc.property(aPod, aPolicy, widening, (of, by, { how, widen }) => {
        const first = evaluate(by, of);
        if (!first || first.violations.length || first.mutations.length) return;
        const kind = how.split(' ')[0]!;
        widened.set(kind, (widened.get(kind) ?? 0) + 1);
        expect(evaluate({ ...by, spec: { ...by.spec, ...widen(by.spec) } }, of)!.violations, how).to.deep.equal([]);
      }),
      { ...RUNS, numRuns: 20_000 },
    );
    for (const kind of ['volume', 'capability', 'host', 'sysctl', 'RunAsAny', 'privileged'])
      expect(widened.get(kind), kind).to.be.greaterThan(20);
  });
});

describe('a policy that nobody may use', () => {
  const base = corpusCluster();
  const clusters = new Map<PolicySet, Sandbox>();
  const clusterOf = (set: PolicySet): Sandbox => clusters.get(set) ?? clusters.set(set, withPolicies(base, set)).get(set)!;
  const cases = sets.flatMap((set) => set.cases.map((recorded) => ({ set, recorded })));

  it('never changes an answer where there is a policy already, be it asked first or last', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.nat(cases.length - 1), aPolicy, fc.constantFrom('a-unused', 'zz-unused'), (number, other, name) => {
        const { set, recorded } = cases[number]!;
        const cluster = clusterOf(set);
        const user = { name: recorded.user, groups: recorded.groups };
        const account = serviceAccountUser(NAMESPACE, recorded.pod.spec.serviceAccountName ?? 'default');
        const more = cluster.fork();
        post(more, '/apis/policy/v1beta1/podsecuritypolicies', { ...other, metadata: { name, annotations: other.metadata.annotations } });
        if ([user, account].some((who) => mayUse(admissionContext(more.server), who, NAMESPACE, name))) return;
        compared++;
        expect(gist(create(more, { pod: recorded.pod, namespace: NAMESPACE, user }))).to.deep.equal(
          gist(create(cluster, { pod: recorded.pod, namespace: NAMESPACE, user })),
        );
      }),
      { ...RUNS, numRuns: 400 },
    );
    expect(compared).to.be.greaterThan(200);
  });
});

/** An answer, less what is drawn by lot. */
function gist({ code, body }: ApiResponse): object {
  const { message, metadata, spec } = body as KubeObject;
  return { code, message, annotations: metadata?.annotations, spec };
}
