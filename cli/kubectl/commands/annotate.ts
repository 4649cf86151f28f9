import { createMergePatch } from '../../../formats/mergepatch.ts';
import { build, infoPath, type Info } from '../client/builder.ts';
import { PATCH_TYPES } from '../client/client.ts';
import { fileFlags, fileOptions, hasFiles } from '../client/files.ts';
import { changed, refuseBoth, resourcesAndPairs, type Changes } from '../edit-pairs.ts';
import { CliError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import {
  ALL_NAMESPACES_FLAG,
  CHANGE_CAUSE,
  DRY_RUN_FLAG,
  FIELD_SELECTOR_FLAG,
  RECORD_FLAG,
  SELECTOR_FLAG,
  allFlag,
  dryRunOf,
  fieldManagerFlag,
  teller,
  withChangeCause,
  writeQuery,
  type DryRun,
} from '../mutate.ts';
import { OUTPUT_FLAGS } from '../print/output.ts';

export default {
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  about: 'Sets annotations, and removes them (KEY-). One that exists is changed only with --overwrite.',
  examples: [
    ['A note on a pod', "kubectl annotate pods web note='made by hand'"],
    ['No such note any more', 'kubectl annotate pods web note-'],
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ...fileFlags('to annotate'),
    SELECTOR_FLAG,
    FIELD_SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    DRY_RUN_FLAG,
    RECORD_FLAG,
    fieldManagerFlag('kubectl-annotate'),
    allFlag(),
    { name: 'local', type: 'bool', usage: "Changes the files' objects only, without the server." },
    { name: 'overwrite', type: 'bool', usage: 'Annotations that exist may be changed.' },
    { name: 'resource-version', type: 'string', usage: 'Only if the object is still at that version; for a single object.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  const { resources, pairs } = resourcesAndPairs(args, 'annotation');
  const changes = parseAnnotations(pairs);
  const files = fileOptions(flags);
  if (flags.bool('all') && flags.string('selector')) throw new CliError('cannot set --all and --selector at the same time');
  if (flags.bool('all') && flags.string('field-selector')) throw new CliError('cannot set --all and --field-selector at the same time');
  if (!resources.length && !hasFiles(files))
    throw new CliError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (!pairs.length) throw new CliError('at least one annotation update is required');
  refuseBoth(changes, 'can not both modify and remove an annotation in the same command');
  const dryRun = dryRunOf(context);
  const result = build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    allNamespaces: flags.bool('all-namespaces'),
    enforceNamespace: true,
    files,
    args: resources,
    labelSelector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    selectAll: flags.bool('all'),
    latest: !flags.bool('local'),
    local: flags.bool('local'),
    continueOnError: true,
    flatten: true,
  });
  await result.visit(async (info) => {
    if (flags.string('resource-version') && !result.single)
      throw new CliError('--resource-version may only be used with a single resource');
    await annotateOne(context, info, changes, dryRun);
  });
}

function parseAnnotations(specs: string[]): Changes {
  const changes: Changes = { set: {}, remove: [] };
  for (const spec of specs) {
    const equals = spec.indexOf('=');
    if (equals > 0) changes.set[spec.slice(0, equals)] = spec.slice(equals + 1);
    else changes.remove.push(spec.slice(0, -1));
  }
  return changes;
}

async function annotateOne(context: CommandContext, info: Info, changes: Changes, dryRun: DryRun): Promise<void> {
  const { flags } = context;
  const object = info.object!;
  const before = object.metadata?.annotations ?? {};
  if (!flags.bool('overwrite')) {
    const taken = Object.keys(changes.set).filter((key) => key !== CHANGE_CAUSE && Object.hasOwn(before, key));
    if (taken.length)
      throw new CliError(
        `--overwrite is false but found the following declared annotation(s): ${taken.map((key) => `'${key}' already has a value (${before[key]})`).join('; ')}`,
      );
  }
  const resourceVersion = flags.string('resource-version');
  let after = {
    ...object,
    metadata: { ...object.metadata, ...(resourceVersion ? { resourceVersion } : {}), annotations: changed(before, changes) },
  };
  if (flags.bool('record')) after = withChangeCause(after, context) as typeof after;
  const tell = await teller(context, dryRun);
  if (dryRun === 'client' || flags.bool('local')) return tell(after, 'annotated');
  const body = createMergePatch(object as any, after as any) as any;
  await tell(
    await context
      .client()
      .object('PATCH', infoPath(info), { query: writeQuery(dryRun, flags.string('field-manager')), contentType: PATCH_TYPES.merge, body }),
    'annotated',
  );
}
