import { marshal } from '../../../../formats/gojson.ts';
import { infoPath, type Info } from '../../client/builder.ts';
import { PATCH_TYPES } from '../../client/client.ts';
import { fileFlags } from '../../client/files.ts';
import { selected } from '../../change.ts';
import { CliError, throwAll, asError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { DRY_RUN_FLAG, dryRunOf, teller, writeQuery, type DryRun } from '../../mutate.ts';
import { OUTPUT_FLAGS } from '../../print/output.ts';
import { revisionsOf } from './history.ts';

export default {
  usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  about: 'Goes back to an earlier revision of a workload: the one before, or the one that is named.',
  examples: [
    ['The revision before', 'kubectl rollout undo deployment/web'],
    ['A certain one', 'kubectl rollout undo deployment/web --to-revision=2'],
  ],
  flags: [
    ...fileFlags('to undo'),
    ...OUTPUT_FLAGS,
    DRY_RUN_FLAG,
    { name: 'to-revision', type: 'int', usage: 'The revision to go back to; 0 for the one before.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  if (!context.args.length && !context.flags.list('filename').length) throw new CliError('required resource not specified');
  const dryRun = dryRunOf(context);
  const tell = await teller(context, dryRun);
  const { infos, error } = await selected(context, context.args, { allowEmptySelector: true }).infos();
  const errors = error ? [error] : [];
  for (const info of infos) {
    try {
      await tell(info.object!, await undo(context, info, dryRun));
    } catch (problem) {
      errors.push(asError(problem));
    }
  }
  throwAll(errors);
}

/** @returns what became of it, for the message. */
async function undo(context: CommandContext, info: Info, dryRun: DryRun): Promise<string> {
  if (info.object!.spec?.paused)
    throw new CliError(
      `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/${info.name}' and try again`,
    );
  const revisions = await revisionsOf(context, info);
  const wanted = context.flags.number('to-revision');
  if (wanted < 0) throw new CliError(`revision number cannot be negative: ${wanted}`);
  const target = wanted ? revisions.find((r) => r.number === wanted) : revisions.at(-2);
  if (!target)
    throw new CliError(
      wanted
        ? `unable to find specified revision ${wanted} in history`
        : info.mapping.kind === 'Deployment'
          ? `no rollout history found for deployment "${info.name}"`
          : 'no last revision to roll back to',
    );
  const template = withoutHash(target.template);
  if (JSON.stringify(sorted(template)) === JSON.stringify(sorted(info.object!.spec.template)))
    return `skipped rollback (current template already matches revision ${target.number})`;
  if (dryRun !== 'client') {
    const patch = [{ op: 'replace', path: '/spec/template', value: template }];
    await context
      .client()
      .request('PATCH', infoPath(info), { body: marshal(patch as any), contentType: PATCH_TYPES.json, query: writeQuery(dryRun) });
  }
  return 'rolled back';
}

function withoutHash(template: any): any {
  const { 'pod-template-hash': _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

function sorted(value: any): any {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter((k) => value[k] !== null)
      .map((k) => [k, sorted(value[k])]),
  );
}
