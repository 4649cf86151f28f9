/** get, list and watch. */
import { answerList, answerObject } from '../answer.ts';
import { notFound } from '../errors.ts';
import { resourceOf, type ResourceCall } from '../server.ts';
import type { KubeObject } from '../../object.ts';
import type { ApiResponse } from '../types.ts';

export const get = (call: ResourceCall): ApiResponse => answerObject(call, stored(call));

/** The object that the request names. @throws NotFound */
export function stored(call: ResourceCall): KubeObject {
  const object = call.server.objects.get(call.served.resource, call.info.namespace, call.info.name);
  if (!object) throw notFound(resourceOf(call), call.info.name);
  return object;
}

export function list(call: ResourceCall): ApiResponse {
  const items = call.server.objects.list(call.served.resource, call.info.namespace);
  return answerList(call, items, { resourceVersion: String(call.server.objects.revision) });
}
