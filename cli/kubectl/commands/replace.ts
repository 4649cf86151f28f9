import { build, infoPath, type BuilderOptions, type Info } from '../client/builder.ts';
import { collectionPath } from '../client/client.ts';
import { fileFlags, fileOptions, requireFiles } from '../client/files.ts';
import { qualifiedKind } from '../client/mapper.ts';
import { CliError, UsageError, isNotFound, withSource } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { DRY_RUN_FLAG, SAVE_CONFIG_FLAG, VALIDATE_FLAG, dryRunOf, fieldManagerFlag, teller, writeQuery, type DryRun } from '../mutate.ts';
import { OUTPUT_FLAGS } from '../print/output.ts';

export default {
  usage: '-f FILENAME [options]',
  about: 'Replaces objects by what files say, whole. With --force they are deleted and created anew.',
  examples: [
    ['By what a file says', 'kubectl replace -f ./pod.json'],
    ['Even where fields cannot be changed', 'kubectl replace --force -f ./pod.json'],
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ...fileFlags('to replace'),
    DRY_RUN_FLAG,
    VALIDATE_FLAG,
    SAVE_CONFIG_FLAG,
    fieldManagerFlag('kubectl-replace'),
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      alone: 'background',
      usage: 'With --force, how dependents go: background, orphan or foreground.',
    },
    { name: 'force', type: 'bool', usage: 'Deletes the objects and creates them anew.' },
    { name: 'grace-period', type: 'int', default: -1, usage: 'With --force: seconds of grace.' },
    { name: 'raw', type: 'string', usage: 'A path of the API server to put the file to.' },
    { name: 'timeout', type: 'duration', usage: 'With --force: how long to wait for the end.' },
    { name: 'wait', type: 'bool', usage: 'Waits until the objects are gone.' },
  ],
  run,
} satisfies Command;

const POLICIES: Record<string, string> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
  true: 'Background',
  false: 'Orphan',
};

async function run(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  const files = fileOptions(flags);
  const dryRun = dryRunOf(context);
  const tell = await teller(context, dryRun);
  if (flags.string('raw')) return putRaw(context);
  if (args.length) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  requireFiles(files);
  if (!flags.bool('force')) {
    if (flags.number('grace-period') >= 0) throw new CliError('--grace-period must have --force specified');
    if (flags.number('timeout')) throw new CliError('--timeout must have --force specified');
  }
  const options: BuilderOptions = {
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    enforceNamespace: true,
    files,
    validate: flags.bool('validate'),
    continueOnError: true,
    flatten: true,
  };
  const { infos, error } = await build(options).infos();
  if (error) throw error;
  if (!infos.length) throw new CliError('no objects passed to replace');
  if (flags.bool('force') && dryRun === 'none') await deleteAll(context, infos);
  for (const info of infos) await tell(await replaceOne(context, info, dryRun), 'replaced');
}

async function putRaw(context: CommandContext): Promise<void> {
  const [file, ...more] = context.flags.list('filename');
  if (file === undefined || more.length) throw new UsageError('--raw can only use a single local file or stdin');
  const body = file === '-' ? await context.terminal.stdin.readAll() : context.terminal.files.read(file);
  const { body: answer } = await context.client().request('PUT', context.flags.string('raw'), { body });
  context.out(typeof answer === 'string' ? answer : `${JSON.stringify(answer)}\n`);
}

async function replaceOne(context: CommandContext, info: Info, dryRun: DryRun) {
  const { flags } = context;
  const client = context.client();
  let object = info.object!;
  if (flags.bool('save-config')) object = (await import('./apply/last-applied.ts')).withLastApplied(object);
  if (dryRun === 'client') return object;
  const query = writeQuery(dryRun, flags.string('field-manager'));
  try {
    if (flags.bool('force') && dryRun === 'none')
      return await client.object('POST', collectionPath(info.mapping, info.namespace), { query, body: object });
    if (!object.metadata.resourceVersion) {
      const { metadata } = await client.get(info.mapping, info.namespace, info.name);
      object = { ...object, metadata: { ...object.metadata, resourceVersion: metadata.resourceVersion } };
    }
    return await client.object('PUT', infoPath(info), { query, body: object });
  } catch (error) {
    throw withSource('replacing', info.source, error);
  }
}

async function deleteAll(context: CommandContext, infos: Info[]): Promise<void> {
  const { flags, lab, terminal } = context;
  const client = context.client();
  const grace = flags.number('grace-period');
  const body = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    propagationPolicy: POLICIES[flags.string('cascade')] ?? 'Background',
    ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
  };
  for (const info of infos) {
    try {
      await client.request('DELETE', infoPath(info), { body });
      context.out(`${qualifiedKind(info.mapping)} ${JSON.stringify(info.name)} deleted\n`);
    } catch (error) {
      if (!isNotFound(error)) throw withSource('deleting', info.source, error);
    }
  }
  const until = flags.number('timeout') ? lab.clock.now() + flags.number('timeout') : undefined;
  for (const info of infos) {
    while (
      await client.get(info.mapping, info.namespace, info.name).then(
        () => true,
        (error) => !isNotFound(error),
      )
    ) {
      if (until !== undefined && lab.clock.now() >= until) throw new CliError('timed out waiting for the condition');
      await lab.change({ until, signal: terminal.signal });
    }
  }
}
