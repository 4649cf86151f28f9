/**
 * The store that core is handed: etcd's model, key to JSON value under one revision counter.
 *
 * Keys: `/azure/...` for ARM, `/clusters/<id>/registry/<resource>/[<namespace>/]<name>` for Kubernetes objects
 * (`<resource>` is `pods`, or `deployments.apps` with its group), `/clusters/<id>/timers/...` for due transitions,
 * `/clusters/<id>/config` for what Azure set, `/akslab/...` for akslab's own settings (clock, latency, history).
 *
 * A value is immutable: `put` takes it over, `get` and `list` hand out the stored one. Copy before you change.
 */
export interface Store {
  /** The revision of the last write; 0 when nothing was ever written. Each put or delete adds one. */
  readonly revision: number;
  get(key: string): StoreEntry | undefined;
  /** Entries whose key starts with `prefix`, in key order (plain code-unit order). It may be the same list as before, where nothing was written. */
  list(prefix: string): readonly StoreEntry[];
  /** How many keys start with `prefix`. */
  count(prefix: string): number;
  /** Writes a value and returns its revision. */
  put(key: string, value: JsonValue): number;
  /** Removes a key and returns the revision of the removal, or undefined where there was nothing. */
  delete(key: string): number | undefined;
  /**
   * The writes after `since` under `prefix`, oldest first; undefined where the store no longer remembers that far back
   * (a watch then answers 410 Expired).
   */
  changes(prefix: string, since: number): StoreChange[] | undefined;
}

export interface StoreEntry {
  key: string;
  value: JsonValue;
  /** The revision of the write that made this value. */
  revision: number;
  /** The revision at which the key was created (or created again). */
  created: number;
}

export interface StoreChange {
  revision: number;
  key: string;
  /** The new entry; undefined for a removal. */
  entry?: StoreEntry;
  /** What stood there before; undefined for a creation. */
  before?: StoreEntry;
}

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };
