/** Reports on what was refused last. */
import { requestInfo } from '../../../core/kubernetes/apiserver/request-info.ts';
import { explainForbidden, type ForbiddenExplanation } from '../../../core/kubernetes/explain/forbidden.ts';
import type { Sandbox } from '../../../core/kubernetes/explain/sandbox.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { isController, type Refusal } from '../../../core/refusals.ts';
import { admissionReport, LAST_APPLIED } from './admission.ts';
import { grantCommands } from './commands.ts';
import type { Report } from './report.ts';
import { LAST_WORD, wallNote } from './walls.ts';
import { workloadBehind } from '../../../core/kubernetes/explain/owner.ts';
import { targetOf, type Target } from '../../../core/kubernetes/explain/target.ts';

/** Why the grant is cluster-wide, where it is. */
const CLUSTER_WIDE: Record<ForbiddenExplanation['scope'], string | undefined> = {
  namespace: undefined,
  'all namespaces':
    'Think twice: that was asked of all namespaces at once, which only a ClusterRole and a ClusterRoleBinding can grant. Of one namespace (kubectl -n NAMESPACE), a Role and a RoleBinding there would do.',
  cluster: 'The resource is not in any namespace, so nothing narrower than a ClusterRole and a ClusterRoleBinding can grant it.',
  path: 'A path is not in any namespace, so nothing narrower than a ClusterRole and a ClusterRoleBinding can grant it.',
};

export function refusalReport(box: Sandbox, refusal: Refusal): Report {
  const { info } = requestInfo({ method: refusal.method as 'GET', path: refusal.path });
  const { user, message } = refusal;
  const isPod = info.verb === 'create' && info.apiGroup === '' && info.resource === 'pods' && info.subresource === '';
  const explanation = explainForbidden(box.server, info, user);
  const byRbac = message.includes(`User ${JSON.stringify(user.name)} cannot `);
  if (byRbac) {
    const [role, binding] = explanation.objects as [KubeObject, KubeObject] | [];
    return {
      about: 'forbidden',
      subject: `${user.name} was not allowed to ${info.verb} ${explanation.resource}`,
      answer: message,
      explanation,
      commands: role && binding ? grantCommands(role, binding) : [],
      ...(CLUSTER_WIDE[explanation.scope] ? { warning: CLUSTER_WIDE[explanation.scope] } : {}),
    };
  }
  const target =
    isPod && isObject(refusal.body) ? targetBehind(box, refusal.body as unknown as KubeObject, info.namespace, user) : undefined;
  if (!target)
    return {
      about: 'other refusal',
      subject: `${user.name} was refused`,
      answer: message,
      note: wallNote(message) ?? LAST_WORD,
    };
  const report = admissionReport(box, target);
  return report.about === 'admission' && report.explanation.outcome === 'refused' ? { ...report, answer: message } : report;
}

/** The pod that was refused; where a controller wanted it, the workload that it wanted it for, as it is now. */
function targetBehind({ server }: Sandbox, pod: KubeObject, namespace: string, user: Refusal['user']): Target | undefined {
  const workload = isController(user) ? workloadBehind(server, pod, namespace) : undefined;
  const target = workload && targetOf(workload, namespace, user);
  return target ?? targetOf(asWritten(pod), namespace, user, user.groups.includes('system:masters') ? undefined : user.name);
}

/** The refusal that came last; at the same moment a person's rather than a controller's. What the cluster does among itself is of interest only alone. */
export function lastOf(list: Refusal[]): Refusal | undefined {
  const rank = (refusal: Refusal): number[] => [Number(!isInternal(refusal)), refusal.at, Number(!isController(refusal.user))];
  return list.reduce<Refusal | undefined>((last, refusal) => (last && precedes(rank(refusal), rank(last)) ? last : refusal), undefined);
}

/** Nodes, the cluster's own workloads, and controllers that are late in a namespace which is going. */
function isInternal({ user, path, message }: Refusal): boolean {
  if (user.name.startsWith('system:node:')) return true;
  return isController(user) && (path.startsWith('/api/v1/namespaces/kube-system/') || message.endsWith('because it is being terminated'));
}

const precedes = (a: number[], b: number[]): boolean => {
  const i = a.findIndex((value, at) => value !== b[at]);
  return i >= 0 && a[i]! < b[i]!;
};

/** The pod as somebody wrote it, without kubectl's own note of that. */
function asWritten(body: KubeObject): KubeObject {
  const pod = structuredClone({ ...body, kind: 'Pod' }) as KubeObject;
  const { annotations } = pod.metadata ?? {};
  delete annotations?.[LAST_APPLIED];
  if (annotations && !Object.keys(annotations).length) delete pod.metadata.annotations;
  return pod;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
