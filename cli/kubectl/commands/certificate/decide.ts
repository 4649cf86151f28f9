/** Deciding on certificate signing requests: after k8s.io/kubectl/pkg/cmd/certificates. */
import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { timestamp } from '../../../../core/clock.ts';
import { build } from '../../client/builder.ts';
import { fileFlags, fileOptions, hasFiles } from '../../client/files.ts';
import { CliError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { OUTPUT_FLAGS } from '../../print/output.ts';
import { teller } from '../../mutate.ts';

interface Decision {
  type: 'Approved' | 'Denied';
  reason: string;
  message: string;
}

/** A command that puts a condition on requests. */
export const decisionCommand = (about: string, word: string, decision: Decision): Command => ({
  usage: '(-f FILENAME | NAME) [options]',
  about,
  examples: [['One request', `kubectl certificate ${word} jane`]],
  flags: [
    ...fileFlags('to decide on'),
    ...OUTPUT_FLAGS,
    { name: 'force', type: 'bool', usage: 'Decides even where it has been decided so before.' },
  ],
  run: (context) => decide(context, decision),
});

async function decide(context: CommandContext, decision: Decision): Promise<void> {
  const { args, flags } = context;
  const files = fileOptions(flags);
  if (!args.length && !hasFiles(files)) throw new CliError('one or more CSRs must be specified as <name> or -f <filename>');
  const tell = await teller(context, 'none');
  const client = context.client();
  const operation = decision.type === 'Approved' ? 'approved' : 'denied';
  const done = await build({
    client,
    terminal: context.terminal,
    namespace: context.config.namespace(),
    files,
    args: args.length ? ['csr', ...args] : [],
    continueOnError: true,
    flatten: true,
    latest: true,
  }).visit(async ({ object, name }) => {
    const conditions: { type: string }[] = object!.status?.conditions ?? [];
    if (conditions.some(({ type }) => type === decision.type) && !flags.bool('force')) return tell(object!, operation);
    const contrary = conditions.find(({ type }) => type === (decision.type === 'Approved' ? 'Denied' : 'Approved'));
    if (contrary) throw new CliError(`certificate signing request ${JSON.stringify(name)} is already ${contrary.type}`);
    const now = timestamp(context.lab.clock.now());
    const body: KubeObject = {
      ...object!,
      status: {
        ...object!.status,
        conditions: [...conditions, { ...decision, status: 'True', lastUpdateTime: now, lastTransitionTime: now }],
      },
    };
    await tell(await client.object('PUT', `/apis/${object!.apiVersion}/certificatesigningrequests/${name}/approval`, { body }), operation);
  });
  if (!done) context.err('No resources found\n');
}
