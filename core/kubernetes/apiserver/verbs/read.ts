/** get, list and watch: after k8s.io/apiserver/pkg/endpoints/handlers/get.go and the etcd3 storage. */
import { answerList, answerObject, answerWatch } from '../answer.ts';
import { encodeContinue, readContinue, type Continue } from '../continue.ts';
import { badRequest, continueExpired, expired, notFound } from '../errors.ts';
import { readListOptions } from '../list-options.ts';
import { selectorOf } from '../selectors.ts';
import { resourceOf, type ResourceCall } from '../server.ts';
import type { KubeObject } from '../../object.ts';
import type { ApiResponse, WatchEvent } from '../types.ts';

export const get = (call: ResourceCall): ApiResponse => answerObject(call, stored(call));

/** The object that the request names. @throws NotFound */
export function stored(call: ResourceCall): KubeObject {
  const object = call.server.objects.get(call.served.resource, call.info.namespace, call.info.name);
  if (!object) throw notFound(resourceOf(call), call.info.name);
  return object;
}

export function list(call: ResourceCall): ApiResponse {
  const { server } = call;
  const options = readListOptions(call);
  const { limit } = options;
  const matches = selectorOf(call);
  const from = options.continue ? readContinue(options.continue) : undefined;
  if (from && options.since > 0) throw badRequest('specifying resource version is not allowed when using continue');
  const past = from && from.revision > 0 ? from.revision : options.isExact ? options.since : undefined;
  let items = itemsAt(call, past, from);
  if (from) items = items.filter((item) => keyOf(item) > from.after);
  if (matches) items = items.filter(matches);
  const revision = past ?? server.objects.revision;
  const metadata: Record<string, string | number> = { resourceVersion: String(revision) };
  if (limit > 0 && items.length > limit) {
    const rest = items.length - limit;
    items = items.slice(0, limit);
    metadata.continue = encodeContinue({ revision, after: keyOf(items.at(-1)!) });
    // A count of what is left is given only where no selector makes it a guess.
    if (!matches) metadata.remainingItemCount = rest;
  }
  return answerList(call, items, metadata);
}

/** What there is, or was at a revision. @throws Expired where that is forgotten */
function itemsAt({ server, served, info }: ResourceCall, revision: number | undefined, from: Continue | undefined): KubeObject[] {
  if (revision === undefined || revision === server.objects.revision) return server.objects.list(served.resource, info.namespace);
  const items = server.objects.listAt(served.resource, info.namespace, revision);
  if (items) return items;
  if (from) throw continueExpired(encodeContinue({ revision: -1, after: from.after }));
  throw expired('The resourceVersion for the provided list is too old.');
}

const keyOf = ({ metadata }: KubeObject): string => (metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name!);

/** What happened after a resourceVersion. Without one, or from 0: everything there is, as added. */
export function watch(call: ResourceCall): ApiResponse {
  const { server, served, info } = call;
  const { since } = readListOptions(call, true);
  const matches = selectorOf(call) ?? (() => true);
  const resourceVersion = String(server.objects.revision);
  if (since === 0) {
    const events = server.objects
      .list(served.resource, info.namespace)
      .filter(matches)
      .map((object): WatchEvent => ({ type: 'ADDED', object }));
    return answerWatch(call, events, resourceVersion);
  }
  const changes = server.objects.changes(served.resource, info.namespace, since);
  if (!changes) throw expired(`too old resource version: ${since} (${server.objects.revision})`);
  const events = changes.flatMap(({ entry, before, revision }) =>
    eventOf(entry?.value as KubeObject | undefined, before?.value as KubeObject | undefined, revision, matches),
  );
  return answerWatch(call, events, resourceVersion);
}

/** An object that comes to match is added, one that no longer does is deleted. */
function eventOf(
  object: KubeObject | undefined,
  before: KubeObject | undefined,
  revision: number,
  matches: (object: KubeObject) => boolean,
): WatchEvent[] {
  const is = object !== undefined && matches(object);
  const was = before !== undefined && matches(before);
  if (is) return [{ type: was ? 'MODIFIED' : 'ADDED', object }];
  if (!was) return [];
  return [{ type: 'DELETED', object: { ...before, metadata: { ...before.metadata, resourceVersion: String(revision) } } }];
}
