import { CliError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { changeEach, changeFlags, requirePodSpec } from '../../change.ts';

export default {
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT [options]',
  about: 'Sets the service account of a workload: who its pods are, and so which policies they may use.',
  examples: [['Another account', 'kubectl set serviceaccount deployment web robot']],
  flags: changeFlags('kubectl-set'),
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const account = context.args.at(-1);
  if (!account) throw new CliError('serviceaccount is required');
  await changeEach(context, context.args.slice(0, -1), {
    operation: 'serviceaccount updated',
    failure: 'failed to patch ServiceAccountName',
    tellsUnchanged: true,
    change(object, info) {
      requirePodSpec(object, info).serviceAccountName = account;
    },
  });
}
