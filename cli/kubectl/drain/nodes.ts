/** Nodes and whether they take pods: what cordon, uncordon and drain share. After k8s.io/kubectl/pkg/cmd/drain. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { build, infoPath, type Info } from '../client/builder.ts';
import { PATCH_TYPES } from '../client/client.ts';
import { qualifiedKind } from '../client/mapper.ts';
import { UsageError } from '../frame/errors.ts';
import type { CommandContext, FlagSpec } from '../frame/types.ts';
import { DRY_RUN_FLAG, dryRunOf, outcome, SELECTOR_FLAG, writeQuery, type DryRun } from '../mutate.ts';

export const NODE_FLAGS: readonly FlagSpec[] = [SELECTOR_FLAG, DRY_RUN_FLAG];

/** The nodes that are meant. `use` is the command's own line, for the message. */
export async function nodesOf(context: CommandContext, use: string): Promise<Info[]> {
  const { args, flags } = context;
  const selector = flags.string('selector');
  if (!args.length && !flags.changed('selector')) throw new UsageError(`USAGE: ${use} [flags]`);
  if (args.length && selector) throw new UsageError('cannot specify both a node name and a --selector option');
  const nodes: Info[] = [];
  await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    args: args.length ? args.map((arg) => (arg.includes('/') ? arg : `nodes/${arg}`)) : ['nodes'],
    labelSelector: selector,
    allowEmptySelector: true,
    flatten: true,
  }).visit(async (info) => void nodes.push(info));
  return nodes;
}

/** `node/x cordoned`. */
export const nodeLine = ({ mapping, name }: Info, operation: string, dryRun: DryRun): string =>
  `${qualifiedKind(mapping)}/${name} ${outcome(operation, dryRun)}\n`;

/** Marks nodes as unschedulable, or no longer, and says which were so already. */
export async function cordon(context: CommandContext, nodes: readonly Info[], unschedulable: boolean): Promise<void> {
  const dryRun = dryRunOf(context);
  const word = unschedulable ? 'cordoned' : 'uncordoned';
  for (const info of nodes) {
    const tell = (operation: string) => context.out(nodeLine(info, operation, dryRun));
    if (info.mapping.kind !== 'Node') {
      tell('skipped');
      continue;
    }
    if (Boolean(info.object!.spec.unschedulable) === unschedulable) {
      tell(`already ${word}`);
      continue;
    }
    try {
      if (dryRun !== 'client') await patchNode(context, info, { spec: { unschedulable: unschedulable || null } });
      tell(word);
    } catch (error) {
      context.err(
        `error: unable to ${unschedulable ? 'cordon' : 'uncordon'} node ${JSON.stringify(info.name)}: ${(error as Error).message}\n`,
      );
    }
  }
}

/** Sends a strategic merge patch of a node. */
export function patchNode(context: CommandContext, info: Info, patch: object): Promise<KubeObject> {
  return context.client().object('PATCH', infoPath(info), {
    query: writeQuery(dryRunOf(context)),
    contentType: PATCH_TYPES.strategic,
    body: JSON.stringify(patch),
  });
}
