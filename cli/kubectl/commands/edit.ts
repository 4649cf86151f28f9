import { equal, type KubeObject } from '../../../core/kubernetes/object.ts';
import { marshal } from '../../../formats/gojson.ts';
import { readDocuments } from '../../../formats/goyaml/index.ts';
import { differenceOf } from '../change.ts';
import { build, infoPath, type Info } from '../client/builder.ts';
import { fileFlags, fileOptions, hasFiles } from '../client/files.ts';
import { qualifiedResource } from '../client/mapper.ts';
import { openEditor, temporaryFolder } from '../edit/editor.ts';
import { hasContent, header, objectsText, withoutComments, type Reason } from '../edit/file.ts';
import { CliError, ExitError, isNotFound, StatusError, UsageError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { fieldManagerFlag, RECORD_FLAG, SAVE_CONFIG_FLAG, VALIDATE_FLAG, withChangeCause, writeQuery } from '../mutate.ts';
import { namePrinter, OUTPUT_FLAGS } from '../print/output.ts';

export default {
  usage: '(RESOURCE/NAME | -f FILENAME) [options]',
  about:
    'Opens objects in an editor ($KUBE_EDITOR, $EDITOR or vi), and sends what was changed. What the server refuses is opened again, with the reasons.',
  examples: [
    ['A service', 'kubectl edit svc/web'],
    ['With another editor, as JSON', 'KUBE_EDITOR="nano" kubectl edit deploy/web -o json'],
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ...fileFlags('to edit'),
    VALIDATE_FLAG,
    RECORD_FLAG,
    SAVE_CONFIG_FLAG,
    fieldManagerFlag('kubectl-edit'),
    { name: 'output-patch', type: 'bool', usage: 'Prints the patch that was sent.' },
    { name: 'windows-line-endings', type: 'bool', usage: 'Ends lines in the file as Windows does.' },
  ],
  run,
} satisfies Command;

/** What became of the objects of one round. */
interface Round {
  reasons: Reason[];
  /** Refused for a reason that may pass. */
  retryable: number;
  gone: number;
}

async function run(context: CommandContext): Promise<void> {
  const { args, flags } = context;
  const files = fileOptions(flags);
  const output = flags.string('output') || 'yaml';
  if (output !== 'yaml' && output !== 'json') throw new UsageError("The flag 'output' must be one of yaml|json");
  if (!args.length && !hasFiles(files)) throw new UsageError('Must specify the type of object to edit');
  const { infos, error } = await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    enforceNamespace: true,
    files,
    args,
    allowEmptySelector: true,
    continueOnError: true,
    flatten: true,
    latest: true,
  }).infos();
  if (error) throw error;
  if (!infos.length) throw new CliError('edit cancelled, no objects found');
  await editLoop(context, infos, output);
}

async function editLoop(context: CommandContext, infos: Info[], format: 'yaml' | 'json'): Promise<void> {
  const { terminal, flags } = context;
  const { files } = terminal;
  const original = objectsText(
    infos.map(({ object }) => object!),
    format,
  );
  let edited = original;
  let reasons: Reason[] = [];
  for (let round = 0; ; round++) {
    const path = `${temporaryFolder(terminal)}/kubectl-edit-${(context.lab.clock.now() + round) % 1_000_000_000}.${format}`;
    const text = header(reasons) + withoutComments(edited);
    files.write(path, flags.bool('windows-line-endings') ? text.replaceAll('\n', '\r\n') : text);
    await openEditor(context, path);
    const before = edited;
    edited = files.read(path).replaceAll('\r\n', '\n');
    const keepFile = (failure: Error): Error => {
      context.err(`A copy of your changes has been stored to ${JSON.stringify(path)}\n`);
      return failure;
    };
    if (reasons.length && withoutComments(before) === withoutComments(edited))
      throw keepFile(new CliError('Edit cancelled, no valid changes were saved.'));
    if (withoutComments(edited) === withoutComments(original)) return cancel(context, path, 'no changes made');
    if (!hasContent(edited)) return cancel(context, path, 'saved file was empty');
    const objects = readObjects(withoutComments(edited));
    if ('problem' in objects) {
      reasons = [{ head: `The edited file had a syntax error: ${objects.problem}`, other: [] }];
      continue;
    }
    const invalid = flags.bool('validate') ? await schemaProblem(objects) : undefined;
    if (invalid) {
      reasons = [
        {
          head: `${qualifiedResource(infos[0]!.mapping)} "" was not valid`,
          other: [`<nil>: Invalid value: "The edited file failed validation": ${invalid}`],
        },
      ];
      context.err(`error: ${qualifiedResource(infos[0]!.mapping)} "" is invalid\n`);
      continue;
    }
    let result: Round;
    try {
      result = await sendAll(context, infos, objects);
    } catch (failure) {
      throw keepFile(failure as Error);
    }
    if (result.retryable) {
      context.err(`You can run \`kubectl replace -f ${path}\` to try this update again.\n`);
      throw new ExitError();
    }
    if (result.gone) {
      context.err(`The edits you made on deleted resources have been saved to ${JSON.stringify(path)}\n`);
      throw new ExitError();
    }
    files.remove(path);
    if (!result.reasons.length) return;
    reasons = result.reasons;
  }
}

function cancel(context: CommandContext, path: string, why: string): void {
  context.terminal.files.remove(path);
  context.err(`Edit cancelled, ${why}.\n`);
}

function readObjects(text: string): KubeObject[] | { problem: string } {
  const objects: KubeObject[] = [];
  for (const document of readDocuments(text)) {
    if (document.error !== undefined) return { problem: document.error };
    const value = document.value as unknown as KubeObject | null;
    if (typeof value !== 'object' || value === null || Array.isArray(value) || typeof value.kind !== 'string')
      return { problem: `Object 'Kind' is missing in '${document.raw}'` };
    objects.push(...(value.kind === 'List' && Array.isArray(value.items) ? (value.items as KubeObject[]) : [value]));
  }
  return objects;
}

async function schemaProblem(objects: readonly KubeObject[]): Promise<string | undefined> {
  const { validationError } = await import('../client/validate.ts');
  for (const object of objects) {
    const problem = validationError(object as any);
    if (problem) return problem;
  }
  return undefined;
}

const isSame = (a: KubeObject, b: KubeObject): boolean =>
  a.apiVersion === b.apiVersion && a.kind === b.kind && a.metadata?.name === b.metadata?.name;

async function sendAll(context: CommandContext, infos: readonly Info[], objects: readonly KubeObject[]): Promise<Round> {
  const round: Round = { reasons: [], retryable: 0, gone: 0 };
  for (const [i, object] of objects.entries()) {
    const info = infos.find((one) => isSame(one.object!, object)) ?? infos[i];
    if (!info || !isSame(info.object!, object)) throw new CliError('At least one of apiVersion, kind and name was changed');
    if ((object.metadata.namespace ?? '') !== info.namespace) {
      throw new CliError(
        `the namespace from the provided object ${JSON.stringify(object.metadata.namespace ?? '')} does not match the namespace ${JSON.stringify(info.namespace)}. You must pass '--namespace=${object.metadata.namespace ?? ''}' to perform this operation.`,
      );
    }
    try {
      context.out(await namePrinter(await sendOne(context, info, object))(info.object!));
    } catch (error) {
      note(context, info, error, round);
    }
  }
  return round;
}

/** What became of it: `edited`, or `skipped` where nothing was changed. */
async function sendOne(context: CommandContext, info: Info, object: KubeObject): Promise<string> {
  const { flags } = context;
  let modified = flags.bool('record') ? withChangeCause(object, context) : object;
  if (flags.bool('save-config')) modified = (await import('./apply/last-applied.ts')).withLastApplied(modified);
  if (equal(modified, info.object)) return 'skipped';
  const { type, patch } = differenceOf(info, info.object!, modified);
  const body = marshal(patch as any);
  if (flags.bool('output-patch')) context.out(`Patch: ${body}\n`);
  await context
    .client()
    .object('PATCH', infoPath(info), { query: writeQuery('none', flags.string('field-manager')), contentType: type, body });
  return 'edited';
}

function note(context: CommandContext, { mapping, name }: Info, error: unknown, round: Round): void {
  if (!(error instanceof StatusError)) throw error;
  const what = `${qualifiedResource(mapping)} ${JSON.stringify(name)}`;
  const { message } = error;
  if (error.reason === 'Invalid') {
    round.reasons.push({
      head: `${what} was not valid`,
      other: (error.status.details?.causes ?? []).map(({ field = '', message = '' }) => `${field}: ${message}`),
    });
    context.err(`error: ${what} is invalid\n`);
  } else if (isNotFound(error)) {
    round.gone++;
    context.err(`error: ${what} could not be found on the server\n`);
  } else {
    round.retryable++;
    context.err(`error: ${what} could not be patched: ${message}\n`);
  }
}
