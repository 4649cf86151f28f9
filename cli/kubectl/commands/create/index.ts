import type { Context } from '../../context.ts';
import { inline, type Command, type CommandEntry, type Flags } from '../../cobra/types.ts';
import { pathOf } from '../../client/mapper.ts';
import { KubectlError, PlainError, throwAll, UsageError, withSource } from '../../errors.ts';
import { helpText } from '../../cobra/help.ts';
import { FILE_FLAGS, manifestInfos, SELECTOR_FLAG } from '../../resources.ts';
import { DRY_RUN_FLAG, dryRunOf, FIELD_MANAGER_FLAG, PRINT_FLAGS, RECORD_FLAG, SAVE_CONFIG_FLAG, sayer, VALIDATE_FLAG, writeQuery } from '../../mutate.ts';
import { withLastApplied } from '../apply/last-applied.ts';
import { GENERATORS } from './generators.ts';

export const create: Command = {
  name: 'create',
  use: '-f FILENAME',
  short: 'Create a resource from a file, from stdin or by a generator',
  long: 'Creates the objects of a file, or one object by a generator.',
  examples: `kubectl create -f pod.yaml
    kubectl create namespace team
    cat pod.json | kubectl create -f -`,
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    DRY_RUN_FLAG,
    VALIDATE_FLAG,
    SAVE_CONFIG_FLAG,
    RECORD_FLAG,
    SELECTOR_FLAG,
    FIELD_MANAGER_FLAG('kubectl-create'),
    { name: 'edit', type: 'bool', usage: 'Edit the object before it is created.' },
    { name: 'raw', type: 'string', usage: 'Post the file to this path of the server.' },
    { name: 'windows-line-endings', type: 'bool', usage: 'With --edit: use line ends of Windows.' },
  ],
  commands: GENERATORS.map((command): CommandEntry => inline(command)),
  run,
};

async function run(context: Context, args: string[], flags: Flags): Promise<void> {
  if (!flags.list('filename').length && !flags.string('kustomize')) {
    if (args.length) throw new UsageError(`unknown command "${args.join(' ')}"`);
    throw new PlainError(`Error: must specify one of -f and -k\n\n${helpText('kubectl create', create, create.commands!)}`.trimEnd());
  }
  if (args.length) throw new UsageError(`unknown command "${args.join(' ')}"`);
  if (flags.bool('edit')) throw new KubectlError('akslab does not simulate create --edit yet: edit the file, then create it');
  const dryRun = dryRunOf(context, flags);
  const say = await sayer(context, flags, dryRun);
  const errors: Error[] = [];
  const infos = await manifestInfos(context, flags, { validate: flags.bool('validate'), collect: errors });
  for (const info of infos) {
    try {
      const object = flags.bool('save-config') ? withLastApplied(info.object) : info.object;
      if (dryRun === 'client') {
        say.say(object, 'created');
        continue;
      }
      const path = flags.changed('raw') ? flags.string('raw') : pathOf(info.resource, info.namespace);
      const created = await context.client.send({ method: 'POST', path: `${path}${writeQuery(dryRun, flags.string('field-manager'))}`, headers: { 'content-type': 'application/json' }, body: JSON.stringify(object) });
      say.say(created.body as typeof object, 'created');
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
      errors.push(withSource('creating', info.source, error));
    }
  }
  say.finish();
  if (!infos.length && !errors.length) throw new KubectlError('no objects passed to create');
  throwAll(errors);
}
