/** patch: after k8s.io/apiserver/pkg/endpoints/handlers/patch.go. */
import { applyJsonPatch, JsonPatchError, readJsonPatch } from '../../../../formats/jsonpatch.ts';
import { applyMergePatch } from '../../../../formats/mergepatch.ts';
import { applyStrategicMergePatch, goValue, MergeError, type JsonMap } from '../../../../formats/strategicmerge/index.ts';
import { invalid as invalidField } from '../../field.ts';
import { copy, type JsonValue, type KubeObject } from '../../object.ts';
import { decode, type GroupVersionKind } from '../../schema/index.ts';
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

/** Makes the patched form of an object of that kind. */
type Patcher = (kind: GroupVersionKind, current: KubeObject, patch: JsonValue) => KubeObject;

const PATCHERS: Record<string, Patcher> = {
  'application/json-patch+json': jsonPatch,
  'application/merge-patch+json': mergePatch,
  'application/strategic-merge-patch+json': strategicMergePatch,
};
const APPLY = 'application/apply-patch+yaml';
export const PATCH_TYPES = [...Object.keys(PATCHERS), APPLY];

export function patch(call: ResourceCall): ApiResponse {
  if (contentType(call) === APPLY) return apply(call);
  const dryRun = isDryRun(call, 'PatchOptions');
  const old = stored(call);
  const { group, version, resource } = call.served;
  const object = patched(call, { group, version, kind: resource.kind }, fromStorage(call.served, old));
  checkName(call, object);
  return answerObject(call, updateObject(call, toStorage(call.served, object), old, { dryRun }));
}

const contentType = ({ request }: ResourceCall): string => (header(request, 'content-type') ?? '').split(';')[0]!.trim();

/** What the request's patch makes of an object of that kind. */
export function patched(call: ResourceCall, kind: GroupVersionKind, current: KubeObject): KubeObject {
  const patcher = PATCHERS[contentType(call)];
  if (!patcher) throw unsupportedMediaType(PATCH_TYPES);
  return patcher(kind, current, readJson(call) ?? null);
}

function jsonPatch(kind: GroupVersionKind, current: KubeObject, patch: JsonValue): KubeObject {
  return read(
    kind,
    applied(() => readOperations(patch, current)),
  );
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

function mergePatch(kind: GroupVersionKind, current: KubeObject, patch: JsonValue): KubeObject {
  if (typeof patch !== 'object' || patch === null) throw badRequest('Invalid JSON Patch');
  return read(kind, applyMergePatch(current as JsonValue, patch));
}

function strategicMergePatch(kind: GroupVersionKind, current: KubeObject, patch: JsonValue): KubeObject {
  const schema = mergeSchemaOf(kind);
  if (!schema) throw unsupportedMediaType(PATCH_TYPES.filter((type) => !type.includes('strategic')));
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw badRequest(
      `json: cannot unmarshal ${Array.isArray(patch) ? 'array' : typeof patch} into Go value of type map[string]interface {}`,
    );
  try {
    return read(kind, applyStrategicMergePatch(current as unknown as JsonMap, patch, schema), goValue(patch));
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    if (error.type === 'bad') throw badRequest(error.message);
    throw error.type === 'unprocessable' ? rejected() : unknownError(error.message);
  }
}

/** The result as an object of its kind. @param shown what an error says the patch was; the whole result unless given */
function read(kind: GroupVersionKind, result: JsonValue, shown?: string): KubeObject {
  const decoded = decode(kind, result);
  if ('object' in decoded) return decoded.object === result ? copy(decoded.object) : decoded.object;
  const why = decoded.error.replace(/^.* cannot be handled as an? \w+: /, '');
  throw invalid({ group: '', name: '' }, '', [invalidField('patch', shown ?? JSON.stringify(result), why)]);
}
