/** A copy of a cluster to try things on: everything is read from the real store, and nothing is ever written to it. */
import { createApiServer } from '../apiserver/index.ts';
import type { ApiServer } from '../apiserver/server.ts';
import type { ApiRequest, ApiResponse, UserInfo } from '../apiserver/types.ts';
import type { Clock } from '../../clock.ts';
import { seededRandom } from '../../random.ts';
import type { JsonValue, Store, StoreEntry } from '../../store.ts';
import { createCluster } from '../cluster.ts';

export interface Sandbox {
  /** The insides, to look at. */
  readonly server: ApiServer;
  /** The door, to try things at. */
  handle(request: ApiRequest): ApiResponse;
  /** A copy of this copy. */
  fork(): Sandbox;
}

export const ADMIN: UserInfo = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

export function sandbox(id: string, store: Store, clock: Clock): Sandbox {
  const copy = overlay(store);
  const host = { store: copy, clock, random: seededRandom(1), latency: 'none' as const, certificates: { verify: () => undefined } };
  const cluster = createCluster(id, host);
  // A request brings a cluster to life that nobody has knocked at yet.
  cluster.handle({ method: 'GET', path: '/version', credentials: { user: ADMIN } });
  const server = createApiServer(id, host);
  return {
    get server() {
      // What was tried at the door may have changed who may what.
      server.authorizer.refresh();
      return server;
    },
    handle: (request) => cluster.handle(request),
    fork: () => sandbox(id, copy, clock),
  };
}

/** The copy where PodSecurityPolicy is enforced; else a copy of it in which it is, with the policies that come along when it is switched on. */
export function enforcing(box: Sandbox): Sandbox {
  if (box.server.config().podSecurityPolicy) return box;
  const copy = box.fork();
  const { id, store } = copy.server;
  store.put(`/clusters/${id}/config`, { ...copy.server.config(), podSecurityPolicy: true } as unknown as JsonValue);
  copy.handle({ method: 'GET', path: '/version', credentials: { user: ADMIN } });
  return copy;
}

/** A store whose writes stay with it. */
export function overlay(base: Store): Store {
  const written = new Map<string, StoreEntry | undefined>();
  let revision = base.revision;
  const get = (key: string): StoreEntry | undefined => (written.has(key) ? written.get(key) : base.get(key));

  function list(prefix: string): readonly StoreEntry[] {
    const own = [...written.keys()].filter((key) => key.startsWith(prefix));
    if (!own.length) return base.list(prefix);
    const entries = new Map(base.list(prefix).map((entry) => [entry.key, entry]));
    for (const key of own) {
      const entry = written.get(key);
      if (entry) entries.set(key, entry);
      else entries.delete(key);
    }
    return [...entries.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }

  return {
    get revision() {
      return revision;
    },
    get,
    list,
    count: (prefix) => list(prefix).length,
    put(key: string, value: JsonValue) {
      const created = get(key)?.created ?? revision + 1;
      written.set(key, { key, value, revision: ++revision, created });
      return revision;
    },
    delete(key) {
      if (!get(key)) return undefined;
      written.set(key, undefined);
      return ++revision;
    },
    // A copy remembers no past: whoever asks looks at everything anew.
    changes: () => undefined,
  };
}
