/** Subjects × policies: who may use which, in a namespace. */
import { POLICY_GROUPS, serviceAccountUser } from '../admission/podsecuritypolicy/authorization.ts';
import { admissionContext } from '../apiserver/admission.ts';
import type { ApiServer } from '../apiserver/server.ts';
import { policiesOf } from './admission.ts';

export interface Matrix {
  namespace: string;
  policies: string[];
  /** One row a subject: for each policy `through what` it may be used, or undefined. */
  rows: { subject: string; through: (string | undefined)[] }[];
}

const accountRow = (namespace: string, name: string): string => `ServiceAccount ${namespace}/${name}`;

export function policyMatrix(server: ApiServer, namespace: string): Matrix {
  const policies = policiesOf(server).map((p) => p.metadata.name!);
  const rows = new Map<string, (string | undefined)[]>();
  const row = (subject: string): (string | undefined)[] =>
    rows.get(subject) ??
    rows
      .set(
        subject,
        policies.map(() => undefined),
      )
      .get(subject)!;
  const accounts = admissionContext(server)
    .list('serviceaccounts', namespace)
    .map((account) => account.metadata.name!);
  for (const account of accounts) row(accountRow(namespace, account));
  policies.forEach((policy, i) => {
    for (const group of POLICY_GROUPS) {
      for (const { subject, binding, role } of server.authorizer.who({
        verb: 'use',
        group,
        resource: 'podsecuritypolicies',
        name: policy,
        namespace,
      })) {
        const name =
          subject.kind === 'ServiceAccount' ? `${subject.namespace ?? binding.metadata.namespace}/${subject.name}` : subject.name;
        const through = `${binding.kind} ${binding.metadata.name} → ${role.kind} ${role.name}`;
        row(`${subject.kind} ${name}`)[i] ??= through;
        if (subject.kind !== 'Group') continue;
        const members = accounts.filter((account) => serviceAccountUser(namespace, account).groups.includes(subject.name));
        for (const account of members) row(accountRow(namespace, account))[i] ??= `Group ${subject.name}, ${through}`;
      }
    }
  });
  return {
    namespace,
    policies,
    rows: [...rows].map(([subject, through]) => ({ subject, through })).sort((a, b) => (a.subject < b.subject ? -1 : 1)),
  };
}
