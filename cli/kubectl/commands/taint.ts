import { build } from '../client/builder.ts';
import { patchNode } from '../drain/nodes.ts';
import { changeTaints, parseTaints, refuseContradictions } from '../drain/taints.ts';
import { CliError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { allFlag, DRY_RUN_FLAG, dryRunOf, fieldManagerFlag, SELECTOR_FLAG, teller, VALIDATE_FLAG } from '../mutate.ts';
import { OUTPUT_FLAGS } from '../print/output.ts';

export default {
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]',
  about: 'Marks nodes so that only pods which tolerate the mark come there. A key with a hyphen after it takes the mark away.',
  examples: [
    ['Only pods that tolerate it are scheduled', 'kubectl taint nodes web dedicated=special-user:NoSchedule'],
    ['Take that away again', 'kubectl taint nodes web dedicated:NoSchedule-'],
  ],
  flags: [
    ...OUTPUT_FLAGS,
    VALIDATE_FLAG,
    SELECTOR_FLAG,
    DRY_RUN_FLAG,
    fieldManagerFlag('kubectl-taint'),
    allFlag('All nodes.'),
    { name: 'overwrite', type: 'bool', usage: 'Changes marks that are there already.' },
  ],
  run,
} satisfies Command;

const TYPES = ['node', 'nodes'];

async function run(context: CommandContext): Promise<void> {
  const { flags } = context;
  const { resources, words } = divide(context.args);
  if (!resources.length) throw new CliError('one or more resources must be specified as <resource> <name>');
  if (!words.length) throw new CliError('at least one taint update is required');
  const changes = parseTaints(words);
  const [type, ...names] = resources as [string, ...string[]];
  if (!TYPES.includes(type.toLowerCase()))
    throw new CliError(`invalid resource type ${type.toLowerCase()}, only [${TYPES.join(' ')}] are supported`);
  refuseContradictions(changes);
  const selector = flags.string('selector');
  if (flags.bool('all') && selector) throw new CliError("setting 'all' parameter with a non empty selector is prohibited");
  if (!flags.bool('all') && !selector && !names.length)
    throw new CliError("at least one resource name must be specified since 'all' parameter is not set");
  const dryRun = dryRunOf(context);
  const tell = await teller(context, dryRun);
  await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    args: ['nodes', ...(flags.bool('all') || selector ? [] : names)],
    labelSelector: selector,
    allowEmptySelector: true,
    continueOnError: true,
    flatten: true,
  }).visit(async (info) => {
    const { taints, operation } = changeTaints(info.name, info.object!.spec.taints ?? [], changes, flags.bool('overwrite'));
    const modified = { ...info.object!, spec: { ...info.object!.spec, taints } };
    // The list has no merge key, so it is sent whole.
    await tell(
      dryRun === 'client' ? modified : await patchNode(context, info, { spec: { taints: taints.length ? taints : null } }),
      operation,
    );
  });
}

function divide(args: readonly string[]): { resources: string[]; words: string[] } {
  const isTaint = (arg: string) => /[=:]/.test(arg) || arg.endsWith('-');
  const first = args.findIndex(isTaint);
  if (first < 0) return { resources: [...args], words: [] };
  const stray = args.slice(first).find((arg) => !isTaint(arg));
  if (stray !== undefined) throw new CliError(`all resources must be specified before taint changes: ${stray}`);
  return { resources: args.slice(0, first), words: args.slice(first) };
}
