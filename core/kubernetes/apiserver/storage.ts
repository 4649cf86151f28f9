/** Objects in the store, by resource. The only reader and writer of `/clusters/<id>/registry/`. */
import type { JsonValue, Store, StoreChange } from '../../store.ts';
import type { KubeObject } from '../object.ts';
import { resourceKey } from '../resources/registry.ts';
import type { ResourceDefinition } from '../resources/types.ts';

type Kept = Pick<ResourceDefinition, 'plural' | 'group'>;

export interface ObjectStorage {
  get(resource: Kept, namespace: string, name: string): KubeObject | undefined;
  /** In key order: by namespace, then name. All namespaces where it is empty. */
  list(resource: Kept, namespace?: string): KubeObject[];
  count(resource: Kept, namespace?: string): number;
  /** Writes the object, with the resourceVersion that the write has; takes it over. */
  put(resource: Kept, object: KubeObject): KubeObject;
  remove(resource: Kept, object: KubeObject): number;
  changes(resource: Kept, namespace: string, since: number): StoreChange[] | undefined;
  /** The list as it was at a revision; undefined where that is no longer remembered. */
  listAt(resource: Kept, namespace: string, revision: number): KubeObject[] | undefined;
  readonly revision: number;
  /** Called after every write. */
  onWrite(listener: (write: Write) => void): void;
}

/** What one write did: `before` is missing where the object is new, `object` where it went. */
export interface Write {
  resource: string;
  object?: KubeObject;
  before?: KubeObject;
}

export function createStorage(store: Store, cluster: string): ObjectStorage {
  const listeners: ((write: Write) => void)[] = [];
  const prefixes = new Map<Kept, string>();

  function prefix(resource: Kept, namespace = ''): string {
    let own = prefixes.get(resource);
    if (own === undefined) prefixes.set(resource, (own = `/clusters/${cluster}/registry/${resourceKey(resource)}/`));
    return namespace ? `${own}${namespace}/` : own;
  }
  const keyOf = (resource: Kept, object: KubeObject): string => `${prefix(resource, object.metadata.namespace)}${object.metadata.name}`;
  const objectOf = (entry: { value: JsonValue } | undefined): KubeObject | undefined => entry?.value as KubeObject | undefined;
  const tell = (write: Write): void => listeners.forEach((listener) => listener(write));

  return {
    get: (resource, namespace, name) => objectOf(store.get(`${prefix(resource, namespace)}${name}`)),
    list: (resource, namespace) => store.list(prefix(resource, namespace)).map((entry) => entry.value as KubeObject),
    count: (resource, namespace) => store.count(prefix(resource, namespace)),
    put(resource, object) {
      const key = keyOf(resource, object);
      const before = listeners.length ? objectOf(store.get(key)) : undefined;
      object.metadata.resourceVersion = String(store.revision + 1);
      store.put(key, object as JsonValue);
      tell({ resource: resourceKey(resource), object, before });
      return object;
    },
    remove(resource, object) {
      const revision = store.delete(keyOf(resource, object)) ?? store.revision;
      tell({ resource: resourceKey(resource), before: object });
      return revision;
    },
    changes: (resource, namespace, since) => store.changes(prefix(resource, namespace), since),
    listAt(resource, namespace, revision) {
      const at = prefix(resource, namespace);
      const changes = store.changes(at, revision);
      if (!changes) return undefined;
      const entries = new Map(store.list(at).map((entry) => [entry.key, entry.value as KubeObject]));
      for (const { key, before } of changes.toReversed()) {
        if (before) entries.set(key, before.value as KubeObject);
        else entries.delete(key);
      }
      return [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
    },
    get revision() {
      return store.revision;
    },
    onWrite: (listener) => void listeners.push(listener),
  };
}
