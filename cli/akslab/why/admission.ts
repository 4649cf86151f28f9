/** Reports on pods: those that somebody wants to create, and those that run. */
import { explainAdmission, type Explanation, type PolicyFinding } from '../../../core/kubernetes/explain/admission.ts';
import { create, invalidity, isLetIn, obstacleOf, waysOut } from '../../../core/kubernetes/explain/ways-out.ts';
import { ownerOf } from '../../../core/kubernetes/explain/owner.ts';
import { enforcing, type Sandbox } from '../../../core/kubernetes/explain/sandbox.ts';
import { obstacleToStart } from '../../../core/kubernetes/explain/start.ts';
import { PSP_ANNOTATION } from '../../../core/kubernetes/admission/podsecuritypolicy/plugin.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { commandsOf } from './commands.ts';
import { wallNote } from './walls.ts';
import type { Report } from './report.ts';
import { userNamed, type Target } from '../../../core/kubernetes/explain/target.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Whether a pod would be let in, why, and how it could be. */
export function admissionReport(here: Sandbox, target: Target): Report {
  const box = enforcing(here);
  const { pod, namespace, user, workload } = target;
  const name = pod.metadata?.name ?? pod.metadata?.generateName ?? '';
  const subject = workload
    ? `Pods of ${workload.kind} ${workload.name} in namespace ${namespace}`
    : `Pod ${name} in namespace ${namespace}`;
  const answer = box === here ? create(box, target) : undefined;
  const explanation = explainAdmission(box.server, { pod, namespace, user });
  const message =
    answer === undefined
      ? 'PodSecurityPolicy is off on this cluster: this is what it would say if it were on.'
      : isLetIn(answer)
        ? ''
        : String((answer.body as KubeObject).message);
  const ways = waysOut(box, target).map((way) => ({ ...way, commands: commandsOf(way, target) }));
  const invalid = explanation.outcome === 'refused' && !ways.length ? invalidity(box, target) : undefined;
  const obstacle = answer && obstacleOf(answer);
  return {
    about: 'admission',
    subject,
    answer: message,
    explanation,
    ...(message && explanation.outcome !== 'refused' && wallNote(message) ? { note: wallNote(message) } : {}),
    ...(obstacle === undefined ? {} : { obstacle }),
    ...(invalid === undefined ? {} : { invalid }),
    waysOut: ways,
  };
}

/** Which policy let a running pod in, and what it changed. Who created it is written down nowhere: its service account is asked about. */
export function runningReport(box: Sandbox, pod: KubeObject, target: Target): Report {
  const policy: string | undefined = pod.metadata.annotations?.[PSP_ANNOTATION];
  const original = originalOf(box, pod);
  const user = target.as === undefined ? userNamed(SOMEBODY) : target.user;
  const explanation = explainAdmission(box.server, { ...target, user, pod: original ?? pod });
  const finding = explanation.policies.find(({ name }) => name === policy);
  const notes = policy
    ? [
        `Policy ${policy} let it in${original ? '' : '; what the pod was created from is not known, so neither is what the policy set'}.`,
        noteOn(finding, explanation, original !== undefined),
      ]
    : [NO_POLICY];
  const obstacle = obstacleToStart(pod);
  return {
    about: 'running pod',
    subject: `Pod ${pod.metadata.name} in namespace ${pod.metadata.namespace}`,
    ...(policy ? { policy } : {}),
    note: notes.join(' '),
    ...(obstacle === undefined ? {} : { obstacle }),
    mutations: original ? (finding?.mutations ?? []) : [],
    explanation,
  };
}

const SOMEBODY = 'somebody';
const NO_POLICY =
  'No policy let it in: it was created while PodSecurityPolicy was off, and PodSecurityPolicy looks at pods only when they are created or changed. It keeps running, but its like would be judged as below.';

/** How the policy could be used, and what has become of it since. */
function noteOn(finding: PolicyFinding | undefined, { serviceAccount, policy: today }: Explanation, known: boolean): string {
  if (!finding) return 'That policy is there no longer; the pod stays.';
  if (finding.verdict === 'refuses')
    return `As the policy is today, it would refuse the pod: ${finding.violations.map((v) => `${v.field}: ${v.message}`).join('; ')}. The pod stays.`;
  const [grant] = finding.usable;
  if (!grant) return `Service account ${serviceAccount} may not use it, so whoever created the pod may. A controller could not create it.`;
  const changes = known && !finding.mutations.length ? ' It changed nothing.' : '';
  return `It may be used by ${grant.subject} through ${grant.binding}, ${grant.role}.${changes}${today === finding.name ? '' : ` Created today, the pod would be let in by policy ${today} instead.`}`;
}

/** The pod as it was asked for: what kubectl applied, or the template of its owner. */
function originalOf({ server }: Sandbox, pod: KubeObject): KubeObject | undefined {
  const applied = pod.metadata.annotations?.[LAST_APPLIED];
  if (applied) return JSON.parse(applied) as KubeObject;
  const owner = ownerOf(server, pod, pod.metadata.namespace!);
  const template = owner?.spec?.template;
  return (
    template && { apiVersion: 'v1', kind: 'Pod', ...template, metadata: { ...template.metadata, generateName: `${owner.metadata.name}-` } }
  );
}
