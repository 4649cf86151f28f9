/** Changing objects one by one: what set, label and their like share. Each change is sent as a strategic merge patch. */
import type { KubeObject } from '../../core/kubernetes/object.ts';
import { copy, equal } from '../../core/kubernetes/object.ts';
import { mergeSchemaOf } from '../../core/kubernetes/apiserver/merge-schema.ts';
import { marshal } from '../../formats/gojson.ts';
import { createMergePatch } from '../../formats/mergepatch.ts';
import { createTwoWayMergePatch, type JsonMap } from '../../formats/strategicmerge/index.ts';
import { build, infoPath, type BuilderOptions, type Info } from './client/builder.ts';
import { PATCH_TYPES } from './client/client.ts';
import { fileFlags, fileOptions, hasFiles } from './client/files.ts';
import { asError, CliError, throwAll } from './frame/errors.ts';
import type { CommandContext, FlagSpec } from './frame/types.ts';
import {
  allFlag,
  DRY_RUN_FLAG,
  dryRunOf,
  fieldManagerFlag,
  RECORD_FLAG,
  SELECTOR_FLAG,
  teller,
  withChangeCause,
  writeQuery,
  type DryRun,
} from './mutate.ts';
import { OUTPUT_FLAGS, print, printerFor } from './print/output.ts';

export const changeFlags = (manager: string): readonly FlagSpec[] => [
  ...fileFlags('to change'),
  ...OUTPUT_FLAGS,
  SELECTOR_FLAG,
  allFlag(),
  DRY_RUN_FLAG,
  RECORD_FLAG,
  fieldManagerFlag(manager),
  { name: 'local', type: 'bool', usage: 'Change the files without asking the server, and print them.' },
];

/** What is wrong where neither arguments nor files say what to change. */
export const missingResources = ({ flags }: CommandContext, args: readonly string[]): Error[] =>
  args.length || hasFiles(fileOptions(flags))
    ? []
    : [new CliError('one or more resources must be specified as <resource> <name> or <resource>/<name>')];

/** The objects that a command is about. */
export function selected(context: CommandContext, args: readonly string[], more: Partial<BuilderOptions> = {}): ReturnType<typeof build> {
  const { flags } = context;
  const local = flags.has('local') && flags.bool('local');
  return build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    enforceNamespace: true,
    files: fileOptions(flags),
    args,
    labelSelector: flags.has('selector') ? flags.string('selector') : '',
    selectAll: flags.has('all') && flags.bool('all'),
    allowEmptySelector: flags.has('all') && flags.bool('all'),
    continueOnError: true,
    flatten: true,
    latest: !local,
    local,
    ...more,
  });
}

/** Changes each object by `change` (on a copy; it may throw) and says what became of it: `pod/x image updated`. */
export async function changeEach(
  context: CommandContext,
  args: readonly string[],
  operation: string,
  change: (object: KubeObject, info: Info) => void | Promise<void>,
): Promise<void> {
  const dryRun = dryRunOf(context);
  const local = context.flags.bool('local');
  const tell = await teller(context, dryRun, { typed: true });
  const errors: Error[] = [];
  const { infos, error } = await selected(context, args).infos();
  if (error) errors.push(error);
  for (const info of infos) {
    try {
      const modified = copy(info.object!);
      await change(modified, info);
      if (local) {
        const printer = await printerFor(context.flags.string('output') || 'yaml', context, { typed: true });
        await print(context, printer, modified);
      } else await tell(await send(context, info, modified, dryRun), operation);
    } catch (problem) {
      errors.push(asError(problem));
    }
  }
  throwAll(errors);
}

/** Sends the difference; nothing is sent where there is none. */
export async function send(context: CommandContext, info: Info, modified: KubeObject, dryRun: DryRun): Promise<KubeObject> {
  const original = info.object!;
  const wanted = context.flags.has('record') && context.flags.bool('record') ? withChangeCause(modified, context) : modified;
  if (dryRun === 'client') return wanted;
  const { type, patch } = differenceOf(info, original, wanted);
  if (!Object.keys(patch).length && equal(original, wanted)) return original;
  return context.client().object('PATCH', infoPath(info), {
    body: marshal(patch as any),
    contentType: type,
    query: writeQuery(dryRun, context.flags.has('field-manager') ? context.flags.string('field-manager') : undefined),
  });
}

/** A strategic merge patch where the schema is known, else a merge patch. */
export function differenceOf(info: Info, original: KubeObject, modified: KubeObject): { type: string; patch: JsonMap } {
  const { group, version, kind } = info.mapping;
  const schema = mergeSchemaOf({ group, version, kind });
  const [from, to] = [original, modified] as unknown as [JsonMap, JsonMap];
  return schema
    ? { type: PATCH_TYPES.strategic, patch: createTwoWayMergePatch(from, to, schema) }
    : { type: PATCH_TYPES.merge, patch: createMergePatch(from, to) as JsonMap };
}

/** The pod spec inside a workload, or undefined: after polymorphichelpers.UpdatePodSpecForObject. */
export function podSpecOf(object: KubeObject): any {
  if (object.kind === 'Pod') return object.spec;
  if (object.kind === 'CronJob') return object.spec?.jobTemplate?.spec?.template?.spec;
  return object.spec?.template?.spec;
}
