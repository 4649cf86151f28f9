/** Server-side apply as a request: PATCH with application/apply-patch+yaml. */
import { timestamp } from '../../../clock.ts';
import type { JsonObject, JsonValue, KubeObject } from '../../object.ts';
import { groupVersion } from '../../resources/registry.ts';
import { parseYaml } from '../yaml-body.ts';
import { answerObject } from '../answer.ts';
import { readKind, toStorage } from '../body.ts';
import { badRequest, invalid } from '../errors.ts';
import { required } from '../../field.ts';
import { applyConfiguration } from '../managed-fields/apply.ts';
import { beforeFirstApply, readManagers, tracked, UNMANAGED, writeManagers, type Manager } from '../managed-fields/index.ts';
import { isDryRun } from '../options.ts';
import { isTrue } from '../request-info.ts';
import type { ResourceCall } from '../server.ts';
import type { ApiResponse } from '../types.ts';
import { createObject } from './create.ts';
import { updateObject } from './update.ts';

export function apply(call: ResourceCall): ApiResponse {
  const { server, served, info, query, request } = call;
  const dryRun = isDryRun(call, 'PatchOptions');
  const manager = query.get('fieldManager');
  if (!manager)
    throw invalid({ group: 'meta.k8s.io', name: 'PatchOptions' }, '', [required('fieldManager', 'is required for apply patch')]);
  const body = typeof request.body === 'string' ? parseYaml(request.body) : (request.body as JsonValue);
  const config = readConfig(call, body);
  const entry: Omit<Manager, 'set'> = { manager, operation: 'Apply', apiVersion: config.apiVersion, time: timestamp(server.clock.now()) };
  const live = server.objects.get(served.resource, info.namespace, info.name);
  const result = applyConfiguration({
    live: (live ?? { apiVersion: config.apiVersion, kind: config.kind, metadata: {} }) as JsonObject,
    config: config as JsonObject,
    shape: tracked(call).shape,
    managers: live ? managersOf(call, live) : [],
    entry,
    unmanaged: UNMANAGED,
    force: isTrue(query.get('force')),
  });
  // What the configuration leaves out may be a field that Go writes all the same: the result is read like any other body.
  const { group, storageVersion: version, kind } = served.resource;
  const object = readKind(call, { group, version, kind }, result.object);
  const record = (target: KubeObject): void => writeManagers(target, result.managers);
  object.metadata.name ??= info.name;
  if (!live) return answerObject(call, createObject({ ...call, info: { ...info, verb: 'create' } }, object, dryRun, record), 201);
  return answerObject(call, updateObject(call, object, live, { dryRun, record }));
}

function managersOf(call: ResourceCall, live: KubeObject): Manager[] {
  const managers = readManagers(live);
  return managers.length ? managers : beforeFirstApply(call, live);
}

/** The configuration with the fields that it names and no others: defaults of the decoder are not its author's. */
function readConfig(call: ResourceCall, body: JsonValue): KubeObject {
  const { served, info } = call;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('error decoding YAML: the patch is no object');
  const given = body as unknown as KubeObject;
  const expected = groupVersion(served.group, served.version);
  if (given.apiVersion !== expected)
    throw badRequest(`Incorrect version specified in apply patch. Specified patch version: ${given.apiVersion}, expected: ${expected}`);
  if (given.metadata?.managedFields) throw badRequest('metadata.managedFields must be nil');
  const { name, namespace } = given.metadata ?? {};
  if (name && name !== info.name) throw badRequest(`the name of the object (${name}) does not match the name on the URL (${info.name})`);
  if (namespace && namespace !== info.namespace)
    throw badRequest(`the namespace of the object (${namespace}) does not match the namespace on the request (${info.namespace})`);
  const decoded = readKind(call, { group: served.group, version: served.version, kind: served.resource.kind }, body);
  return toStorage(served, onlyNamed(decoded as JsonValue, body) as unknown as KubeObject);
}

/** What of a decoded value the text itself had. */
function onlyNamed(decoded: JsonValue, given: JsonValue): JsonValue {
  if (Array.isArray(decoded) && Array.isArray(given)) return decoded.map((item, i) => onlyNamed(item, given[i] ?? null));
  if (
    typeof decoded !== 'object' ||
    decoded === null ||
    typeof given !== 'object' ||
    given === null ||
    Array.isArray(decoded) ||
    Array.isArray(given)
  )
    return decoded;
  return Object.fromEntries(
    Object.entries(decoded)
      .filter(([key]) => Object.hasOwn(given, key))
      .map(([key, value]) => [key, onlyNamed(value, given[key]!)]),
  );
}
