/** patch: after k8s.io/apiserver/pkg/endpoints/handlers/patch.go. */
import { applyJsonPatch, JsonPatchError, readJsonPatch } from '../../../../formats/jsonpatch.ts';
import { applyMergePatch } from '../../../../formats/mergepatch.ts';
import { applyStrategicMergePatch, goValue, MergeError, type JsonMap } from '../../../../formats/strategicmerge/index.ts';
import { invalid as invalidField } from '../../field.ts';
import { copy, type JsonValue, type KubeObject } from '../../object.ts';
import { decode } from '../../schema/index.ts';
import { answerObject } from '../answer.ts';
import { fromStorage, readJson, toStorage } from '../body.ts';
import { badRequest, invalid, rejected, unknownError, unsupportedMediaType } from '../errors.ts';
import { mergeSchemaOf } from '../merge-schema.ts';
import { isDryRun } from '../options.ts';
import { header, type ResourceCall } from '../server.ts';
import type { ApiResponse } from '../types.ts';
import { apply } from './apply.ts';
import { stored } from './read.ts';
import { checkName, updateObject } from './update.ts';

/** Makes the patched form of an object, in the version of the request. */
type Patcher = (call: ResourceCall, current: KubeObject, patch: JsonValue) => KubeObject;

const PATCHERS: Record<string, Patcher> = {
  'application/json-patch+json': jsonPatch,
  'application/merge-patch+json': mergePatch,
  'application/strategic-merge-patch+json': strategicMergePatch,
};
const APPLY = 'application/apply-patch+yaml';
export const PATCH_TYPES = [...Object.keys(PATCHERS), APPLY];

export function patch(call: ResourceCall): ApiResponse {
  const type = (header(call.request, 'content-type') ?? '').split(';')[0]!.trim();
  if (type === APPLY) return apply(call);
  const patcher = PATCHERS[type];
  if (!patcher) throw unsupportedMediaType(PATCH_TYPES);
  const dryRun = isDryRun(call, 'PatchOptions');
  const old = stored(call);
  return answerObject(call, updateObject(call, patched(call, patcher, old), old, { dryRun }));
}

/** The object that the patch makes of the stored one. */
export function patched(call: ResourceCall, patcher: Patcher, old: KubeObject): KubeObject {
  const object = patcher(call, fromStorage(call.served, old), readJson(call) ?? null);
  checkName(call, object);
  return toStorage(call.served, object);
}

function jsonPatch(call: ResourceCall, current: KubeObject, patch: JsonValue): KubeObject {
  return read(call, applied(() => readOperations(patch, current)));
}

function readOperations(patch: JsonValue, current: KubeObject): JsonValue {
  let operations;
  try {
    operations = readJsonPatch(patch);
  } catch (error) {
    throw badRequest((error as Error).message);
  }
  return applyJsonPatch(current as JsonValue, operations);
}

function applied(make: () => JsonValue): JsonValue {
  try {
    return make();
  } catch (error) {
    if (error instanceof JsonPatchError) throw rejected();
    throw error;
  }
}

function mergePatch(call: ResourceCall, current: KubeObject, patch: JsonValue): KubeObject {
  if (typeof patch !== 'object' || patch === null) throw badRequest('Invalid JSON Patch');
  return read(call, applyMergePatch(current as JsonValue, patch));
}

function strategicMergePatch(call: ResourceCall, current: KubeObject, patch: JsonValue): KubeObject {
  const schema = mergeSchemaOf({ group: call.served.group, version: call.served.version, kind: call.served.resource.kind });
  if (!schema) throw unsupportedMediaType(PATCH_TYPES.filter((type) => !type.includes('strategic')));
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) throw badRequest(`json: cannot unmarshal ${Array.isArray(patch) ? 'array' : typeof patch} into Go value of type map[string]interface {}`);
  try {
    return read(call, applyStrategicMergePatch(current as unknown as JsonMap, patch, schema), goValue(patch));
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    if (error.type === 'bad') throw badRequest(error.message);
    throw error.type === 'unprocessable' ? rejected() : unknownError(error.message);
  }
}

/** The result as an object of its kind. @param shown what an error says the patch was; the whole result unless given */
function read(call: ResourceCall, result: JsonValue, shown?: string): KubeObject {
  const { served } = call;
  const decoded = decode({ group: served.group, version: served.version, kind: served.resource.kind }, result);
  if ('object' in decoded) return decoded.object === result ? copy(decoded.object) : decoded.object;
  const why = decoded.error.replace(/^.* cannot be handled as an? \w+: /, '');
  throw invalid({ group: '', name: '' }, '', [invalidField('patch', shown ?? JSON.stringify(result), why)]);
}
