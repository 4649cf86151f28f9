/** Reports on pods: those that somebody wants to create, and those that run. */
import { explainAdmission } from '../../../core/kubernetes/explain/admission.ts';
import { create, waysOut } from '../../../core/kubernetes/explain/ways-out.ts';
import type { Sandbox } from '../../../core/kubernetes/explain/sandbox.ts';
import { PSP_ANNOTATION } from '../../../core/kubernetes/admission/podsecuritypolicy/plugin.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { commandsOf } from './commands.ts';
import type { Report } from './report.ts';
import type { Target } from '../../../core/kubernetes/explain/target.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Whether a pod would be let in, why, and how it could be. */
export function admissionReport(box: Sandbox, target: Target): Report {
  const { pod, namespace, user, workload } = target;
  const name = pod.metadata?.name ?? pod.metadata?.generateName ?? '';
  const subject = workload ? `Pods of ${workload.kind} ${workload.name} in namespace ${namespace}` : `Pod ${name} in namespace ${namespace}`;
  const answer = box.server.config().podSecurityPolicy ? create(box, target) : undefined;
  const explanation = explainAdmission(box.server, { pod, namespace, user });
  const message = answer === undefined ? 'PodSecurityPolicy is off on this cluster: this is what it would say if it were on.' : answer.code < 300 ? '' : String((answer.body as KubeObject).message);
  return { about: 'admission', subject, answer: message, explanation, waysOut: waysOut(box, target).map((way) => ({ ...way, commands: commandsOf(way, target) })) };
}

/** Which policy let a running pod in, and what it changed. */
export function runningReport(box: Sandbox, pod: KubeObject, target: Target): Report {
  const policy: string | undefined = pod.metadata.annotations?.[PSP_ANNOTATION];
  const original = originalOf(box, pod);
  const explanation = explainAdmission(box.server, { ...target, pod: original ?? pod });
  const subject = `Pod ${pod.metadata.name} in namespace ${pod.metadata.namespace}`;
  return { about: 'running pod', subject, ...(policy ? { policy } : {}), note: noteOn(policy, Boolean(original), explanation.policy), explanation };
}

function noteOn(policy: string | undefined, known: boolean, today: string | undefined): string {
  if (!policy) return 'No policy let it in: it was created while PodSecurityPolicy was off, and PodSecurityPolicy looks at pods only when they are created or changed. It keeps running, but its like would be judged as below.';
  const changes = known ? '' : ' What it was created from is not known, so only what policies would make of it as it is now can be told.';
  const now = today === policy ? '' : today ? ` Created today, it would be let in by policy ${today} instead.` : ' Created today, it would be refused.';
  return `Policy ${policy} let it in.${changes}${now}`;
}

/** The pod as it was asked for: what kubectl applied, or the template of its owner. */
function originalOf({ server }: Sandbox, pod: KubeObject): KubeObject | undefined {
  const applied = pod.metadata.annotations?.[LAST_APPLIED];
  if (applied) return JSON.parse(applied) as KubeObject;
  const owner = pod.metadata.ownerReferences?.find((o) => o.controller);
  if (!owner) return undefined;
  const group = owner.apiVersion.includes('/') ? owner.apiVersion.split('/')[0]! : '';
  const resource = server.registry.resources.find((r) => r.kind === owner.kind && r.group === group);
  const template = resource && server.objects.get(resource, pod.metadata.namespace!, owner.name)?.spec?.template;
  return template && { apiVersion: 'v1', kind: 'Pod', ...template, metadata: { ...template.metadata, generateName: `${owner.name}-` } };
}
