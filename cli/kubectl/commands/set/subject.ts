import { CliError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { changeEach, changeFlags, refusal } from '../../change.ts';

export default {
  usage: '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [options]',
  about: 'Adds users, groups and service accounts to a role binding or cluster role binding.',
  examples: [['One more account', 'kubectl set subject rolebinding editors --serviceaccount=team:robot']],
  flags: [
    ...changeFlags('kubectl-set'),
    { name: 'user', type: 'array', usage: 'User to add; may be repeated.' },
    { name: 'group', type: 'array', usage: 'Group to add; may be repeated.' },
    { name: 'serviceaccount', type: 'array', usage: 'Service account to add, as namespace:name; may be repeated.' },
  ],
  run,
} satisfies Command;

const RBAC = 'rbac.authorization.k8s.io';

async function run(context: CommandContext): Promise<void> {
  const { flags } = context;
  const accounts = flags.list('serviceaccount').map((text) => {
    const [namespace, name, more] = text.split(':');
    if (!name || more !== undefined) throw new CliError('serviceaccount must be <namespace>:<name>');
    return { kind: 'ServiceAccount', name, namespace };
  });
  const added = [
    ...flags.list('user').map((name) => ({ apiGroup: RBAC, kind: 'User', name })),
    ...flags.list('group').map((name) => ({ apiGroup: RBAC, kind: 'Group', name })),
    ...accounts,
  ];
  const same = (a: any, b: any) => a.kind === b.kind && a.name === b.name && (a.namespace ?? '') === (b.namespace ?? '');
  await changeEach(context, context.args, {
    operation: 'subjects updated',
    failure: 'failed to patch subjects to rolebinding:',
    validate() {
      if (!added.length) throw new CliError('you must specify at least one value of user, group or serviceaccount');
    },
    change(object, info) {
      if (!/binding/i.test(info.mapping.kind)) throw refusal(info, 'setting subjects is only supported for RoleBinding/ClusterRoleBinding');
      const subjects: any[] = object.subjects ?? [];
      object.subjects = [...subjects, ...added.filter((a) => !subjects.some((s) => same(s, a)))];
    },
  });
}
