/** What a request asks for, read from its path: after k8s.io/apiserver/pkg/endpoints/request.RequestInfoFactory. */
import type { ApiRequest, RequestInfo } from './types.ts';

const NO_QUERY = new URLSearchParams();

/** Subresources of a namespace itself; anything else under /namespaces/<name>/ is a resource in it. */
const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);

const VERBS: Record<ApiRequest['method'], string> = { GET: 'get', POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

export function requestInfo(request: ApiRequest): { info: RequestInfo; query: URLSearchParams } {
  const mark = request.path.indexOf('?');
  const path = mark < 0 ? request.path : request.path.slice(0, mark);
  const query = mark < 0 ? NO_QUERY : new URLSearchParams(request.path.slice(mark + 1));
  const info: RequestInfo = {
    isResourceRequest: false,
    path,
    verb: request.method.toLowerCase(),
    apiGroup: '',
    apiVersion: '',
    namespace: '',
    resource: '',
    subresource: '',
    name: '',
  };
  const parts = path.split('/').filter(Boolean).map(unescape);
  const root = parts.shift();
  if ((root !== 'api' || parts.length < 2) && (root !== 'apis' || parts.length < 3)) return { info, query };

  info.isResourceRequest = true;
  if (root === 'apis') info.apiGroup = parts.shift()!;
  info.apiVersion = parts.shift()!;
  info.verb = VERBS[request.method];
  if (parts[0] === 'watch' && parts.length > 1) {
    parts.shift();
    info.verb = 'watch';
  }
  if (parts[0] === 'namespaces' && parts.length > 1) {
    info.namespace = parts[1]!;
    if (parts.length > 2 && !NAMESPACE_SUBRESOURCES.has(parts[2]!)) parts.splice(0, 2);
  }
  info.resource = parts[0] ?? '';
  info.name = parts[1] ?? '';
  info.subresource = parts[2] ?? '';
  if (info.name === '') {
    if (info.verb === 'get') info.verb = isTrue(query.get('watch')) ? 'watch' : 'list';
    if (info.verb === 'delete') info.verb = 'deletecollection';
  }
  return { info, query };
}

/** A boolean of a query string, as Go's conversion reads it: present and neither false nor 0. */
export function isTrue(value: string | null): boolean {
  return value !== null && value.toLowerCase() !== 'false' && value !== '0';
}

function unescape(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
