/** update: after k8s.io/apiserver/pkg/endpoints/handlers/update.go and registry/generic/registry/store.go Update. */
import { beforeStore } from '../../authorization/escalation.ts';
import { invalid as invalidField } from '../../field.ts';
import { equal, type KubeObject } from '../../object.ts';
import { resourceKey } from '../../resources/registry.ts';
import { inWordsOf } from '../../resources/validation/names.ts';
import { admissionFor } from '../admission.ts';
import { answerObject } from '../answer.ts';
import { readObject } from '../body.ts';
import { badRequest, conflict, invalid, stale } from '../errors.ts';
import { recordUpdate } from '../managed-fields/index.ts';
import { keepSystemFields, kindOf } from '../metadata.ts';
import { metadataUpdateErrors } from '../metadata-validation.ts';
import { isDryRun } from '../options.ts';
import { contextOf, resourceOf, type ResourceCall } from '../server.ts';
import type { ApiResponse } from '../types.ts';
import { createObject } from './create.ts';
import { stored } from './read.ts';

/** Kinds that an update must show the resourceVersion of. */
const CONDITIONAL = new Set([
  'leases.coordination.k8s.io',
  'runtimeclasses.node.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io',
  'csidrivers.storage.k8s.io',
  'endpointslices.discovery.k8s.io',
]);

export function update(call: ResourceCall): ApiResponse {
  const dryRun = isDryRun(call, 'UpdateOptions');
  const object = readObject(call);
  checkName(call, object);
  const { resource } = call.served;
  if (resource.allowCreateOnUpdate && !call.server.objects.get(resource, call.info.namespace, call.info.name)) {
    if (object.metadata.uid) throw uidConflict(call, object.metadata.uid, '');
    return answerObject(call, createObject(call, object, dryRun), 201);
  }
  const old = stored(call);
  if (!object.metadata.resourceVersion && CONDITIONAL.has(resourceKey(resource))) {
    throw invalid(kindOf(resource), call.info.name, [
      invalidField('metadata.resourceVersion', { go: '0x0' }, 'must be specified for an update'),
    ]);
  }
  return answerObject(call, updateObject(call, object, old, { dryRun }));
}

/** The body's name and namespace are those of the path. */
export function checkName(call: ResourceCall, object: KubeObject): void {
  const { name, namespace } = object.metadata;
  if (!name) throw badRequest(`the name of the object (${call.info.name} based on URL) was undeterminable: name must be provided`);
  if (name !== call.info.name) throw badRequest(`the name of the object (${name}) does not match the name on the URL (${call.info.name})`);
  if (namespace && namespace !== call.info.namespace) {
    throw badRequest(`the namespace of the object (${namespace}) does not match the namespace on the request (${call.info.namespace})`);
  }
  if (call.served.resource.namespaced) object.metadata.namespace = call.info.namespace;
}

export interface UpdateOptions {
  dryRun: boolean;
  /** Records the managed fields; server-side apply has done so itself. */
  record?(object: KubeObject, old: KubeObject): void;
  /** Admission does not look: the server's own writes. */
  isInternal?: boolean;
}

/** Takes the object over, from defaults to the store; what did not change is not written. */
export function updateObject(call: ResourceCall, object: KubeObject, old: KubeObject, options: UpdateOptions): KubeObject {
  const { server, served } = call;
  const { resource } = served;
  const context = contextOf(call, options.dryRun);
  const isStatus = call.info.subresource === 'status' || call.info.subresource === 'approval';
  const { metadata } = object;
  if (metadata.uid && metadata.uid !== old.metadata.uid) throw uidConflict(call, metadata.uid, old.metadata.uid!);
  if (metadata.resourceVersion && metadata.resourceVersion !== old.metadata.resourceVersion)
    throw stale(resourceOf(call), old.metadata.name!);
  metadata.resourceVersion = old.metadata.resourceVersion;
  resource.default?.(object, context);
  keepSystemFields(object, old);
  if (isStatus) prepareStatus(call, object, old);
  else resource.prepareForUpdate?.(object, old, context);
  (options.record ?? ((o, before) => recordUpdate(call, o, before)))(object, old);

  const admission = admissionFor(call, 'UPDATE', { object, oldObject: old, dryRun: options.dryRun });
  admission.admit();
  beforeStore(call, object, old);
  const validate = isStatus ? (resource.status?.validateUpdate ?? (() => [])) : resource.validateUpdate;
  const errors = [...metadataUpdateErrors(metadata, old.metadata, resource, isStatus), ...(validate?.(object, old, context) ?? [])];
  if (errors.length) throw invalid(kindOf(resource), metadata.name!, inWordsOf(server.versions, errors));
  admission.validate();

  if (options.dryRun) return object;
  if (isFinished(object, old)) {
    server.objects.remove(resource, old);
    return object;
  }
  return equal(object, old) ? old : server.objects.put(resource, object);
}

/** Everything but the status stays. */
function prepareStatus(call: ResourceCall, object: KubeObject, old: KubeObject): void {
  const own = call.served.resource.status?.prepareForUpdate;
  if (own) return own(object, old, contextOf(call));
  for (const key of Object.keys(object)) if (key !== 'metadata' && key !== 'status') delete object[key];
  for (const key of Object.keys(old)) if (key !== 'metadata' && key !== 'status') object[key] = old[key];
  if (old.metadata.labels) object.metadata.labels = old.metadata.labels;
  else delete object.metadata.labels;
}

/** A deleted object whose last finalizer went (ShouldDeleteDuringUpdate). */
function isFinished(object: KubeObject, old: KubeObject): boolean {
  return (
    old.metadata.deletionTimestamp !== undefined &&
    old.metadata.deletionGracePeriodSeconds === 0 &&
    !object.metadata.finalizers?.length &&
    !object.spec?.finalizers?.length
  );
}

function uidConflict(call: ResourceCall, wanted: string, actual: string): Error {
  const { served, info } = call;
  const key = `/registry/${served.resource.plural}/${[info.namespace, info.name].filter(Boolean).join('/')}`;
  const why = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${actual}`;
  return conflict(resourceOf(call), info.name, why);
}
