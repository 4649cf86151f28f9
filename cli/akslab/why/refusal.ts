/** Reports on what was refused last. */
import { requestInfo } from '../../../core/kubernetes/apiserver/request-info.ts';
import { explainForbidden } from '../../../core/kubernetes/explain/forbidden.ts';
import type { Sandbox } from '../../../core/kubernetes/explain/sandbox.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { isController, type Refusal } from '../../../core/refusals.ts';
import { admissionReport, LAST_APPLIED } from './admission.ts';
import { grantCommands } from './commands.ts';
import type { Report } from './report.ts';
import { targetOf } from '../../../core/kubernetes/explain/target.ts';

const CLUSTER_WIDE = 'The resource is not in any namespace, so nothing narrower than a ClusterRole and a ClusterRoleBinding can grant it.';

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
      ...(role?.kind === 'ClusterRole' ? { warning: CLUSTER_WIDE } : {}),
    };
  }
  const target =
    isPod && isObject(refusal.body)
      ? targetOf(asWritten(refusal.body), info.namespace, user, user.groups.includes('system:masters') ? undefined : user.name)
      : undefined;
  if (!target)
    return {
      about: 'other refusal',
      subject: `${user.name} was refused`,
      answer: message,
      note: 'This is neither RBAC nor PodSecurityPolicy: the words above are all that the server has to say.',
    };
  const report = admissionReport(box, target);
  return report.about === 'admission' && report.explanation.outcome === 'refused' ? { ...report, answer: message } : report;
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
function asWritten(body: Record<string, unknown>): KubeObject {
  const pod = structuredClone({ ...body, kind: 'Pod' }) as KubeObject;
  const { annotations } = pod.metadata ?? {};
  delete annotations?.[LAST_APPLIED];
  if (annotations && !Object.keys(annotations).length) delete pod.metadata.annotations;
  return pod;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
