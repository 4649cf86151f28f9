import { equal } from '../../core/kubernetes/object.ts';
import { OWNER_ONLY } from '../shared/terminal.ts';
import { AzError, messages } from './errors.ts';
import { readIfThere } from './folder.ts';
import { dumpYaml } from './output/yaml.ts';
import { NoTty, yesOrNo } from './prompt.ts';
import type { Context } from './types.ts';

/** What of a kubeconfig az looks at. */
interface Kubeconfig {
  clusters?: Named[] | null;
  users?: Named[] | null;
  contexts?: (Named & { context: { cluster: string; user: string } })[] | null;
  'current-context'?: string;
  [more: string]: unknown;
}
interface Named {
  name: string;
  [more: string]: unknown;
}

/** Merges the service's kubeconfig into a file, as az's `merge_kubernetes_configurations` does. */
export async function mergeInto(
  context: Context,
  path: string,
  text: string,
  options: { context?: string; overwrite?: boolean },
): Promise<void> {
  const { terminal, log } = context;
  const { parse } = await import('yaml');
  const addition = parse(text) as Kubeconfig;
  const name = nameContext(addition, options.context);
  const existing = load(context, path, parse);
  const merged = existing ? await merge(context, existing, addition, options.overwrite ?? false) : addition;
  const folder = /^(.*)\/[^/]*$/.exec(path)?.[1];
  if (folder && !terminal.files.stat(folder)) terminal.files.makeFolder(folder);
  const mode = terminal.files.stat(path)?.mode?.toString(8);
  if (mode !== undefined && !mode.endsWith('600')) log.warning(messages.kubeconfig.permissions(path, mode));
  terminal.files.write(path, dumpYaml(merged, { sortKeys: true }), OWNER_ONLY.file);
  log.warning(messages.kubeconfig.merged(name, path));
}

/** Names cluster and context as asked, and the context of an administrator `-admin`; gives the context's name. */
function nameContext(config: Kubeconfig, asked: string | undefined): string {
  const [context] = config.contexts!;
  if (asked !== undefined) {
    config.clusters![0]!.name = asked;
    context!.name = asked;
    context!.context.cluster = asked;
  }
  if (context!.context.user.startsWith('clusterAdmin')) context!.name = `${context!.name}-admin`;
  config['current-context'] = context!.name;
  return context!.name;
}

function load({ terminal }: Context, path: string, parse: (text: string) => unknown): Kubeconfig | undefined {
  const text = readIfThere(terminal.files, path);
  if (text === undefined || text.trim() === '') return undefined;
  try {
    const parsed = parse(text);
    if (typeof parsed !== 'object' || parsed === null) throw new Error('it holds no mapping');
    return parsed as Kubeconfig;
  } catch (error) {
    throw new AzError(messages.kubeconfig.parse(path, (error as Error).message));
  }
}

async function merge(context: Context, existing: Kubeconfig, addition: Kubeconfig, overwrite: boolean): Promise<Kubeconfig> {
  for (const key of ['clusters', 'users', 'contexts'] as const) {
    if (!(key in existing)) throw new AzError(messages.kubeconfig.missingKey(key));
    let entries: Named[] = existing[key] ?? [];
    for (const entry of addition[key] ?? []) {
      const same = entries.find((one) => one.name === entry.name);
      if (same && !equal(same, entry) && !overwrite) await askToReplace(context, entry.name, key);
      entries = [...entries.filter((one) => one !== same), entry];
    }
    existing[key] = entries as never;
  }
  existing['current-context'] = addition['current-context']!;
  return existing;
}

async function askToReplace({ terminal }: Context, name: string, where: string): Promise<void> {
  try {
    if (await yesOrNo(terminal, messages.kubeconfig.ask(name))) return;
  } catch (error) {
    if (!(error instanceof NoTty)) throw error;
  }
  throw new AzError(messages.kubeconfig.conflict(name, where));
}
