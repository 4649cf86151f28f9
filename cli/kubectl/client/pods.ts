/** Pods by what a person calls them: `web`, `pod/web`, or `deploy/web` for one of its pods. */
import { formatLabelSelector } from '../../../core/kubernetes/resources/validation/labels.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { CliError } from '../frame/errors.ts';
import type { CommandContext } from '../frame/types.ts';
import { build } from './builder.ts';

/** The object that a word names; a word without a type names a pod. */
export async function objectNamed(context: CommandContext, words: readonly string[]): Promise<KubeObject> {
  const args = words.length === 1 && !words[0]!.includes('/') ? ['pods', words[0]!] : words;
  const { infos, error } = await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    args,
    flatten: true,
  }).infos();
  if (error) throw error;
  return infos[0]!.object!;
}

/** The pods of an object: itself, or those that it selects. */
export async function podsOf(context: CommandContext, object: KubeObject): Promise<KubeObject[]> {
  if (object.kind === 'Pod') return [object];
  const selector = selectorOf(object);
  if (!selector)
    throw new CliError(
      `cannot get the logs from ${object.apiVersion.includes('/') ? object.apiVersion : `/${object.apiVersion}`}, Kind=${object.kind}`,
    );
  return podsSelected(context, object.metadata.namespace!, selector);
}

export async function podsSelected(context: CommandContext, namespace: string, labelSelector: string): Promise<KubeObject[]> {
  const list = await context.client().object('GET', `/api/v1/namespaces/${namespace}/pods`, { query: { labelSelector } });
  return list.items as KubeObject[];
}

function selectorOf({ kind, spec }: KubeObject): string | undefined {
  if (kind === 'Service' || kind === 'ReplicationController') return spec.selector && formatLabelSelector({ matchLabels: spec.selector });
  return spec?.selector && formatLabelSelector(spec.selector);
}

/** One pod of an object, ready ones first. Says which where there are more. */
export async function attachablePod(context: CommandContext, object: KubeObject): Promise<KubeObject> {
  const pods = (await podsOf(context, object)).sort(byReadiness);
  if (!pods.length) throw new CliError(`timed out waiting for the condition`);
  return pods[0]!;
}

const isReady = ({ status }: KubeObject): boolean =>
  status?.conditions?.some((c: { type: string; status: string }) => c.type === 'Ready' && c.status === 'True') ?? false;
const byReadiness = (a: KubeObject, b: KubeObject): number =>
  Number(isReady(b)) - Number(isReady(a)) || (a.metadata.creationTimestamp! < b.metadata.creationTimestamp! ? -1 : 1);
