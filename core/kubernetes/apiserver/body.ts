/** Reads the object of a request's body. */
import type { JsonValue, KubeObject } from '../object.ts';
import { groupVersion, type Served } from '../resources/registry.ts';
import { decode, type GroupVersionKind } from '../schema/index.ts';
import { badRequest, unsupportedMediaType } from './errors.ts';
import { header, type Call, type ResourceCall } from './server.ts';
import { parseYaml } from './yaml-body.ts';

/** The body as the resource's storage version. A body inside the process is taken over. */
export function readObject(call: ResourceCall, kind: string = call.served.resource.kind): KubeObject {
  const { served } = call;
  const object = readKind(call, { group: served.group, version: served.version, kind });
  return kind === served.resource.kind ? toStorage(served, object) : object;
}

const MEDIA_TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** The request's body, read as its content type says. @throws UnsupportedMediaType */
function bodyOf({ request }: Call): ApiBody {
  const { body = '' } = request;
  if (typeof body !== 'string') return body;
  const type = (header(request, 'content-type') ?? '').split(';')[0]!.trim() || 'application/json';
  if (type === 'application/json') return body;
  if (type === 'application/yaml') return parseYaml(body);
  throw unsupportedMediaType(MEDIA_TYPES);
}

/** The body as that kind. */
export function readKind(call: Call, kind: GroupVersionKind, body: ApiBody = bodyOf(call)): KubeObject {
  const decoded = decode(kind, body as JsonValue);
  if ('error' in decoded) throw badRequest(decoded.error);
  const { object } = decoded;
  const expected = groupVersion(kind.group, kind.version);
  if (object.apiVersion && object.apiVersion !== expected) {
    throw badRequest(`the API version in the data (${object.apiVersion}) does not match the expected API version (${expected})`);
  }
  object.apiVersion = expected;
  object.kind = kind.kind;
  object.metadata ??= {};
  return object;
}

type ApiBody = string | JsonValue;

/** A body as JSON, of no kind in particular; undefined where there is none. @throws BadRequest */
export function readJson({ request }: Call): JsonValue | undefined {
  const { body } = request;
  if (typeof body !== 'string') return body;
  if (body.trim() === '') return undefined;
  try {
    return JSON.parse(body) as JsonValue;
  } catch {
    // The decoder knows Go's words for a syntax error.
    const decoded = decode({ group: '', version: 'v1', kind: 'Status' }, body);
    throw badRequest('error' in decoded ? decoded.error.replace("couldn't get version/kind; json parse error: ", '') : 'invalid JSON');
  }
}

/** An object of a served version in its storage version. */
export function toStorage(served: Served, object: KubeObject): KubeObject {
  const { resource } = served;
  const from = groupVersion(served.group, served.version);
  const to = groupVersion(resource.group, resource.storageVersion);
  if (from === to) return object;
  const converted = resource.toStorage?.(object, from) ?? object;
  converted.apiVersion = to;
  return converted;
}

/** A stored object as a served version has it. Shares what does not differ. */
export function fromStorage(served: Served, object: KubeObject): KubeObject {
  const { resource } = served;
  const to = groupVersion(served.group, served.version);
  if (object.apiVersion === to) return object;
  return { ...(resource.fromStorage?.(object, to) ?? object), apiVersion: to };
}
