/** From the words for a resource to its place in the API, by discovery: client-go's RESTMapper with short names and categories. */
import { CliError, NoResourceMatch } from '../frame/errors.ts';

/** One resource of one version. */
export interface Mapping {
  group: string;
  version: string;
  /** Plural. */
  resource: string;
  kind: string;
  namespaced: boolean;
}

/** After metav1.APIResource. */
export interface ApiResource {
  name: string;
  singularName: string;
  namespaced: boolean;
  kind: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
}

export interface ApiGroup {
  name: string;
  /** Preferred first. */
  versions: string[];
}

export interface Mapper {
  groups(): Promise<ApiGroup[]>;
  resources(group: string, version: string): Promise<ApiResource[]>;
  /** The resource that a user's word means (`po`, `deployments.apps`, `deploy.v1.apps`); undefined where there is none. */
  find(word: string): Promise<Mapping | undefined>;
  /** As find, but an error where there is none. */
  resourceFor(word: string): Promise<Mapping>;
  /** The resource of a kind. Throws `no matches for kind ...`. */
  forKind(group: string, version: string, kind: string): Promise<Mapping>;
  /** The resources of a category such as `all`, each once; undefined where the word is none. */
  category(word: string): Promise<string[] | undefined>;
}

/**
 * Where to look first, which spares a dozen requests. No group that comes before these serves the words; a group that does not serve them
 * here sends the search through all.
 */
const HOMES = new Map(
  Object.entries({
    apps: 'deployments deployment deploy replicasets replicaset rs daemonsets daemonset ds statefulsets statefulset sts controllerrevisions controllerrevision',
    autoscaling: 'horizontalpodautoscalers horizontalpodautoscaler hpa',
    batch: 'jobs job cronjobs cronjob cj',
    policy: 'podsecuritypolicies podsecuritypolicy psp poddisruptionbudgets poddisruptionbudget pdb',
    'rbac.authorization.k8s.io': 'roles role rolebindings rolebinding clusterroles clusterrole clusterrolebindings clusterrolebinding',
    'storage.k8s.io': 'storageclasses storageclass sc',
    'scheduling.k8s.io': 'priorityclasses priorityclass pc',
    'apiextensions.k8s.io': 'customresourcedefinitions customresourcedefinition crd crds',
  }).flatMap(([group, words]) => words.split(' ').map((word) => [word, group] as const)),
);

/** @param fetch GETs a discovery document */
export function createMapper(fetch: (path: string) => Promise<any>): Mapper {
  let groupList: Promise<ApiGroup[]> | undefined;
  const lists = new Map<string, Promise<ApiResource[]>>();

  const groups = () => (groupList ??= readGroups());

  async function readGroups(): Promise<ApiGroup[]> {
    const { groups: named } = await fetch('/apis');
    return [{ name: '', versions: ['v1'] }, ...named.map(orderedVersions)];
  }

  function resources(group: string, version: string): Promise<ApiResource[]> {
    const path = group ? `/apis/${group}/${version}` : `/api/${version}`;
    let list = lists.get(path);
    if (!list)
      lists.set(path, (list = fetch(path).then(({ resources: all }) => all.filter(({ name }: ApiResource) => !name.includes('/')))));
    return list;
  }

  /** Searches groups in their order, the core group first, without asking for more than is needed. */
  async function search(
    matches: (resource: ApiResource) => boolean,
    inGroup: (name: string) => boolean,
    version?: string,
  ): Promise<Mapping | undefined> {
    if (inGroup('') && (version === undefined || version === 'v1')) {
      const found = (await resources('', 'v1')).find(matches);
      if (found) return mappingOf('', 'v1', found);
    }
    for (const group of (await groups()).slice(1)) {
      if (!inGroup(group.name)) continue;
      for (const served of group.versions) {
        if (version !== undefined && version !== served) continue;
        const found = (await resources(group.name, served)).find(matches);
        if (found) return mappingOf(group.name, served, found);
      }
    }
    return undefined;
  }

  async function find(word: string): Promise<Mapping | undefined> {
    const [name, ...qualifiers] = word.toLowerCase().split('.') as [string, ...string[]];
    const matches = (resource: ApiResource) =>
      resource.name === name || singularOf(resource) === name || Boolean(resource.shortNames?.includes(name));
    if (!qualifiers.length) {
      const home = HOMES.get(name);
      const found = home && (await search(matches, (group) => group === home));
      return found || search(matches, () => true);
    }
    const [first, ...more] = qualifiers as [string, ...string[]];
    if (more.length || word.endsWith('.')) {
      const exact = await search(matches, (group) => group === more.join('.'), first);
      if (exact) return exact;
    }
    const wanted = qualifiers.join('.');
    return (await search(matches, (group) => group === wanted)) ?? search(matches, (group) => group !== '' && group.startsWith(wanted));
  }

  return {
    groups,
    resources,
    find,
    async resourceFor(word) {
      const found = await find(word);
      if (!found) throw new CliError(`the server doesn't have a resource type ${JSON.stringify(word.split('.')[0])}`);
      return found;
    },
    async forKind(group, version, kind) {
      if (kind === 'List') return { group, version, resource: 'lists', kind, namespaced: false };
      const noMatch = () =>
        new CliError(
          `no matches for kind ${JSON.stringify(kind)} in ${version ? `version ${JSON.stringify(group ? `${group}/${version}` : version)}` : `group ${JSON.stringify(group)}`}`,
        );
      const known = (await groups()).find(({ name, versions }) => name === group && (!version || versions.includes(version)));
      if (!known) throw noMatch();
      for (const served of version ? [version] : known.versions) {
        const found = (await resources(group, served)).find((resource) => resource.kind === kind);
        if (found) return mappingOf(group, served, found);
      }
      throw noMatch();
    },
    async category(word) {
      // A name that core serves cannot be meant as a category.
      if (
        (await resources('', 'v1')).some(({ name, singularName, shortNames }) => [name, singularName, ...(shortNames ?? [])].includes(word))
      )
        return undefined;
      const members: string[] = [];
      for (const group of await groups()) {
        for (const version of group.versions) {
          for (const { name, categories } of await resources(group.name, version)) {
            const member = group.name ? `${name}.${group.name}` : name;
            if (categories?.includes(word) && !members.includes(member)) members.push(member);
          }
        }
      }
      return members.length ? members : undefined;
    },
  };
}

function orderedVersions({
  name,
  preferredVersion,
  versions,
}: {
  name: string;
  preferredVersion: { version: string };
  versions: { version: string }[];
}): ApiGroup {
  const all = versions.map(({ version }) => version);
  return { name, versions: [preferredVersion.version, ...all.filter((version) => version !== preferredVersion.version)] };
}

const singularOf = ({ singularName, kind }: ApiResource): string => singularName || kind.toLowerCase();
const mappingOf = (group: string, version: string, { name, kind, namespaced }: ApiResource): Mapping => ({
  group,
  version,
  resource: name,
  kind,
  namespaced,
});

/** `resource.group`, as kubectl names a resource in its output: `deployments.apps`. */
export const qualifiedResource = ({ resource, group }: Mapping): string => (group ? `${resource}.${group}` : resource);

/** `deployment.apps`, as kubectl names a kind: `deployment.apps/web created`. */
export const qualifiedKind = ({ kind, group }: { kind: string; group: string }): string =>
  group ? `${kind.toLowerCase()}.${group}` : kind.toLowerCase();

/** schema.GroupVersionResource.String(). */
export const resourceText = ({ group, version, resource }: Mapping): string => `${group}/${version}, Resource=${resource}`;
/** schema.GroupVersionKind.String(). */
export const kindText = ({ group, version, kind }: Mapping): string => `${group}/${version}, Kind=${kind}`;

/** meta.NoResourceMatchError for a word. */
export function noResourceMatch(word: string): NoResourceMatch {
  const [resource, ...group] = word.split('.') as [string, ...string[]];
  return new NoResourceMatch(resource, group.join('.'));
}
