/** Objects by what they have in common (their owner, their node): each index is made when it is first asked for and kept up with writes. */
import type { ApiServer } from '../apiserver/server.ts';
import type { KubeObject } from '../object.ts';
import { keyOf, type ControllerChange } from './types.ts';

/** What to find objects of a resource by. Made once and kept: an index is known by its identity. */
export interface Index {
  resource: string;
  keysOf(object: KubeObject): readonly string[];
}

export interface Indexes {
  /** In the order in which they came. */
  find(index: Index, key: string): KubeObject[];
  note(change: ControllerChange): void;
  /** Forgets everything: the store was written from elsewhere. */
  clear(): void;
}

/** Names only, by index key: the objects themselves are read anew. */
type Members = Map<string, Map<string, { namespace: string; name: string }>>;

const NONE: readonly string[] = [];

export function createIndexes(server: ApiServer): Indexes {
  const built = new Map<Index, Members>();

  function add(members: Members, index: Index, object: KubeObject): void {
    for (const key of index.keysOf(object)) {
      const found = members.get(key) ?? members.set(key, new Map()).get(key)!;
      found.set(keyOf(object), { namespace: object.metadata.namespace ?? '', name: object.metadata.name! });
    }
  }

  function drop(members: Members, key: string, object: KubeObject): void {
    const found = members.get(key);
    found?.delete(keyOf(object));
    if (found?.size === 0) members.delete(key);
  }

  function membersOf(index: Index): Members {
    let members = built.get(index);
    if (!members) {
      members = new Map();
      const resource = server.registry.resource(index.resource);
      for (const object of resource ? server.objects.list(resource) : []) add(members, index, object);
      built.set(index, members);
    }
    return members;
  }

  return {
    find(index, key) {
      const resource = server.registry.resource(index.resource);
      const found = membersOf(index).get(key);
      if (!resource || !found) return [];
      return [...found.values()]
        .map(({ namespace, name }) => server.objects.get(resource, namespace, name))
        .filter((o): o is KubeObject => o !== undefined);
    },
    note({ resource, object, before }) {
      for (const [index, members] of built) {
        if (index.resource !== resource) continue;
        const keys = object ? index.keysOf(object) : NONE;
        for (const key of before ? index.keysOf(before) : NONE) if (!keys.includes(key)) drop(members, key, before!);
        if (object) add(members, index, object);
      }
    },
    clear: () => built.clear(),
  };
}

const ownerIndexes = new Map<string, Index>();

/** Objects of a resource by the uid of their controller. */
export function byController(resource: string): Index {
  let index = ownerIndexes.get(resource);
  if (!index) {
    index = { resource, keysOf: ({ metadata }) => metadata.ownerReferences?.filter((r) => r.controller).map((r) => r.uid) ?? NONE };
    ownerIndexes.set(resource, index);
  }
  return index;
}
