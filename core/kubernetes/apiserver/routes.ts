/** Which handler answers a request for a resource. */
import { readKind } from './body.ts';
import { componentStatuses } from './component-statuses.ts';
import { methodNotAllowed, pathNotFound } from './errors.ts';
import { findReview, review } from './reviews/index.ts';
import type { Call, Handler, ResourceCall } from './server.ts';
import { subresourceOf, type Subresource } from './subresources/index.ts';
import { bind } from './subresources/pods.ts';
import type { ApiResponse } from './types.ts';
import { create } from './verbs/create.ts';
import { remove, removeCollection } from './verbs/delete.ts';
import { patch } from './verbs/patch.ts';
import { get, list, watch } from './verbs/read.ts';
import { update } from './verbs/update.ts';
import { warnings } from './warnings.ts';

const VERBS: Record<string, Handler> = { get, list, watch, create, update, patch, delete: remove, deletecollection: removeCollection };
const ALL_VERBS = Object.keys(VERBS);
const NAMED_VERBS: readonly string[] = ['get', 'update', 'patch', 'delete'];

export function resourceRequest(call: Call): ApiResponse {
  const { server, info } = call;
  const asked = findReview(call);
  if (asked) return review(call, asked);
  if (info.apiGroup === '' && info.resource === 'componentstatuses') return componentStatuses(call);
  if (info.apiGroup === '' && info.resource === 'bindings') return bindPod(call);
  const served = server.registry.find(info.apiGroup, info.apiVersion, info.resource);
  if (!served || (!served.resource.namespaced && info.namespace && info.resource !== 'namespaces')) throw pathNotFound();
  // A namespace's own path names it as the namespace too, for authorization alone.
  const resourceCall: ResourceCall = { ...call, served, info: served.resource.namespaced ? info : { ...info, namespace: '' } };
  call.warnings.push(...warnings(served, server.versions));
  return handlerOf(resourceCall)(resourceCall);
}

function handlerOf(call: ResourceCall): Handler {
  const { info, served, server } = call;
  if (!info.subresource) {
    const isListed = (served.resource.verbs ?? ALL_VERBS).includes(info.verb);
    const needsName = NAMED_VERBS.includes(info.verb);
    if (!isListed || needsName !== (info.name !== '') || (served.resource.namespaced && needsNamespace(info.verb) && !info.namespace))
      throw methodNotAllowed();
    return VERBS[info.verb]!;
  }
  const entry = subresourceOf(served, server.versions, info.subresource);
  if (!entry) throw pathNotFound();
  const handler = entry.handlers[info.verb as keyof Subresource];
  if (!handler) throw methodNotAllowed();
  return handler;
}

const needsNamespace = (verb: string): boolean => verb !== 'list' && verb !== 'watch';

/** POST /api/v1/namespaces/x/bindings: a pod's binding, the pod named in the body. */
function bindPod(call: Call): ApiResponse {
  const served = call.server.registry.find('', 'v1', 'pods');
  if (!served || call.info.verb !== 'create') throw methodNotAllowed();
  const object = readKind(call, { group: '', version: 'v1', kind: 'Binding' });
  return bind(
    { ...call, served, info: { ...call.info, resource: 'pods', name: object.metadata.name ?? '', subresource: 'binding' } },
    object,
  );
}
