import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { createMergePatch } from '../../../formats/mergepatch.ts';
import { labelValueErrors } from '../../../formats/selector.ts';
import { build, infoPath, type Info } from '../client/builder.ts';
import { PATCH_TYPES } from '../client/client.ts';
import { fileFlags, fileOptions, hasFiles } from '../client/files.ts';
import { changed, refuseBoth, resourcesAndPairs, type Changes } from '../edit-pairs.ts';
import { CliError, UsageError, throwAll } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import {
  ALL_NAMESPACES_FLAG,
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
  about: 'Sets labels, and removes them (KEY-). A label that exists is changed only with --overwrite.',
  examples: [
    ['A label on a pod', 'kubectl label pods web tier=front'],
    ['Another value', 'kubectl label --overwrite pods web tier=back'],
    ['No such label any more', 'kubectl label pods web tier-'],
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ...fileFlags('to label'),
    SELECTOR_FLAG,
    FIELD_SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    DRY_RUN_FLAG,
    RECORD_FLAG,
    fieldManagerFlag('kubectl-label'),
    allFlag(),
    { name: 'list', type: 'bool', usage: 'Shows the labels.' },
    { name: 'local', type: 'bool', usage: "Changes the files' objects only, without the server." },
    { name: 'overwrite', type: 'bool', usage: 'Labels that exist may be changed.' },
    { name: 'resource-version', type: 'string', usage: 'Only if the object is still at that version; for a single object.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  if (flags.bool('list') && flags.string('output')) throw new UsageError('--list and --output may not be specified together');
  const { resources, pairs } = resourcesAndPairs(args, 'label');
  const changes = parseLabels(pairs);
  const files = fileOptions(flags);
  if (flags.bool('all') && flags.string('selector')) throw new CliError('cannot set --all and --selector at the same time');
  if (flags.bool('all') && flags.string('field-selector')) throw new CliError('cannot set --all and --field-selector at the same time');
  if (!resources.length && !hasFiles(files))
    throw new CliError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (!pairs.length && !flags.bool('list')) throw new CliError('at least one label update is required');
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
    await labelOne(context, info, changes, dryRun, result.single);
  });
}

function parseLabels(specs: string[]): Changes {
  const changes: Changes = { set: {}, remove: [] };
  for (const spec of specs) {
    if (!spec.includes('=')) {
      changes.remove.push(spec.slice(0, -1));
      continue;
    }
    const [key, value, ...more] = spec.split('=') as [string, string];
    if (more.length) throw new CliError(`invalid label spec: ${spec}`);
    const errors = labelValueErrors(value);
    if (errors.length) throw new CliError(`invalid label value: ${JSON.stringify(spec)}: ${errors.join(';')}`);
    changes.set[key] = value;
  }
  refuseBoth(changes, 'can not both modify and remove a label in the same command');
  return changes;
}

async function labelOne(context: CommandContext, info: Info, changes: Changes, dryRun: DryRun, single: boolean): Promise<void> {
  const { flags } = context;
  const object = info.object!;
  const labels = object.metadata?.labels ?? {};
  const here = dryRun === 'client' || flags.bool('local') || flags.bool('list');
  if (!here) for (const key of changes.remove) if (!Object.hasOwn(labels, key)) context.out(`label ${JSON.stringify(key)} not found.\n`);
  if (!flags.bool('overwrite')) {
    const taken = Object.keys(changes.set).filter((key) => Object.hasOwn(labels, key));
    throwAll(taken.map((key) => new CliError(`'${key}' already has a value (${labels[key]}), and --overwrite is false`)));
  }
  let after = withLabels(object, changed(labels, changes), flags.string('resource-version'));
  if (flags.bool('record')) after = withChangeCause(after, context);
  if (flags.bool('list')) return list(context, info, after, single);
  const patch = createMergePatch(object as any, after as any) as any;
  const tell = await teller(context, 'none');
  const moved = Object.keys(patch).length > 0;
  if (!here) {
    after = await context.client().object('PATCH', infoPath(info), {
      query: writeQuery(dryRun, flags.string('field-manager')),
      contentType: PATCH_TYPES.merge,
      body: patch,
    });
  }
  await tell(after, moved ? 'labeled' : 'not labeled');
}

function withLabels(object: KubeObject, labels: Record<string, string>, resourceVersion: string): KubeObject {
  const { labels: before, ...metadata } = object.metadata ?? {};
  const version = resourceVersion ? { resourceVersion } : {};
  return { ...object, metadata: { ...metadata, ...version, ...(Object.keys(labels).length || before ? { labels } : {}) } };
}

function list(context: CommandContext, { mapping, name }: Info, { metadata }: KubeObject, single: boolean): void {
  if (!single) context.out(`Listing labels for ${mapping.kind}.${mapping.group}/${name}:\n`);
  for (const key of Object.keys(metadata.labels ?? {}).sort()) context.out(`${single ? '' : ' '}${key}=${metadata.labels![key]}\n`);
}
