/** Which handler answers which verb of a resource. */
import { methodNotSupported, pathNotFound } from './errors.ts';
import { resourceOf, type Call, type Handler, type ResourceCall } from './server.ts';
import type { ApiResponse } from './types.ts';
import { create } from './verbs/create.ts';
import { remove } from './verbs/delete.ts';
import { get, list } from './verbs/read.ts';

const VERBS: Record<string, Handler> = { get, list, create, delete: remove };

export function resourceRequest(call: Call): ApiResponse {
  const { server, info } = call;
  const served = server.registry.find(info.apiGroup, info.apiVersion, info.resource);
  if (!served) throw pathNotFound();
  const resourceCall: ResourceCall = { ...call, served };
  const handler = VERBS[info.verb];
  if (!handler) throw methodNotSupported(resourceOf(resourceCall), info.verb);
  return handler(resourceCall);
}
