/** The patches of a kustomization. */
import { mergeSchemaOf } from '../../../core/kubernetes/apiserver/merge-schema.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { readDocuments } from '../../../formats/goyaml/index.ts';
import { applyJsonPatch, readJsonPatch } from '../../../formats/jsonpatch.ts';
import { applyMergePatch } from '../../../formats/mergepatch.ts';
import { applyStrategicMergePatch } from '../../../formats/strategicmerge/index.ts';
import type { Files } from '../../shared/terminal.ts';
import { splitVersion } from '../client/files.ts';
import { asError, CliError } from '../frame/errors.ts';
import { absolute, readObjects, type Resource } from './build.ts';
import { readFile, type Kustomization, type Target, type TargetedPatch } from './file.ts';

/** Changes the resources, in place. */
export function applyPatches(kustomization: Kustomization, folder: string, files: Files, resources: Resource[]): void {
  const { patches = [], patchesStrategicMerge = [], patchesJson6902 = [] } = kustomization;
  for (const entry of [...patchesStrategicMerge, ...patches.filter((patch) => typeof patch === 'string')]) {
    const text = String(entry);
    const inline = text.includes('\n');
    for (const patch of readObjects(inline ? text : readFile(absolute(text, folder), files), inline ? 'patch' : text))
      mergeInto(resources, patch);
  }
  for (const patch of [...patchesJson6902, ...patches.filter((one) => typeof one !== 'string')])
    applyTargeted(patch, folder, files, resources);
}

function mergeInto(resources: Resource[], patch: KubeObject): void {
  const [group, version] = splitVersion(patch.apiVersion);
  const found = matching(resources, {
    group,
    version,
    kind: patch.kind,
    name: patch.metadata.name,
    ...(patch.metadata.namespace ? { namespace: patch.metadata.namespace } : {}),
  });
  if (!found.length)
    throw new CliError(
      `failed to find an object with ${patch.apiVersion.replace('/', '_')}_${patch.kind}|${patch.metadata.name} to apply the patch`,
    );
  for (const resource of found) merge(resources, resource, patch);
}

/** A strategic merge patch where the schema is known, else a JSON merge patch; `$patch: delete` takes the whole object away. */
function merge(resources: Resource[], resource: Resource, patch: KubeObject): void {
  if (patch.$patch === 'delete') return void resources.splice(resources.indexOf(resource), 1);
  const { object } = resource;
  const [group, version] = splitVersion(object.apiVersion);
  const schema = mergeSchemaOf({ group, version, kind: object.kind });
  try {
    const patched = schema ? applyStrategicMergePatch(object as any, patch as any, schema) : applyMergePatch(object as any, patch as any);
    resource.object = patched as unknown as KubeObject;
  } catch (error) {
    throw new CliError(`patch of ${object.kind} ${object.metadata.name}: ${asError(error).message}`);
  }
}

function applyTargeted({ target, path, patch }: TargetedPatch, folder: string, files: Files, resources: Resource[]): void {
  if (Boolean(path) === Boolean(patch)) throw new CliError('a patch needs either a path or a patch');
  const text = patch ?? readFile(absolute(path!, folder), files);
  const [document] = readDocuments(text);
  if (!document || document.error !== undefined)
    throw new CliError(`error parsing ${path ?? 'patch'}: ${document?.error ?? 'it is empty'}`);
  if (!target) return mergeInto(resources, document.value as unknown as KubeObject);
  const found = matching(resources, target);
  if (!found.length)
    throw new CliError(
      `couldn't find target ${target.group ? `${target.group}_` : ''}${target.version ?? ''}_${target.kind}|${target.name} for json patch`,
    );
  for (const resource of found) {
    if (!Array.isArray(document.value)) {
      merge(resources, resource, document.value as unknown as KubeObject);
      continue;
    }
    try {
      resource.object = applyJsonPatch(resource.object as any, readJsonPatch(document.value as any)) as unknown as KubeObject;
    } catch (error) {
      throw new CliError(`patch of ${resource.object.kind} ${resource.object.metadata.name}: ${asError(error).message}`);
    }
  }
}

/** The resources that a target means; what it leaves out does not count. */
function matching(resources: Resource[], target: Target): Resource[] {
  return resources.filter(({ object, originalName }) => {
    const [group, version] = splitVersion(object.apiVersion);
    const own: Required<Target> = { group, version, kind: object.kind, name: originalName, namespace: object.metadata.namespace ?? '' };
    return (Object.keys(own) as (keyof Target)[]).every(
      (key) => target[key] === undefined || target[key] === own[key] || (key === 'name' && target.name === object.metadata.name),
    );
  });
}
