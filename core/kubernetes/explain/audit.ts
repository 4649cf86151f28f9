/** Which workloads of a cluster PodSecurityPolicy would refuse, which it would change, and by which policy: asked before it is switched on. */
import { admissionContext } from '../apiserver/admission.ts';
import type { KubeObject } from '../object.ts';
import { explainAdmission, type Explanation } from './admission.ts';
import { ownerOf } from './owner.ts';
import { enforcing, type Sandbox } from './sandbox.ts';
import { targetOf, userNamed } from './target.ts';

export interface AuditRow {
  namespace: string;
  kind: string;
  name: string;
  verdict: 'admitted' | 'changed' | 'refused';
  /** The policy that admits it. */
  policy?: string;
  explanation: Explanation;
}

/** What makes pods. What belongs to something else is judged with its owner. */
const RESOURCES = [
  'daemonsets.apps',
  'deployments.apps',
  'replicasets.apps',
  'replicationcontrollers',
  'statefulsets.apps',
  'cronjobs.batch',
  'jobs.batch',
  'pods',
];

/** Who creates a pod of its own again is not known: its service account alone has to do. */
const SOMEBODY = userNamed('somebody');

/** Judges every workload as if it were created again, and PodSecurityPolicy were enforced. */
export function audit(box: Sandbox): AuditRow[] {
  const { server } = enforcing(box);
  const context = admissionContext(server);
  return RESOURCES.flatMap((resource) => context.list(resource))
    .filter((object) => !ownerOf(server, object, object.metadata.namespace!))
    .map((object) => judge(server, object))
    .sort((a, b) => compare(a.namespace, b.namespace) || compare(a.kind, b.kind) || compare(a.name, b.name));
}

function judge(server: Sandbox['server'], object: KubeObject): AuditRow {
  const target = targetOf(object, object.metadata.namespace!, SOMEBODY)!;
  const explanation = explainAdmission(server, target);
  const { policy } = explanation;
  const verdict = policy === undefined ? 'refused' : explanation.mutations.length ? 'changed' : 'admitted';
  return {
    namespace: target.namespace,
    kind: object.kind,
    name: object.metadata.name!,
    verdict,
    ...(policy === undefined ? {} : { policy }),
    explanation,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
