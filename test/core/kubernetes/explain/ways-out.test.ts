import { expect } from 'chai';
import { explainAdmission } from '../../../../core/kubernetes/explain/admission.ts';
import { create, firstWayOut, invalidity, waysOut, type WayOut } from '../../../../core/kubernetes/explain/ways-out.ts';
import type { PodRequest } from '../../../../core/kubernetes/explain/pod.ts';
import type { Sandbox } from '../../../../core/kubernetes/explain/sandbox.ts';
import { place } from '../../../../core/kubernetes/explain/place.ts';
import { readSets } from '../../../conformance/psp.ts';
import { policy } from '../../../support/psp.ts';
import { corpusCluster, NAMESPACE, post, withPolicies, type PolicySet, type RecordedCase } from '../../../support/psp-corpus.ts';

const requestOf = ({ pod, user, groups }: RecordedCase): PodRequest => ({ pod, namespace: NAMESPACE, user: { name: user, groups } });

/** Goes the way, on a copy, and asks for the pod again. */
function codeAfter(box: Sandbox, way: WayOut, request: PodRequest): number {
  const copy = box.fork();
  for (const object of way.objects) post(copy, place(copy.server.registry, object)!, object);
  return create(copy, { ...request, pod: way.pod ?? request.pod }).code;
}

describe('ways out of the recorded refusals', function () {
  this.timeout(120_000);
  const base = corpusCluster();
  const sets = readSets();
  const refused: { set: PolicySet; recorded: RecordedCase }[] = sets.flatMap((set) =>
    set.cases.filter((c) => c.code === 403).map((recorded) => ({ set, recorded })),
  );
  const clusters = new Map<PolicySet, Sandbox>();
  const clusterOf = (set: PolicySet): Sandbox => clusters.get(set) ?? clusters.set(set, withPolicies(base, set)).get(set)!;

  it('cure all of them with the first that is offered, but for pods that are invalid besides', () => {
    let cured = 0;
    for (const { set, recorded } of refused) {
      const way = firstWayOut(clusterOf(set), requestOf(recorded));
      if (!way) {
        expect(invalidity(clusterOf(set), requestOf(recorded)), `${set.id}/${recorded.pod.metadata.name}`).to.match(
          /^Pod ".*" is invalid: /,
        );
        continue;
      }
      expect(codeAfter(clusterOf(set), way, requestOf(recorded)), `${set.id}/${recorded.pod.metadata.name}`).to.equal(201);
      expect(notNarrow(way), `${set.id}/${recorded.pod.metadata.name}`).to.deep.equal([]);
      cured++;
    }
    console.log(`      ${cured} of ${refused.length} recorded refusals are cured by the first way out; the other pods are invalid besides`);
    expect(cured / refused.length).to.be.at.least(0.99);
  });

  it('come in order, each once: a grant, a changed pod, a new policy', () => {
    for (const { set, recorded } of refused.filter((_, i) => i % 20 === 0)) {
      const kinds = waysOut(clusterOf(set), requestOf(recorded)).map((way) => way.kind);
      expect(kinds).to.deep.equal(['grant', 'pod', 'policy'].filter((kind) => kinds.includes(kind as WayOut['kind'])));
    }
  });

  it('are explained as the server judged, for every recorded pod that is valid', () => {
    for (const set of sets) {
      for (const recorded of set.cases.filter((c) => c.code !== 422)) {
        const { outcome, policy } = explainAdmission(clusterOf(set).server, requestOf(recorded));
        expect(outcome).to.equal(recorded.code === 403 ? 'refused' : 'admitted');
        if (policy) expect(policy).to.equal(recorded.response.metadata.annotations?.['kubernetes.io/psp']);
      }
    }
  });
});

describe('of several policies that admit the pod', () => {
  const open = policy({ volumes: ['*'] }, undefined, 'a-open');
  const narrow = policy({ volumes: ['secret'], allowPrivilegeEscalation: false }, undefined, 'z-narrow');
  const box = corpusCluster();
  for (const one of [open, narrow]) post(box, '/apis/policy/v1beta1/podsecuritypolicies', one);
  const request = (context: object): PodRequest => ({
    pod: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'a', image: 'nginx', securityContext: context }] },
    },
    namespace: NAMESPACE,
    user: { name: 'dev@contoso.example', groups: [] },
  });

  it('the narrowest is granted', () => expect(firstWayOut(box, request({}))).to.include({ kind: 'grant', policy: 'z-narrow' }));
  it('a wider one only where the narrower does not do', () =>
    expect(firstWayOut(box, request({ allowPrivilegeEscalation: true }))).to.include({ kind: 'grant', policy: 'a-open' }));
  it("AKS's own only where no other admits, and with a warning", () => {
    const way = firstWayOut(box, request({ privileged: true }))!;
    expect(way).to.include({ kind: 'grant', policy: 'privileged' });
    expect(way.opens).to.include("the node's network").and.not.include('privileged containers');
  });
});

/** What of a way is wider than a Role for one policy, bound to one service account in its namespace. */
function notNarrow({ objects }: WayOut): string[] {
  return objects.flatMap((object) => {
    if (object.kind === 'PodSecurityPolicy') return [];
    if (object.metadata.namespace !== NAMESPACE) return [`${object.kind} is not in the namespace`];
    if (object.kind === 'Role')
      return object.rules.every((rule: any) => rule.resourceNames?.length === 1 && rule.verbs.join() === 'use')
        ? []
        : ['the Role covers more than one policy'];
    if (object.kind === 'RoleBinding')
      return object.subjects.every((s: any) => s.kind === 'ServiceAccount') ? [] : ['somebody else is granted too'];
    return [`${object.kind} is wider`];
  });
}
