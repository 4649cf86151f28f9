import type { JsonValue } from '../store.ts';

/** One request at Azure Resource Manager's door: method, path with query, headers, JSON body. */
export interface ArmRequest {
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE' | 'HEAD';
  /** `/subscriptions/<id>/resourceGroups/<name>?api-version=2021-04-01`. */
  path: string;
  headers?: Record<string, string>;
  body?: JsonValue;
}

export interface ArmResponse {
  code: number;
  headers?: Record<string, string>;
  body?: JsonValue;
}

/** Azure's side of the simulation. `handle` is its only door. */
export interface Azure {
  handle(request: ArmRequest): ArmResponse;
  /** Lets every operation that is due by now end, in order of due time. */
  settle(): void;
  nextDue(): number | undefined;
}
