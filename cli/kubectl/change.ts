/** Changing objects one by one: what set, label and their like share. Each change is sent as a strategic merge patch. */
import type { KubeObject } from '../../core/kubernetes/object.ts';
import { copy, equal } from '../../core/kubernetes/object.ts';
import { mergeSchemaOf } from '../../core/kubernetes/apiserver/merge-schema.ts';
import { marshal } from '../../formats/gojson.ts';
import { createMergePatch } from '../../formats/mergepatch.ts';
import { createTwoWayMergePatch, type JsonMap } from '../../formats/strategicmerge/index.ts';
import { build, infoPath, type BuilderOptions, type Info } from './client/builder.ts';
import { PATCH_TYPES } from './client/client.ts';
import { fileFlags, fileOptions } from './client/files.ts';
import { asError, CliError, StatusError, throwAll } from './frame/errors.ts';
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

export interface Change {
  /** What is said of an object that was changed: `image updated`. */
  operation: string;
  /** What stands before the words of a server that refuses. */
  failure?: string;
  /** Looks at the rest of the command line, once the objects are known. Throws. */
  validate?(): void;
  /** Whether an object that stays as it is is told of. */
  tellsUnchanged?: boolean;
  /** Changes the object, a copy. May throw. */
  change(object: KubeObject, info: Info): void | Promise<void>;
}

const LOCAL = `you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`;

/** Changes each object and says what became of it: `pod/x image updated`. */
export async function changeEach(context: CommandContext, args: readonly string[], what: Change): Promise<void> {
  const dryRun = dryRunOf(context);
  const local = context.flags.bool('local');
  const tell = await teller(context, dryRun, { typed: true });
  if (local && args.length) throw new CliError(LOCAL);
  const { infos, error } = await selected(context, args).infos();
  if (error) throw error;
  what.validate?.();
  const errors: Error[] = [];
  for (const info of infos) {
    try {
      const modified = copy(info.object!);
      await what.change(modified, info);
      const wanted = context.flags.bool('record') ? withChangeCause(modified, context) : modified;
      if (!what.tellsUnchanged && equal(info.object, wanted)) continue;
      if (local) {
        const printer = await printerFor(context.flags.string('output') || 'yaml', context, { typed: true });
        const { asStruct } = await import('./print/field-order.ts');
        await print(context, printer, asStruct(wanted));
      } else await tell(await send(context, info, wanted, dryRun, what.failure), what.operation);
    } catch (problem) {
      errors.push(asError(problem));
    }
  }
  throwAll(errors);
}

/** Sends the difference; nothing is sent where there is none. */
export async function send(context: CommandContext, info: Info, wanted: KubeObject, dryRun: DryRun, failure?: string): Promise<KubeObject> {
  const original = info.object!;
  if (dryRun === 'client') return wanted;
  const { type, patch } = differenceOf(info, original, wanted);
  if (!Object.keys(patch).length && equal(original, wanted)) return original;
  try {
    return await context.client().object('PATCH', infoPath(info), {
      body: marshal(patch as any),
      contentType: type,
      query: writeQuery(dryRun, context.flags.string('field-manager')),
    });
  } catch (error) {
    throw failure && error instanceof StatusError ? new CliError(`${failure} ${error.message}`) : error;
  }
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

/** The pod spec inside a workload. Throws where there is none. */
export function requirePodSpec(object: KubeObject, info: Info): any {
  const spec = podSpecOf(object);
  if (spec) return spec;
  const type = `*${info.mapping.version}.${info.mapping.kind}`;
  throw refusal(info, `the object is not a pod or does not have a pod template: ${type}`);
}

/** What is wrong with one object. */
export const refusal = (info: Info, why: string): CliError => new CliError(`${info.mapping.resource}/${info.name} ${why}`);
