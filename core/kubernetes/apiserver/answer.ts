/** How objects are shown to the client: in the version that was asked for, as they are, as a table or as metadata alone. */
import type { KubeObject } from '../object.ts';
import { groupVersion } from '../resources/registry.ts';
import { fromStorage } from './body.ts';
import { selfLink } from './metadata.ts';
import { header, type ResourceCall } from './server.ts';
import { readAccept, type View } from './accept.ts';
import { partialObject, table } from './tables.ts';
import type { ApiResponse, WatchEvent } from './types.ts';

/** A stored object as this request's version has it. */
export function present(call: ResourceCall, object: KubeObject): KubeObject {
  const shown = fromStorage(call.served, object);
  if (!call.server.versions.has('selfLink')) return shown;
  return { ...shown, metadata: { ...shown.metadata, selfLink: selfLink(call, shown) } };
}

const viewOf = (call: ResourceCall): View => readAccept(header(call.request, 'accept'));

function view(call: ResourceCall, as: View, object: KubeObject): KubeObject {
  const shown = present(call, object);
  if (as === 'Table') return table(call, [object], [shown], { resourceVersion: object.metadata.resourceVersion ?? '' });
  return as === 'PartialObjectMetadata' ? partialObject(shown) : shown;
}

export function answerObject(call: ResourceCall, object: KubeObject, code = 200): ApiResponse {
  return { code, body: view(call, viewOf(call), object) };
}

export function answerList(call: ResourceCall, items: KubeObject[], metadata: Record<string, string | number>): ApiResponse {
  const { served } = call;
  const as = viewOf(call);
  const shown = items.map((item) => present(call, item));
  if (as === 'Table') return { code: 200, body: table(call, items, shown, metadata) };
  if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') {
    return {
      code: 200,
      body: { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: shown.map(partialObject) },
    };
  }
  const kind = served.resource.listKind ?? `${served.resource.kind}List`;
  return { code: 200, body: { kind, apiVersion: groupVersion(served.group, served.version), metadata, items: shown } };
}

export function answerWatch(call: ResourceCall, events: WatchEvent[], resourceVersion: string): ApiResponse {
  const as = viewOf(call);
  return {
    code: 200,
    body: '',
    watch: { events: events.map(({ type, object }) => ({ type, object: view(call, as, object as KubeObject) })), resourceVersion },
  };
}
