/** How objects are shown to the client: in the version that was asked for, as they are, as a table or as metadata alone. */
import type { KubeObject } from '../object.ts';
import { groupVersion } from '../resources/registry.ts';
import { fromStorage } from './body.ts';
import { selfLink } from './metadata.ts';
import type { ResourceCall } from './server.ts';
import type { ApiResponse } from './types.ts';

/** A stored object as this request's version has it. */
export function present(call: ResourceCall, object: KubeObject): KubeObject {
  const shown = fromStorage(call.served, object);
  if (!call.server.versions.has('selfLink')) return shown;
  return { ...shown, metadata: { ...shown.metadata, selfLink: selfLink(call, shown) } };
}

export function answerObject(call: ResourceCall, object: KubeObject, code = 200): ApiResponse {
  return { code, body: present(call, object) };
}

export function answerList(call: ResourceCall, items: KubeObject[], metadata: Record<string, string | number>): ApiResponse {
  const { served } = call;
  return {
    code: 200,
    body: {
      kind: served.resource.listKind ?? `${served.resource.kind}List`,
      apiVersion: groupVersion(served.group, served.version),
      metadata,
      items: items.map((item) => present(call, item)),
    },
  };
}
