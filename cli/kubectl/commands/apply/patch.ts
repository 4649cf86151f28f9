/** The three-way patch of client-side apply: k8s.io/kubectl/pkg/cmd/apply/patcher.go. */
import { mergeSchemaOf } from '../../../../core/kubernetes/apiserver/merge-schema.ts';
import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { marshal } from '../../../../formats/gojson.ts';
import { MergeError, createThreeWayMergePatch, type JsonMap } from '../../../../formats/strategicmerge/index.ts';
import { infoPath, infoText, type Info } from '../../client/builder.ts';
import { PATCH_TYPES, collectionPath, type Query } from '../../client/client.ts';
import { CliError, StatusError, isConflict, isNotFound, withSource } from '../../frame/errors.ts';
import type { CommandContext } from '../../frame/types.ts';
import { LAST_APPLIED } from '../../mutate.ts';
import { threeWayJsonMergePatch } from './json-merge.ts';
import { withLastApplied } from './last-applied.ts';

const RETRIES = 5;

export interface Patched {
  object: KubeObject;
  /** False where there was nothing to change. */
  patched: boolean;
}

/** Patches what there is to what the file says; again where somebody else was faster. */
export async function patchWithRetries(context: CommandContext, info: Info, current: KubeObject, query: Query): Promise<Patched> {
  for (let tries = 0, known = current; ; tries++) {
    const { contentType, patch } = patchFor(info, known);
    const body = marshal(patch as any);
    if (body === '{}') return { object: known, patched: false };
    try {
      const object = await context.client().object('PATCH', infoPath(info), { query, contentType, body });
      return { object, patched: true };
    } catch (error) {
      if (isConflict(error) && tries < RETRIES) {
        known = await context.client().get(info.mapping, info.namespace, info.name);
        continue;
      }
      if (context.flags.bool('force') && error instanceof StatusError && ['Conflict', 'Invalid'].includes(error.reason))
        return recreate(context, info, current, query);
      throw withSource(`applying patch:\n${body}\nto:\n${infoText(info)}\nfor:`, info.source, error);
    }
  }
}

/** The patch, empty where nothing differs: strategic for kinds with a schema, else a JSON merge patch. */
export function patchFor(info: Info, current: KubeObject): { contentType: string; patch: JsonMap } {
  const modified = withLastApplied(info.object!) as unknown as JsonMap;
  const original = lastApplied(current);
  const live = current as unknown as JsonMap;
  const schema = mergeSchemaOf(info.mapping);
  if (!schema) return { contentType: PATCH_TYPES.merge, patch: threeWayJsonMergePatch(original, modified, live) };
  try {
    return { contentType: PATCH_TYPES.strategic, patch: createThreeWayMergePatch(original, modified, live, schema) };
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    throw withSource(`applying patch:\n\nto:\n${infoText(info)}\nfor:`, info.source, new CliError(error.message));
  }
}

function lastApplied({ metadata }: KubeObject): JsonMap {
  const text = metadata.annotations?.[LAST_APPLIED];
  if (!text) return {};
  try {
    return JSON.parse(text) as JsonMap;
  } catch (error) {
    throw new CliError(`the annotation ${LAST_APPLIED} of ${metadata.name} is no JSON: ${(error as Error).message}`);
  }
}

/** --force: deletes it, waits until it is gone, and creates it anew. */
async function recreate(context: CommandContext, info: Info, current: KubeObject, query: Query): Promise<Patched> {
  const client = context.client();
  await client.request('DELETE', infoPath(info), { body: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background' } });
  for (;;) {
    try {
      const { metadata } = await client.get(info.mapping, info.namespace, info.name);
      if (metadata.uid !== current.metadata.uid) break;
    } catch (error) {
      if (isNotFound(error)) break;
      throw error;
    }
    await context.lab.change({ signal: context.terminal.signal });
  }
  const object = await client.object('POST', collectionPath(info.mapping, info.namespace), { query, body: withLastApplied(info.object!) });
  return { object, patched: true };
}
