/**
 * What moves by itself. A controller watches resources; each write to one of them queues keys, and its `reconcile` runs for each key, in
 * order, until all are at rest: within the same `handle` call, synchronously. What takes time is a timer (`context.after`): it is kept in
 * the store at `/clusters/<id>/timers/<due>/<controller>/<key>` and, when it is due, queues its key with the clock standing at its due time.
 */
import type { ApiRequest, ApiResponse } from '../apiserver/types.ts';
import type { Latency } from '../../latency.ts';
import type { Random } from '../../random.ts';
import type { JsonObject, KubeObject } from '../object.ts';
import type { Index } from './indexes.ts';
import type { Versions } from '../versions.ts';

export interface Controller {
  name: string;
  /** The user that its requests come from: `system:serviceaccount:kube-system:replicaset-controller`, `system:kube-scheduler`. */
  user: string;
  /** The program that it says it is (user agent, manager of fields): `kube-controller-manager` unless given. */
  agent?: string;
  /** Resources (`pods`, `replicasets.apps`, `*` for all) whose writes wake it. */
  watches: readonly string[];
  /**
   * The keys to look at after a write; `namespace/name` of the object unless given. Return few: it is called for every write.
   */
  keysOf?(change: ControllerChange, context: ControllerContext): readonly string[];
  /** Brings what the key names in line. Level-triggered: it looks at what is, not at what happened, and may run for nothing. */
  reconcile(key: string, context: ControllerContext): void;
}

export interface ControllerChange {
  resource: string;
  /** Undefined where it was removed. */
  object?: KubeObject;
  /** Undefined where it is new. */
  before?: KubeObject;
}

export interface ControllerContext {
  versions: Versions;
  /** The clock's time, or the due time of the timer that is being settled. */
  now: number;
  random: Random;
  latency: Latency;
  cluster: string;
  podSecurityPolicy: boolean;
  /** Which objects the cluster began with: on a bare one there may be no node at all. */
  objects: 'bare' | 'aks';
  /** Stored objects, shared: never change them. Cheap reads that do not go through the chain. */
  get(resource: string, namespace: string, name: string): KubeObject | undefined;
  list(resource: string, namespace?: string): KubeObject[];
  /** Objects whose controller (owner reference) has that uid; an index, not a search. */
  ownedBy(resource: string, uid: string): KubeObject[];
  /** Objects that an index has under that key. */
  indexed(index: Index, key: string): KubeObject[];
  /** One request through the door, as the controller's user. */
  request(request: Omit<ApiRequest, 'credentials'>): ApiResponse;
  /** POST to the resource's collection; throws nothing: look at the code. */
  create(resource: string, object: KubeObject): ApiResponse;
  /** PUT of the whole object, or of its status. */
  update(resource: string, object: KubeObject): ApiResponse;
  updateStatus(resource: string, object: KubeObject): ApiResponse;
  /** PATCH by a JSON merge patch. */
  patch(resource: string, object: KubeObject, patch: JsonObject): ApiResponse;
  remove(resource: string, object: KubeObject, options?: { gracePeriodSeconds?: number; propagationPolicy?: string }): ApiResponse;
  /**
   * Queues the key again after that many milliseconds; at most one timer a key, the earlier one stays. What `repeats` at that distance, so that
   * of a long absence only the end matters, is not gone through from its beginning.
   */
  after(milliseconds: number, key: string, options?: { repeats: boolean }): void;
  /** Takes back the key's timer. */
  cancel(key: string): void;
}

/** The object that a key names: `namespace/name`, or `name` where there is no namespace. */
export function keyOf(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name!;
}

export function readKey(key: string): { namespace: string; name: string } {
  const slash = key.indexOf('/');
  return slash < 0 ? { namespace: '', name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
