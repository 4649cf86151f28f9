import { mergeSchemaOf } from '../../../core/kubernetes/apiserver/merge-schema.ts';
import { equal, type KubeObject } from '../../../core/kubernetes/object.ts';
import { marshal } from '../../../formats/gojson.ts';
import { yamlToJson } from '../../../formats/goyaml/index.ts';
import { build, infoPath, type Info } from '../client/builder.ts';
import { PATCH_TYPES } from '../client/client.ts';
import { fileFlags, fileOptions } from '../client/files.ts';
import { kindText } from '../client/mapper.ts';
import { CliError, StatusError, asError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { DRY_RUN_FLAG, RECORD_FLAG, dryRunOf, fieldManagerFlag, teller, writeQuery } from '../mutate.ts';
import { OUTPUT_FLAGS } from '../print/output.ts';

const TYPES = ['json', 'merge', 'strategic'] as const;
type PatchType = (typeof TYPES)[number];

export default {
  usage: '(-f FILENAME | TYPE NAME) -p PATCH [options]',
  about: 'Changes fields of an object with a patch, in JSON or YAML: strategic (the default), merge or json.',
  examples: [
    ['Another image', `kubectl patch pod web -p '{"spec":{"containers":[{"name":"web","image":"nginx:1.20"}]}}'`],
    ['By positions', `kubectl patch cm conf --type=json -p '[{"op":"replace","path":"/data/a","value":"2"}]'`],
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ...fileFlags('to change'),
    DRY_RUN_FLAG,
    RECORD_FLAG,
    fieldManagerFlag('kubectl-patch'),
    { name: 'local', type: 'bool', usage: "Patches the files' objects only, without the server." },
    { name: 'patch', short: 'p', type: 'string', usage: 'The patch.' },
    { name: 'type', type: 'string', default: 'strategic', usage: `What kind of patch it is; one of [${TYPES.join(' ')}]` },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  const type = flags.string('type').toLowerCase() as PatchType;
  if (flags.bool('local') && args.length) throw new CliError('cannot specify --local and server resources');
  if (!flags.string('patch')) throw new CliError('must specify --patch or --patch-file containing the contents of the patch');
  if (!TYPES.includes(type)) throw new CliError(`--type must be one of [${TYPES.join(' ')}], not ${JSON.stringify(flags.string('type'))}`);
  const dryRun = dryRunOf(context);
  const body = patchText(flags.string('patch'));
  const tell = await teller(context, 'none');
  const here = flags.bool('local') || dryRun === 'client';
  const patched = await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    enforceNamespace: true,
    files: fileOptions(flags),
    args,
    latest: !flags.bool('local'),
    local: flags.bool('local'),
    continueOnError: true,
    flatten: true,
  }).visit(async (info) => {
    const after = here
      ? await patchHere(info, type, body)
      : await patchThere(context, info, type, body, writeQuery(dryRun, flags.string('field-manager')));
    await tell(after, equal(info.object, after) ? 'patched (no change)' : 'patched');
  });
  if (!patched) throw new CliError('no objects passed to patch');
}

function patchText(text: string): string {
  try {
    return marshal(yamlToJson(text));
  } catch (error) {
    throw new CliError(`unable to parse ${JSON.stringify(text)}: ${asError(error).message.replace('error converting YAML to JSON: ', '')}`);
  }
}

async function patchThere(
  context: CommandContext,
  info: Info,
  type: PatchType,
  body: string,
  query: ReturnType<typeof writeQuery>,
): Promise<KubeObject> {
  try {
    return await context.client().object('PATCH', infoPath(info), { query, contentType: PATCH_TYPES[type], body });
  } catch (error) {
    if (error instanceof StatusError && error.reason === 'UnsupportedMediaType')
      throw new CliError(`${PATCH_TYPES[type]} is not supported by ${kindText(info.mapping)}: ${error.message}`);
    throw error;
  }
}

/** The patch as the server would do it, less defaults. */
async function patchHere({ mapping, object }: Info, type: PatchType, body: string): Promise<KubeObject> {
  const patch = JSON.parse(body);
  try {
    if (type === 'json') {
      const { applyJsonPatch, readJsonPatch } = await import('../../../formats/jsonpatch.ts');
      return applyJsonPatch(object as any, readJsonPatch(patch)) as any;
    }
    const { applyMergePatch } = await import('../../../formats/mergepatch.ts');
    if (type === 'merge') return applyMergePatch(object as any, patch) as any;
    const schema = mergeSchemaOf(mapping);
    if (!schema) throw new CliError('strategic merge patch is not supported locally, use --type merge instead');
    const { applyStrategicMergePatch } = await import('../../../formats/strategicmerge/index.ts');
    return applyStrategicMergePatch(object as any, patch, schema) as any;
  } catch (error) {
    throw new CliError(asError(error).message);
  }
}
