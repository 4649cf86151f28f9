import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { build, infoPath, type Info } from '../client/builder.ts';
import { fileFlags, fileOptions } from '../client/files.ts';
import { CliError, isConflict } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { DRY_RUN_FLAG, RECORD_FLAG, SELECTOR_FLAG, allFlag, dryRunOf, teller, writeQuery, type DryRun } from '../mutate.ts';
import { OUTPUT_FLAGS } from '../print/output.ts';

export default {
  usage: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]',
  about: 'Sets how many replicas a deployment, replica set, replication controller or stateful set has.',
  examples: [
    ['Three of them', 'kubectl scale --replicas=3 deployment/web'],
    ['Only if there are two now', 'kubectl scale --current-replicas=2 --replicas=3 deployment/web'],
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ...fileFlags('to set a new size for'),
    SELECTOR_FLAG,
    DRY_RUN_FLAG,
    RECORD_FLAG,
    allFlag(),
    { name: 'current-replicas', type: 'int', default: -1, usage: 'Only if there are that many now.' },
    { name: 'replicas', type: 'int', required: true, usage: 'How many there shall be.' },
    { name: 'resource-version', type: 'string', usage: 'Only if the object is still at that version.' },
    { name: 'timeout', type: 'duration', usage: 'How long to wait for the new size; 0 does not wait.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  if (flags.number('replicas') < 0)
    throw new CliError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  const dryRun = dryRunOf(context);
  // What was tried dry is told as if it were done.
  const tell = await teller(context, 'none');
  const { infos, error } = await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    enforceNamespace: true,
    files: fileOptions(flags),
    args,
    labelSelector: flags.string('selector'),
    selectAll: flags.bool('all'),
    latest: true,
    flatten: true,
    continueOnError: true,
  }).infos();
  if (infos.length > 1 && flags.string('resource-version')) throw new CliError('cannot use --resource-version with multiple resources');
  if (!infos.length) throw error ?? new CliError('no objects passed to scale');
  for (const info of infos) {
    if (dryRun !== 'client') await scaleOne(context, info, dryRun);
    if (flags.number('timeout') && dryRun === 'none') await waitForSize(context, info);
    await tell(info.object!, 'scaled');
  }
  if (error) throw error;
}

async function scaleOne(context: CommandContext, info: Info, dryRun: DryRun): Promise<void> {
  const { flags } = context;
  const client = context.client();
  const path = `${infoPath(info)}/scale`;
  const [current, version] = [flags.number('current-replicas'), flags.string('resource-version')];
  for (;;) {
    const scale = await client.object('GET', path);
    if (current !== -1 && scale.spec.replicas !== current)
      throw new CliError(`Expected replicas to be ${current}, was ${scale.spec.replicas}`);
    if (version && scale.metadata.resourceVersion !== version)
      throw new CliError(`Expected resource version to be ${version}, was ${scale.metadata.resourceVersion}`);
    try {
      await client.object('PUT', path, {
        query: writeQuery(dryRun),
        body: { ...scale, spec: { ...scale.spec, replicas: flags.number('replicas') } } as KubeObject,
      });
      return;
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
}

async function waitForSize(context: CommandContext, info: Info): Promise<void> {
  const { lab, terminal, flags } = context;
  const until = lab.clock.now() + flags.number('timeout');
  for (;;) {
    const { status } = await context.client().object('GET', `${infoPath(info)}/scale`);
    if ((status?.replicas ?? 0) === flags.number('replicas')) return;
    if (lab.clock.now() >= until) throw new CliError('timed out waiting for the condition');
    await lab.change({ until, signal: terminal.signal });
  }
}
