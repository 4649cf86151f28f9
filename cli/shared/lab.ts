import type { ApiRequest, ApiResponse } from '../../core/kubernetes/apiserver/types.ts';
import type { ArmRequest, ArmResponse } from '../../core/azure/types.ts';
import type { Clock } from '../../core/clock.ts';

/**
 * What a command has of the simulation: the two doors, with everything that a host adds (settling what is due, the lock, durability).
 * An answer is durable when the promise resolves.
 */
export interface Lab {
  /** One request to the API server at that URL (`https://host:443`). Rejects with `NoSuchHost` where no cluster has that host. */
  api(server: string, request: ApiRequest): Promise<ApiResponse>;
  arm(request: ArmRequest): Promise<ArmResponse>;
  clock: Clock;
  /**
   * Waits until something may have changed: the next due transition, another process's write, or `until` (milliseconds since the
   * epoch). A virtual clock is moved instead of waiting. Rejects with the signal's reason on Ctrl-C.
   */
  change(options?: { until?: number; signal?: AbortSignal }): Promise<void>;
  /** Folder of the state home (kubeconfig, az profile, extensions). */
  home: string;
}

export class NoSuchHost extends Error {
  constructor(readonly host: string) {
    super(`no cluster answers at ${host}`);
  }
}

/** A program of ours as a function: arguments (without the program's name) to exit code. */
export type Program = (args: string[], terminal: Terminal, lab: Lab) => Promise<number>;
import type { Terminal } from './terminal.ts';
