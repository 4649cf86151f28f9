/** From arguments and files to objects: after k8s.io/cli-runtime/pkg/resource.Builder. */
import type { KubeObject } from '../../core/kubernetes/object.ts';
import type { Context } from './context.ts';
import type { Flag, Flags } from './cobra/types.ts';
import { groupVersionOf, pathOf, type Resource } from './client/mapper.ts';
import { KubectlError, NoMatchError } from './errors.ts';
import { readManifests, type Manifest } from './manifests.ts';

/** One object that a command is about. */
export interface Info {
  resource: Resource;
  namespace: string;
  name: string;
  /** File, address or `STDIN`; empty for objects named by arguments. */
  source: string;
  /** What the file says, or what the server has. */
  object: KubeObject;
}

export const FILE_FLAGS: readonly Flag[] = [
  { name: 'filename', short: 'f', type: 'list', usage: 'File, folder or - for standard input; may be repeated.' },
  { name: 'kustomize', short: 'k', type: 'string', usage: 'Folder with a kustomization.yaml.' },
  { name: 'recursive', short: 'R', type: 'bool', usage: 'Look into the folders of a folder, too.' },
];

export const SELECTOR_FLAG: Flag = { name: 'selector', short: 'l', type: 'string', usage: "Label selector, such as app=web,tier!=back." };
export const FIELD_SELECTOR_FLAG: Flag = { name: 'field-selector', type: 'string', usage: 'Field selector, such as status.phase=Running.' };
export const ALL_NAMESPACES_FLAG: Flag = { name: 'all-namespaces', short: 'A', type: 'bool', usage: 'All namespaces.' };

/** The objects that -f, -k and standard input hold, with their resources; what cannot be read or is not served is thrown or collected. */
export async function manifestInfos(context: Context, flags: Flags, options: { validate?: boolean; collect?: Error[]; local?: boolean } = {}): Promise<Info[]> {
  const infos: Info[] = [];
  for await (const manifest of readManifests(context, flags)) {
    try {
      if (options.validate) await validate(manifest);
      infos.push(await infoOf(context, manifest));
    } catch (error) {
      if (!options.collect || !(error instanceof KubectlError)) throw error;
      options.collect.push(error);
    }
  }
  return infos;
}

async function validate(manifest: Manifest): Promise<void> {
  const { validationProblem } = await import('./validate.ts');
  const problem = validationProblem(manifest.object);
  if (problem) throw new KubectlError(`error validating "${manifest.source}": error validating data: ${problem}; if you choose to ignore these errors, turn validation off with --validate=false`);
}

export async function infoOf(context: Context, { object, source }: Manifest): Promise<Info> {
  const { apiVersion = '', kind = '' } = object;
  if (!kind) throw new KubectlError(`unable to decode "${source}": Object 'Kind' is missing in '${JSON.stringify(object)}'`);
  const resource = apiVersion ? await context.mapper.kind(apiVersion, kind) : undefined;
  if (!resource) throw new NoMatchError(`unable to recognize "${source}": no matches for kind "${kind}" in version "${apiVersion}"`);
  const asked = context.client.connection;
  const own = object.metadata?.namespace;
  if (resource.namespaced && own && asked.namespaceGiven && context.globals.changed('namespace') && own !== asked.namespace) {
    throw new KubectlError(`the namespace from the provided object "${own}" does not match the namespace "${asked.namespace}". You must pass '--namespace=${own}' to perform this operation.`);
  }
  const namespace = resource.namespaced ? own || asked.namespace : '';
  if (resource.namespaced && !own) object.metadata = { ...object.metadata, namespace };
  return { resource, namespace, name: object.metadata?.name ?? '', source, object };
}

/** What the arguments of get, delete, label and their like name. */
export interface Selection {
  /** Objects named one by one, or whole resources, in the order of the arguments. */
  targets: { resource: Resource; name?: string }[];
  /** Whether names were given. */
  named: boolean;
  /** Whether several resources were asked for, so that names carry their kind. */
  several: boolean;
}

const SLASH = /^[^/]*\/[^/]*$/;

/** Reads `TYPE NAME...`, `TYPE/NAME ...`, `TYPE,TYPE [NAME...]`. */
export async function readArguments(context: Context, args: readonly string[]): Promise<Selection> {
  if (args.some((a) => a.includes('/'))) return readSlashed(context, args);
  const [types = '', ...names] = args;
  const resources: Resource[] = [];
  const words = types.split(',').map((w) => w.trim());
  if (words.includes('')) throw new KubectlError('arguments in resource/name form may not have more than one slash');
  for (const word of words) {
    const category = await categoryOf(context, word);
    resources.push(...(category ?? [await context.mapper.resource(word)]));
  }
  const targets = names.length ? resources.flatMap((resource) => names.map((name) => ({ resource, name }))) : resources.map((resource) => ({ resource }));
  return { targets, named: names.length > 0, several: resources.length > 1 };
}

async function readSlashed(context: Context, args: readonly string[]): Promise<Selection> {
  const plain = args.find((a) => !a.includes('/'));
  if (plain !== undefined) throw new KubectlError("there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'");
  const targets: Selection['targets'] = [];
  for (const arg of args) {
    if (!SLASH.test(arg)) throw new KubectlError('arguments in resource/name form may not have more than one slash');
    const [type, name] = arg.split('/');
    if (!type || !name || type.includes(',')) throw new KubectlError('arguments in resource/name form must have a single resource and name');
    targets.push({ resource: await context.mapper.resource(type), name });
  }
  const kinds = new Set(targets.map((t) => t.resource));
  return { targets, named: true, several: kinds.size > 1 };
}

/** `all`, and what else discovery calls a category. */
async function categoryOf(context: Context, word: string): Promise<Resource[] | undefined> {
  if (word !== 'all' && word !== 'api-extensions') return undefined;
  const found = await context.mapper.category(word);
  return found.length ? found : undefined;
}

/** Fetches what was selected, one object at a time or list by list; errors of single objects are collected. */
export async function fetchInfos(context: Context, selection: Selection, options: { selector?: string; fieldSelector?: string; allNamespaces?: boolean; errors: Error[]; ignoreNotFound?: boolean }): Promise<Info[]> {
  const infos: Info[] = [];
  const namespace = options.allNamespaces ? undefined : context.client.connection.namespace;
  for (const { resource, name } of selection.targets) {
    try {
      if (name !== undefined) {
        const object = await context.client.get(pathOf(resource, namespace ?? context.client.connection.namespace, name));
        infos.push(infoFrom(resource, object));
      } else {
        const list = await context.client.get(`${pathOf(resource, namespace)}${listQuery(options)}`);
        infos.push(...(list.items as KubeObject[]).map((item) => infoFrom(resource, { ...item, apiVersion: groupVersionOf(resource), kind: resource.kind })));
      }
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
      if (options.ignoreNotFound && (error as any).status?.reason === 'NotFound') continue;
      options.errors.push(error);
    }
  }
  return infos;
}

export const infoFrom = (resource: Resource, object: KubeObject): Info => ({ resource, namespace: object.metadata.namespace ?? '', name: object.metadata.name ?? '', source: '', object });

export function listQuery({ selector, fieldSelector, limit }: { selector?: string; fieldSelector?: string; limit?: number }): string {
  const query = new URLSearchParams();
  if (fieldSelector) query.set('fieldSelector', fieldSelector);
  if (selector) query.set('labelSelector', selector);
  if (limit) query.set('limit', String(limit));
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** `pod/x`, `deployment.apps/web`: what -o name prints and messages call an object. */
export const nameOf = (info: Info): string => `${info.resource.group ? `${info.resource.singularName}.${info.resource.group}` : info.resource.singularName}/${info.name}`;
