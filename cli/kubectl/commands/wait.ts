import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { infoPath, type Info } from '../client/builder.ts';
import { fileFlags } from '../client/files.ts';
import { qualifiedKind } from '../client/mapper.ts';
import { selected } from '../change.ts';
import { AggregateFailure, asError, CliError, isNotFound, throwAll } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { ALL_NAMESPACES_FLAG, allFlag, FIELD_SELECTOR_FLAG, SELECTOR_FLAG } from '../mutate.ts';
import { OUTPUT_FLAGS } from '../print/output.ts';

export default {
  usage:
    '([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=delete|--for condition=available] [options]',
  about: 'Waits until objects have a condition, or are gone.',
  examples: [
    ['Until a pod is ready', 'kubectl wait --for=condition=Ready pod/web'],
    ['Until it is gone', 'kubectl wait --for=delete pod/web --timeout=60s'],
  ],
  flags: [
    ...fileFlags('to wait for'),
    ...OUTPUT_FLAGS,
    SELECTOR_FLAG,
    FIELD_SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    allFlag(),
    { name: 'for', type: 'string', usage: 'delete, or condition=NAME with an optional =VALUE.' },
    { name: 'timeout', type: 'duration', default: 30_000, usage: 'How long to wait for each; 0 looks once, a negative time waits a week.' },
  ],
  run,
} satisfies Command;

const WEEK = 7 * 24 * 3_600_000;

async function run(context: CommandContext): Promise<void> {
  const { flags } = context;
  const met = conditionFor(flags.string('for'));
  const { infos, error } = await selected(context, context.args, {
    fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
  }).infos();
  const isForDelete = flags.string('for').toLowerCase() === 'delete';
  // What is gone already is no error when that is being waited for.
  const errors = (error instanceof AggregateFailure ? [...error.errors] : error ? [error] : []).filter(
    (one) => !(isForDelete && isNotFound(one)),
  );
  if (!infos.length && !errors.length) throw new CliError('no matching resources found');
  for (const info of infos) {
    try {
      await waitFor(context, info, met);
      context.out(`${qualifiedKind(info.mapping)}/${info.name} condition met\n`);
    } catch (problem) {
      errors.push(asError(problem));
    }
  }
  throwAll(errors);
}

/** Whether an object (undefined: gone) is as it should be. */
type Met = (object: KubeObject | undefined, uid: string | undefined) => boolean;

function conditionFor(text: string): Met {
  if (text.toLowerCase() === 'delete') return (object, uid) => !object || object.metadata.uid !== uid;
  if (!text.startsWith('condition=')) throw new CliError(`unrecognized condition: ${JSON.stringify(text)}`);
  const [name, value = 'true'] = text.slice('condition='.length).split('=');
  return (object) =>
    object?.status?.conditions?.some(
      (c: any) => c.type.toLowerCase() === name!.toLowerCase() && String(c.status).toLowerCase() === value.toLowerCase(),
    ) ?? false;
}

async function waitFor(context: CommandContext, info: Info, met: Met): Promise<void> {
  const { lab, terminal, flags } = context;
  const timeout = flags.number('timeout') < 0 ? WEEK : flags.number('timeout');
  const until = lab.clock.now() + timeout;
  for (;;) {
    if (met(await find(context, info), info.object?.metadata.uid)) return;
    if (lab.clock.now() >= until) throw new CliError(`timed out waiting for the condition on ${info.mapping.resource}/${info.name}`);
    await lab.change({ until, signal: terminal.signal });
  }
}

async function find(context: CommandContext, info: Info): Promise<KubeObject | undefined> {
  try {
    return await context.client().object('GET', infoPath(info));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
