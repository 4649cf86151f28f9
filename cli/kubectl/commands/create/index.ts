import { build } from '../../client/builder.ts';
import { collectionPath } from '../../client/client.ts';
import { fileFlags, fileOptions, forbidBoth, hasFiles } from '../../client/files.ts';
import { CliError, ExitError, UsageError, withSource } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import {
  DRY_RUN_FLAG,
  RECORD_FLAG,
  SAVE_CONFIG_FLAG,
  SELECTOR_FLAG,
  VALIDATE_FLAG,
  dryRunOf,
  fieldManagerFlag,
  teller,
  withChangeCause,
  writeQuery,
} from '../../mutate.ts';
import { OUTPUT_FLAGS } from '../../print/output.ts';

export default {
  usage: '-f FILENAME [options]',
  about: 'Creates the objects of files or of stdin, JSON or YAML; the commands below make one object from options.',
  examples: [
    ['The pod of a file', 'kubectl create -f ./pod.json'],
    ['A pod from stdin', 'cat pod.json | kubectl create -f -'],
  ],
  flags: [
    ...fileFlags('to create'),
    ...OUTPUT_FLAGS,
    DRY_RUN_FLAG,
    VALIDATE_FLAG,
    SAVE_CONFIG_FLAG,
    RECORD_FLAG,
    SELECTOR_FLAG,
    fieldManagerFlag('kubectl-create'),
    { name: 'edit', type: 'bool', usage: 'Edits the object before it is created.' },
    { name: 'raw', type: 'string', usage: 'A path of the API server to post the file to, as it is.' },
    { name: 'windows-line-endings', type: 'bool', usage: 'With --edit: line ends of Windows.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  const files = fileOptions(flags);
  if (!hasFiles(files)) {
    context.err('Error: must specify one of -f and -k\n\n');
    if (args.length) throw new UsageError(`unknown command ${JSON.stringify(args.join(' '))}`);
    await context.help();
    throw new ExitError();
  }
  forbidBoth(files);
  if (args.length) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  if (flags.bool('edit')) throw new CliError('akslab does not simulate create --edit yet: edit the file, then create it');
  const dryRun = dryRunOf(context);
  const tell = await teller(context, dryRun);
  if (flags.string('raw')) return postRaw(context);
  const created = await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    enforceNamespace: true,
    files,
    validate: flags.bool('validate'),
    labelSelector: flags.string('selector'),
    continueOnError: true,
    flatten: true,
  }).visit(async (info) => {
    let object = info.object!;
    if (flags.bool('save-config')) object = (await import('../apply/last-applied.ts')).withLastApplied(object);
    if (flags.bool('record')) object = withChangeCause(object, context);
    if (dryRun !== 'client') {
      try {
        object = await context.client().object('POST', collectionPath(info.mapping, info.namespace), {
          query: writeQuery(dryRun, flags.string('field-manager')),
          body: object,
        });
      } catch (error) {
        throw withSource('creating', info.source, error);
      }
    }
    await tell(object, 'created');
  });
  if (!created) throw new CliError('no objects passed to create');
}

/** Posts one file to a path. */
async function postRaw(context: CommandContext): Promise<void> {
  const [file, ...more] = context.flags.list('filename');
  if (file === undefined || more.length) throw new UsageError('--raw can only use a single local file or stdin');
  const body = file === '-' ? await context.terminal.stdin.readAll() : context.terminal.files.read(file);
  const { body: answer } = await context.client().request('POST', context.flags.string('raw'), { body });
  context.out(typeof answer === 'string' ? answer : `${JSON.stringify(answer)}\n`);
}
