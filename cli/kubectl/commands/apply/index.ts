import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { build, infoPath, infoText, type Info } from '../../client/builder.ts';
import { PATCH_TYPES, collectionPath } from '../../client/client.ts';
import { fileFlags, fileOptions, requireFiles } from '../../client/files.ts';
import { CliError, UsageError, asError, isConflict, isNotFound, throwAll, withSource } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import {
  DRY_RUN_FLAG,
  LAST_APPLIED,
  RECORD_FLAG,
  SELECTOR_FLAG,
  VALIDATE_FLAG,
  allFlag,
  dryRunOf,
  fieldManagerFlag,
  outcome,
  withChangeCause,
  writeQuery,
  type DryRun,
} from '../../mutate.ts';
import { OUTPUT_FLAGS, namePrinter, print, printerFor } from '../../print/output.ts';
import { withLastApplied } from './last-applied.ts';

export default {
  usage: '(-f FILENAME | -k DIRECTORY) [options]',
  about:
    'Creates the objects of files, or changes those that exist to what the files say. What was applied is kept in an annotation, so that a field that a file no longer has goes away.',
  examples: [
    ['The pod of a file', 'kubectl apply -f ./pod.yaml'],
    ['A pod from stdin', 'cat pod.json | kubectl apply -f -'],
    ['A folder, and nothing else that was applied with that label', 'kubectl apply --prune -f manifests -l app=web'],
  ],
  flags: [
    ...fileFlags('to apply'),
    ...OUTPUT_FLAGS,
    DRY_RUN_FLAG,
    VALIDATE_FLAG,
    RECORD_FLAG,
    SELECTOR_FLAG,
    fieldManagerFlag('kubectl-client-side-apply'),
    allFlag('With --prune and without -l: every object that was ever applied.'),
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      alone: 'background',
      usage: 'How dependents go when something is deleted: background, orphan or foreground.',
    },
    { name: 'force', type: 'bool', usage: 'Deletes and creates anew what cannot be changed.' },
    { name: 'force-conflicts', type: 'bool', usage: 'With --server-side: takes over the fields of other managers.' },
    { name: 'grace-period', type: 'int', default: -1, usage: 'Seconds of grace when something is deleted.' },
    { name: 'openapi-patch', type: 'bool', default: true, usage: 'Accepted: the schema is always used.' },
    { name: 'overwrite', type: 'bool', default: true, usage: "Others' changes give way to the file." },
    { name: 'prune', type: 'bool', usage: 'Deletes what was applied before and stands in no file now.' },
    { name: 'prune-whitelist', type: 'array', usage: 'A kind to prune, as group/version/kind, instead of the usual ones.' },
    { name: 'server-side', type: 'bool', usage: 'Lets the server merge.' },
    { name: 'timeout', type: 'duration', usage: 'How long to wait for a deletion.' },
    { name: 'wait', type: 'bool', usage: 'Waits until what was deleted is gone.' },
  ],
  run,
} satisfies Command;

/** What all steps of one apply share. */
interface Apply {
  context: CommandContext;
  dryRun: DryRun;
  manager: string;
  /** Whether objects are printed whole, at the end, instead of a line each. */
  whole: boolean;
  done: KubeObject[];
}

async function run(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  if (args.length) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  const files = fileOptions(flags);
  const dryRun = dryRunOf(context);
  requireFiles(files);
  refuseCombinations(context, dryRun);
  const output = flags.string('output');
  const printer = output && output !== 'name' ? await printerFor(output, context) : undefined;
  const manager = flags.bool('server-side') && !flags.changed('field-manager') ? 'kubectl' : flags.string('field-manager');
  const apply: Apply = { context, dryRun, manager, whole: printer !== undefined, done: [] };

  const errors: Error[] = [];
  const { infos, error } = await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    enforceNamespace: true,
    files,
    validate: flags.bool('validate'),
    labelSelector: flags.string('selector'),
    continueOnError: true,
    flatten: true,
  }).infos();
  if (error) errors.push(error);
  if (!infos.length && !errors.length) throw new CliError('no objects passed to apply');
  for (const info of infos) {
    try {
      await applyOne(apply, info);
    } catch (failure) {
      errors.push(asError(failure));
    }
  }
  throwAll(errors);
  if (printer) await print(context, printer, listOf(apply.done));
  if (flags.bool('prune')) {
    const { prune } = await import('./prune.ts');
    await prune(context, apply.done, dryRun);
  }
}

function refuseCombinations({ flags }: CommandContext, dryRun: DryRun): void {
  if (flags.bool('force-conflicts') && !flags.bool('server-side')) throw new CliError('--force-conflicts only works with --server-side');
  if (dryRun === 'client' && flags.bool('server-side'))
    throw new CliError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  if (flags.bool('force') && flags.bool('server-side')) throw new CliError('--force cannot be used with --server-side');
  if (flags.bool('force') && dryRun === 'server') throw new CliError('--dry-run=server cannot be used with --force');
  if (flags.bool('prune') && !flags.bool('all') && !flags.string('selector')) {
    throw new CliError(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    );
  }
  if (flags.bool('all') && flags.string('selector')) throw new CliError('cannot set --all and --selector at the same time');
  if (!flags.bool('overwrite')) throw new CliError('akslab does not simulate apply --overwrite=false yet');
}

const listOf = (objects: KubeObject[]): KubeObject =>
  objects.length === 1 ? objects[0]! : { apiVersion: 'v1', items: objects, kind: 'List', metadata: {} };

async function applyOne(apply: Apply, info: Info): Promise<void> {
  const { context } = apply;
  const generateName = info.object!.metadata?.generateName;
  if (!info.name && generateName) throw new CliError(`from ${generateName}: cannot use generate name with apply`);
  if (context.flags.bool('record')) info.object = withChangeCause(info.object!, context);
  if (context.flags.bool('server-side')) return applyOnServer(apply, info);
  const current = await currentOf(context, info);
  return current ? change(apply, info, current) : create(apply, info);
}

async function tell({ context, dryRun, whole, done }: Apply, object: KubeObject, operation: string): Promise<void> {
  done.push(object);
  if (!whole) context.out(await namePrinter(context.flags.string('output') === 'name' ? '' : outcome(operation, dryRun))(object));
}

async function currentOf(context: CommandContext, info: Info): Promise<KubeObject | undefined> {
  try {
    return await context.client().get(info.mapping, info.namespace, info.name);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw withSource(`retrieving current configuration of:\n${infoText(info)}\nfrom server for:`, info.source, error);
  }
}

async function create(apply: Apply, info: Info): Promise<void> {
  const { context, dryRun, manager } = apply;
  let object = withLastApplied(info.object!);
  if (dryRun !== 'client') {
    try {
      object = await context
        .client()
        .object('POST', collectionPath(info.mapping, info.namespace), { query: writeQuery(dryRun, manager), body: object });
    } catch (error) {
      throw withSource('creating', info.source, error);
    }
  }
  await tell(apply, object, 'created');
}

async function change(apply: Apply, info: Info, current: KubeObject): Promise<void> {
  const { context, dryRun, manager } = apply;
  if (dryRun === 'client') return tell(apply, current, 'configured');
  if (!current.metadata.annotations?.[LAST_APPLIED]) warnMissing(context, info);
  const { patchWithRetries } = await import('./patch.ts');
  const { object, patched } = await patchWithRetries(context, info, current, writeQuery(dryRun, manager));
  await tell(apply, object, patched ? 'configured' : 'unchanged');
}

function warnMissing(context: CommandContext, { mapping, name }: Info): void {
  context.err(
    `Warning: resource ${mapping.resource}/${name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
  );
}

const CONFLICT_ADVICE = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See http://k8s.io/docs/reference/using-api/api-concepts/#conflicts`;

async function applyOnServer(apply: Apply, info: Info): Promise<void> {
  const { context, dryRun, manager } = apply;
  try {
    const object = await context.client().object('PATCH', infoPath(info), {
      query: { ...writeQuery(dryRun, manager), force: String(context.flags.bool('force-conflicts')) },
      contentType: PATCH_TYPES.apply,
      body: info.object,
    });
    await tell(apply, object, 'serverside-applied');
  } catch (error) {
    throw isConflict(error) ? new CliError(`${error.message}\n${CONFLICT_ADVICE}`) : error;
  }
}
