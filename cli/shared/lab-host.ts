import type { Store } from '../../core/store.ts';
import type { World, WorldHost } from '../../core/world.ts';
import type { Lab } from './lab.ts';

/** A lab as the one sees it who runs it: akslab's own commands, scenarios, the server, tests. */
export interface LabHost extends Lab {
  readonly store: Store;
  readonly world: World;
  /** The command line that runs (`kubectl get psp`), for the history. Setting it begins a new command. */
  command: string;
  /** Looks at the store and the world as they are now; what settles is kept. */
  read<T>(action: (store: Store, world: World) => T): Promise<T>;
  /** Changes the store directly: all or, if `action` throws, nothing. For akslab's own settings, snapshots and undo. */
  write<T>(action: (store: Store, world: World) => T, options?: { undoable?: boolean }): Promise<T>;
}

export type CreateWorld = (host: WorldHost) => World;

/** The host name in `https://host:443`. */
export function hostOf(server: string): string {
  return /^[a-z]+:\/\/(\[[^\]]*\]|[^:/]*)/i.exec(server)?.[1] ?? server;
}
