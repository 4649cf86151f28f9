/** Config maps and secrets that a kustomization makes of literals and files. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import type { Files } from '../../shared/terminal.ts';
import { CliError } from '../frame/errors.ts';
import { absolute, type Resource } from './build.ts';
import { readFile, type GeneratorArgs, type Kustomization } from './file.ts';

/** Adds them to the resources, or changes those that a base has made. */
export function generate(kustomization: Kustomization, folder: string, files: Files, resources: Resource[]): void {
  const { configMapGenerator = [], secretGenerator = [], generatorOptions = {} } = kustomization;
  const { labels, annotations, disableNameSuffixHash = false } = generatorOptions;
  const make = (kind: 'ConfigMap' | 'Secret', args: GeneratorArgs & { type?: string }) => {
    if (!args?.name) throw new CliError(`${folder}: a generator needs a name`);
    const texts = entriesOf(args, folder, files);
    const data = kind === 'Secret' ? Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, base64(text)])) : texts;
    const object: KubeObject = {
      apiVersion: 'v1',
      kind,
      metadata: {
        name: args.name,
        ...(args.namespace ? { namespace: args.namespace } : {}),
        ...(labels ? { labels } : {}),
        ...(annotations ? { annotations } : {}),
      },
      ...(Object.keys(data).length ? { data } : {}),
      ...(kind === 'Secret' ? { type: args.type ?? 'Opaque' } : {}),
    };
    put({ object, originalName: args.name, hashed: !disableNameSuffixHash }, args.behavior ?? 'create', resources);
  };
  for (const args of configMapGenerator) make('ConfigMap', args);
  for (const args of secretGenerator) make('Secret', args);
}

function put(resource: Resource, behavior: string, resources: Resource[]): void {
  const { kind, metadata } = resource.object;
  const at = resources.findIndex(
    ({ object, originalName }) => object.kind === kind && (originalName === metadata.name || object.metadata.name === metadata.name),
  );
  if (behavior === 'create') {
    if (at >= 0) throw new CliError(`id ${kind} ${metadata.name} already exists; behavior must be merge or replace`);
    resources.push(resource);
    return;
  }
  if (behavior !== 'merge' && behavior !== 'replace')
    throw new CliError(`unknown behavior ${JSON.stringify(behavior)} of generator ${metadata.name}`);
  if (at < 0) throw new CliError(`id ${kind} ${metadata.name} does not exist; cannot ${behavior}`);
  const before = resources[at]!.object;
  const merged = (key: 'labels' | 'annotations') => {
    const entries = { ...before.metadata[key], ...metadata[key] };
    return Object.keys(entries).length ? { [key]: entries } : {};
  };
  const data = behavior === 'merge' ? { ...before.data, ...resource.object.data } : resource.object.data;
  resources[at] = {
    ...resources[at]!,
    hashed: resource.hashed || resources[at]!.hashed,
    object: { ...before, metadata: { ...before.metadata, ...merged('labels'), ...merged('annotations') }, data },
  };
}

function entriesOf(
  { literals = [], files: sources = [], env, envs = [] }: GeneratorArgs,
  folder: string,
  files: Files,
): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const path of [...(env ? [env] : []), ...envs]) {
    for (const line of readFile(absolute(path, folder), files).split('\n')) {
      if (!line.trim() || line.trimStart().startsWith('#')) continue;
      const [key, ...value] = line.trimStart().split('=') as [string, ...string[]];
      entries[key] = value.join('=');
    }
  }
  for (const source of sources) {
    const [key, path] = source.includes('=')
      ? [source.slice(0, source.indexOf('=')), source.slice(source.indexOf('=') + 1)]
      : [source.split('/').at(-1)!, source];
    entries[key!] = readFile(absolute(path!, folder), files);
  }
  for (const literal of literals) {
    const at = String(literal).indexOf('=');
    if (at < 1) throw new CliError(`invalid literal source ${literal}, expected key=value`);
    entries[literal.slice(0, at)] = literal.slice(at + 1).replace(/^(["'])(.*)\1$/, '$2');
  }
  return entries;
}

function base64(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
