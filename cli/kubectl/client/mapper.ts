/** From what a person calls a resource to what the server calls it: a RESTMapper over the server's own discovery. */
import { NoMatchError } from '../errors.ts';
import type { Client } from './client.ts';

/** A served resource, as discovery lists it. */
export interface Resource {
  group: string;
  version: string;
  /** Plural. */
  name: string;
  singularName: string;
  kind: string;
  namespaced: boolean;
  shortNames: string[];
  categories: string[];
  verbs: string[];
}

export interface Mapper {
  /** The resource that a word names: plural, singular, short name or kind, with version and group behind dots. Throws kubectl's error. */
  resource(word: string): Promise<Resource>;
  /** The resource of a kind, or undefined. */
  kind(apiVersion: string, kind: string): Promise<Resource | undefined>;
  /** Resources of a category (`all`), or none. */
  category(word: string): Promise<Resource[]>;
  /** Everything served, preferred versions first. Group versions in which discovery failed are left out. */
  all(): Promise<Resource[]>;
  groupVersions(): Promise<string[]>;
}

export function createMapper(client: Client): Mapper {
  const lists = new Map<string, Promise<Resource[]>>();
  let versions: Promise<{ preferred: string[]; all: string[] }> | undefined;

  const rootOf = (groupVersion: string) => (groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`);

  function resourcesOf(groupVersion: string): Promise<Resource[]> {
    let list = lists.get(groupVersion);
    if (!list) lists.set(groupVersion, (list = load(groupVersion)));
    return list;
  }

  async function load(groupVersion: string): Promise<Resource[]> {
    const response = await client.ask({ method: 'GET', path: rootOf(groupVersion) });
    if (response.code !== 200) return [];
    const [group, version] = groupVersion.includes('/') ? groupVersion.split('/') : ['', groupVersion];
    const { resources } = response.body as unknown as { resources: any[] };
    return resources.filter((r) => !r.name.includes('/')).map((r) => ({ group: group!, version: version!, name: r.name, singularName: r.singularName || r.kind.toLowerCase(), kind: r.kind, namespaced: r.namespaced, shortNames: r.shortNames ?? [], categories: r.categories ?? [], verbs: r.verbs }));
  }

  function groups() {
    return (versions ??= (async () => {
      const { groups: list } = (await client.get('/apis')) as unknown as { groups: any[] };
      return {
        preferred: ['v1', ...list.map((g) => g.preferredVersion.groupVersion as string)],
        all: ['v1', ...list.flatMap((g) => g.versions.map((v: any) => v.groupVersion as string))],
      };
    })());
  }

  /** Looks through the group versions in the server's order and stops at the first that knows. */
  async function first(matches: (r: Resource) => boolean, wanted?: (groupVersion: string) => boolean): Promise<Resource | undefined> {
    const core = (await resourcesOf('v1')).find((r) => matches(r));
    if (core && (!wanted || wanted('v1'))) return core;
    const { preferred, all } = await groups();
    for (const list of [preferred, all]) {
      for (const groupVersion of list) {
        if (wanted && !wanted(groupVersion)) continue;
        const found = (await resourcesOf(groupVersion)).find(matches);
        if (found) return found;
      }
    }
    return undefined;
  }

  return {
    async resource(word) {
      const [name = '', ...rest] = word.toLowerCase().split('.');
      const matches = (r: Resource) => r.name === name || r.singularName === name || r.shortNames.includes(name) || r.kind.toLowerCase() === name;
      if (!rest.length) {
        const found = await first(matches);
        if (found) return found;
        throw new NoMatchError(`the server doesn't have a resource type "${word.split('.')[0]}"`);
      }
      // `deployments.v1.apps` names a version, `deployments.apps` a group (or the beginning of one).
      const [version, ...group] = rest;
      const exact = await first(matches, (gv) => gv === (group.length ? `${group.join('.')}/${version}` : version));
      const found = exact ?? (await first(matches, (gv) => gv.includes('/') && gv.split('/')[0]!.startsWith(rest.join('.'))));
      if (found) return found;
      throw new NoMatchError(`the server doesn't have a resource type "${word.split('.')[0]}"`);
    },
    kind: async (apiVersion, kind) => (await resourcesOf(apiVersion)).find((r) => r.kind === kind && r.version === apiVersion.split('/').at(-1)),
    category: async (word) => (await allResources()).filter((r) => r.categories.includes(word)),
    all: allResources,
    groupVersions: async () => (await groups()).all,
  };

  async function allResources(): Promise<Resource[]> {
    const { preferred } = await groups();
    return (await Promise.all(preferred.map(resourcesOf))).flat();
  }
}


/** `deployment.apps`: how messages and `-o name` call an object's resource. */
export const qualified = (resource: { group: string }, name: string): string => (resource.group ? `${name}.${resource.group}` : name);

export const groupVersionOf = (resource: Resource): string => (resource.group ? `${resource.group}/${resource.version}` : resource.version);

/** The path of a collection, or of one object. */
export function pathOf(resource: Resource, namespace: string | undefined, name?: string, subresource?: string): string {
  const root = resource.group ? `/apis/${resource.group}/${resource.version}` : `/api/${resource.version}`;
  const where = resource.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${where}/${resource.name}${name !== undefined ? `/${encodeURIComponent(name)}` : ''}${subresource ? `/${subresource}` : ''}`;
}

