/** Which objects a controller owns, by the owner's uid: an index over each resource, made when it is first asked for and kept up with writes. */
import type { ApiServer } from '../apiserver/server.ts';
import type { KubeObject } from '../object.ts';
import { keyOf, type ControllerChange } from './types.ts';

export interface OwnerIndex {
  /** In key order. */
  ownedBy(resource: string, uid: string): KubeObject[];
  note(change: ControllerChange): void;
  /** Forgets everything: the store was written from elsewhere. */
  clear(): void;
}

/** Names by owner's uid; the objects themselves are read anew, so that nothing here goes stale but membership. */
type Members = Map<string, Map<string, { namespace: string; name: string }>>;

export function createOwnerIndex(server: ApiServer): OwnerIndex {
  const indexes = new Map<string, Members>();

  const ownerOf = (object: KubeObject): string | undefined => object.metadata.ownerReferences?.find((r) => r.controller)?.uid;
  const place = (object: KubeObject) => ({ namespace: object.metadata.namespace ?? '', name: object.metadata.name! });

  function add(members: Members, object: KubeObject): void {
    const owner = ownerOf(object);
    if (!owner) return;
    const owned = members.get(owner) ?? members.set(owner, new Map()).get(owner)!;
    owned.set(keyOf(object), place(object));
  }

  function indexOf(resource: string): Members {
    let members = indexes.get(resource);
    if (!members) {
      members = new Map();
      const definition = server.registry.resource(resource);
      for (const object of definition ? server.objects.list(definition) : []) add(members, object);
      indexes.set(resource, members);
    }
    return members;
  }

  return {
    ownedBy(resource, uid) {
      const definition = server.registry.resource(resource);
      const owned = indexOf(resource).get(uid);
      if (!definition || !owned) return [];
      return [...owned.values()].map(({ namespace, name }) => server.objects.get(definition, namespace, name)).filter((o): o is KubeObject => o !== undefined && ownerOf(o) === uid);
    },
    clear: () => indexes.clear(),
    note({ resource, object, before }) {
      const members = indexes.get(resource);
      if (!members) return;
      const was = before && ownerOf(before);
      if (was) {
        const owned = members.get(was);
        owned?.delete(keyOf(before));
        if (owned?.size === 0) members.delete(was);
      }
      if (object) add(members, object);
    },
  };
}
