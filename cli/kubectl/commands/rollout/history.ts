/** The revisions of workloads: what history, undo and status look at. After k8s.io/kubectl/pkg/polymorphichelpers. */
import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { alignTabs, DESCRIBE_TABS } from '../../../../formats/tabwriter.ts';
import type { Info } from '../../client/builder.ts';
import { collectionPath } from '../../client/client.ts';
import { qualifiedKind } from '../../client/mapper.ts';
import { podTemplate } from '../../describe/pods.ts';
import { selectorText, writer } from '../../describe/writer.ts';
import { selected } from '../../change.ts';
import { CliError, throwAll } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { CHANGE_CAUSE } from '../../mutate.ts';
import { fileFlags } from '../../client/files.ts';

export default {
  usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  about: 'Shows the revisions of a workload.',
  examples: [
    ['All revisions', 'kubectl rollout history deployment/web'],
    ['One of them', 'kubectl rollout history deployment/web --revision=2'],
  ],
  flags: [...fileFlags('to look at'), { name: 'revision', type: 'int', usage: 'One revision, with its pod template.' }],
  run,
} satisfies Command;

const REVISION = 'deployment.kubernetes.io/revision';

/** One revision of a workload. */
export interface Revision {
  number: number;
  cause?: string;
  /** The pod template then. */
  template: any;
}

async function run(context: CommandContext): Promise<void> {
  if (!context.args.length && !context.flags.list('filename').length) throw new CliError('required resource not specified');
  const wanted = context.flags.number('revision');
  if (wanted < 0) throw new CliError(`revision must be a positive integer: ${wanted}`);
  const { infos, error } = await selected(context, context.args, { allowEmptySelector: true }).infos();
  for (const info of infos) {
    const revisions = await revisionsOf(context, info);
    const name = `${qualifiedKind(info.mapping)}/${info.name}`;
    if (wanted) context.out(`${name} with revision #${wanted}\n${oneRevision(revisions, wanted)}\n`);
    else context.out(`${name} \n${table(revisions)}\n`);
  }
  throwAll(error ? [error] : []);
}

function table(revisions: Revision[]): string {
  if (!revisions.length) return 'No rollout history found.';
  const rows = revisions.map((r) => `${r.number}\t${r.cause || '<none>'}\n`);
  return alignTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, DESCRIBE_TABS);
}

function oneRevision(revisions: Revision[], wanted: number): string {
  const found = revisions.find((r) => r.number === wanted);
  if (!found) throw new CliError('unable to find the specified revision');
  const w = writer();
  podTemplate(w, withCause(found));
  return w.unaligned();
}

/** The template with what is known of the change among its annotations. */
const withCause = ({ template, cause }: Revision) =>
  cause
    ? { ...template, metadata: { ...template.metadata, annotations: { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause } } }
    : template;

/** Ascending by number. */
export async function revisionsOf(context: CommandContext, info: Info): Promise<Revision[]> {
  const object = info.object!;
  const read = READ[info.mapping.resource];
  if (!read) throw new CliError(`no history viewer has been implemented for ${JSON.stringify(info.mapping.kind)}`);
  return (await read(context, object)).sort((a, b) => a.number - b.number);
}

const READ: Record<string, (context: CommandContext, object: KubeObject) => Promise<Revision[]>> = {
  deployments: async (context, object) => {
    const sets = await owned(context, object, 'replicasets.apps');
    return sets
      .filter((rs) => rs.metadata.annotations?.[REVISION])
      .map((rs) => ({
        number: Number(rs.metadata.annotations![REVISION]),
        cause: rs.metadata.annotations![CHANGE_CAUSE],
        template: rs.spec.template,
      }));
  },
  daemonsets: controllerRevisions,
  statefulsets: controllerRevisions,
};

async function controllerRevisions(context: CommandContext, object: KubeObject): Promise<Revision[]> {
  const revisions = await owned(context, object, 'controllerrevisions.apps');
  return revisions.map((r) => ({ number: r.revision, cause: r.metadata.annotations?.[CHANGE_CAUSE], template: r.data?.spec?.template }));
}

/** The objects of a resource that belong to a workload. */
export async function owned(context: CommandContext, owner: KubeObject, resource: string): Promise<KubeObject[]> {
  const client = context.client();
  const mapping = await client.mapper.resourceFor(resource);
  const list = await client.object('GET', collectionPath(mapping, owner.metadata.namespace!), {
    query: { labelSelector: selectorText(owner.spec.selector) },
  });
  return (list.items as KubeObject[]).filter((item) =>
    item.metadata.ownerReferences?.some((o) => o.controller && o.uid === owner.metadata.uid),
  );
}
