/**
 * Ways out of a refusal, the least first: a policy that is there already, granted to the pod's service account; the pod changed; a new policy
 * that allows what the pod asks. Each was tried on a copy of the cluster before it is offered.
 */
import type { Policy } from '../admission/podsecuritypolicy/policy.ts';
import { providerFor } from '../admission/podsecuritypolicy/provider.ts';
import { admissionContext } from '../apiserver/admission.ts';
import type { ApiResponse } from '../apiserver/types.ts';
import type { JsonObject, KubeObject } from '../object.ts';
import { explainAdmission, policiesOf, type Explanation } from './admission.ts';
import { narrowPolicy } from './narrow-policy.ts';
import { place } from './place.ts';
import { preparePod, type PodRequest } from './pod.ts';
import { repair, type Change } from './repair.ts';
import { ADMIN, type Sandbox } from './sandbox.ts';
import { obstacleToStart } from './start.ts';
import { wideOpenings, width } from './width.ts';

export interface WayOut {
  kind: 'grant' | 'pod' | 'policy';
  /** The policy that then admits the pod. */
  policy: string;
  /** To be created, in order. */
  objects: KubeObject[];
  /** The changed manifest of a pod change, and what was changed. */
  pod?: KubeObject;
  changes: Change[];
  /** What the policy opens beside what is asked; none: nothing to warn of. */
  opens: string[];
  /** Why the pod, once let in, will not start. */
  obstacle?: string;
}

/** How many ways of one kind are tried before giving up on the kind. */
const TRIES = 8;

/** @returns at most one way of each kind; none where no policy can help. */
export function waysOut(box: Sandbox, request: PodRequest): WayOut[] {
  return [...eachWayOut(box, request)];
}

/** The way out that is offered first. */
export function firstWayOut(box: Sandbox, request: PodRequest): WayOut | undefined {
  const first = eachWayOut(box, request).next();
  return first.done ? undefined : first.value;
}

function* eachWayOut(box: Sandbox, request: PodRequest): Generator<WayOut, undefined> {
  const explanation = explainAdmission(box.server, request);
  if (explanation.outcome !== 'refused') return;
  for (const kind of [grants, podChanges, newPolicies]) {
    for (const candidate of kind(box, request, explanation).slice(0, TRIES)) {
      const answer = answerAfter(box, candidate, request);
      if (!answer || !isLetIn(answer)) continue;
      const obstacle = obstacleOf(answer);
      yield { ...candidate, ...(obstacle === undefined ? {} : { obstacle }) };
      break;
    }
  }
}

/** What the server says to the pod once the way has been gone; undefined where it cannot be gone. */
function answerAfter(box: Sandbox, way: WayOut, request: PodRequest): ApiResponse | undefined {
  const copy = box.fork();
  for (const object of way.objects) {
    const path = place(copy.server.registry, object);
    if (!path || copy.handle({ method: 'POST', path, body: JSON.stringify(object), credentials: { user: ADMIN } }).code !== 201)
      return undefined;
  }
  return create(copy, { ...request, pod: way.pod ?? request.pod });
}

/** Whether admission and validation let the pod in: that there is one of its name is found out after them. */
export const isLetIn = ({ code, body }: ApiResponse): boolean => code === 201 || (body as KubeObject).reason === 'AlreadyExists';

/** Why the pod that a server made will not start. */
export const obstacleOf = ({ code, body }: ApiResponse): string | undefined =>
  code === 201 ? obstacleToStart(body as KubeObject) : undefined;

/** What is wrong with the pod besides, so that no policy can help. */
export function invalidity(box: Sandbox, request: PodRequest): string | undefined {
  const copy = box.fork();
  copy.server.store.put(`/clusters/${copy.server.id}/config`, {
    ...copy.server.config(),
    podSecurityPolicy: false,
  } as unknown as JsonObject);
  const answer = create(copy, request);
  return isLetIn(answer) ? undefined : String((answer.body as KubeObject).message);
}

/** Creates the pod as the one who asked, for show. */
export function create(box: Sandbox, { pod, namespace, user }: PodRequest): ApiResponse {
  const body = {
    ...structuredClone(pod),
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...pod.metadata, namespace },
  } as unknown as JsonObject;
  return box.handle({ method: 'POST', path: `/api/v1/namespaces/${namespace}/pods?dryRun=All`, body, credentials: { user } });
}

const RBAC = 'rbac.authorization.k8s.io';

function grants(box: Sandbox, request: PodRequest, explanation: Explanation): WayOut[] {
  const admitting = new Set(explanation.policies.filter((p) => p.verdict !== 'refuses').map((p) => p.name));
  const asked = openedBy(box, request);
  return policiesOf(box.server)
    .filter((policy) => admitting.has(policy.metadata.name!))
    .sort((a, b) => width(a) - width(b))
    .map((policy) => ({
      kind: 'grant',
      policy: policy.metadata.name!,
      objects: grantObjects(box, policy.metadata.name!, explanation),
      changes: [],
      opens: wideOpenings(policy).filter((opening) => !asked.includes(opening)),
    }));
}

/** What the pod itself asks to have opened. */
function openedBy({ server }: Sandbox, request: PodRequest): string[] {
  const prepared = preparePod(server, request);
  return 'refused' in prepared ? [] : wideOpenings(narrowPolicy('', prepared.pod, server.versions) as Policy);
}

/** For a policy that may be used already; where there is none, for the narrowest that will do, and the grant with it. */
function podChanges(box: Sandbox, request: PodRequest, explanation: Explanation): WayOut[] {
  const usable = new Set(explanation.policies.filter((p) => p.usable.length).map((p) => p.name));
  const judged = policiesOf(box.server).filter(({ metadata }) =>
    explanation.policies.some((p) => p.name === metadata.name && p.verdict === 'refuses'),
  );
  const within = (policies: Policy[]): WayOut[] =>
    policies.flatMap((policy): WayOut[] => {
      const name = policy.metadata.name!;
      const repaired = repair(box.server, request, policy);
      const objects = usable.has(name) ? [] : grantObjects(box, name, explanation);
      return repaired ? [{ kind: 'pod', policy: name, objects, pod: repaired.pod, changes: repaired.changes, opens: [] }] : [];
    });
  const byChanges = (ways: WayOut[]): WayOut[] => ways.sort((a, b) => a.changes.length - b.changes.length);
  if (usable.size) return byChanges(within(judged.filter((p) => usable.has(p.metadata.name!))));
  return within([...judged].sort((a, b) => width(a) - width(b)));
}

function newPolicies(box: Sandbox, request: PodRequest, explanation: Explanation): WayOut[] {
  const { server } = box;
  const prepared = preparePod(server, request);
  if ('refused' in prepared) return [];
  const taken = new Set(policiesOf(server).map((p) => p.metadata.name!));
  const name = free(`${request.namespace}-${stem(explanation)}`, (candidate) => taken.has(candidate));
  const policy = narrowPolicy(name, prepared.pod, server.versions);
  if (providerFor(policy as Policy, server.versions)?.evaluate(prepared.pod).violations.length) return [];
  return [
    {
      kind: 'policy',
      policy: name,
      objects: [policy, ...grantObjects(box, name, explanation)],
      changes: [],
      opens: wideOpenings(policy as Policy),
    },
  ];
}

/** What to call a policy after: the pod, less the random end of a generated name. */
const stem = ({ pod, serviceAccount }: Explanation): string => pod.replace(/-+$/, '') || serviceAccount;

/** A Role for that one policy, bound to the pod's service account, in its namespace. */
function grantObjects({ server }: Sandbox, policy: string, { namespace, serviceAccount }: Explanation): KubeObject[] {
  const context = admissionContext(server);
  const exists = (name: string): boolean =>
    Boolean(context.get(`roles.${RBAC}`, namespace, name) ?? context.get(`rolebindings.${RBAC}`, namespace, name));
  const name = free(`use-${policy}-${serviceAccount}`, exists);
  return [
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata: { name, namespace },
      rules: [{ apiGroups: ['policy'], resources: ['podsecuritypolicies'], resourceNames: [policy], verbs: ['use'] }],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: serviceAccount, namespace }],
    },
  ];
}

function free(name: string, taken: (name: string) => boolean): string {
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    if (!taken(candidate)) return candidate;
  }
}
