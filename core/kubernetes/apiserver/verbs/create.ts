/** create: after k8s.io/apiserver/pkg/endpoints/handlers/create.go and registry/rest/create.go. */
import type { KubeObject } from '../../object.ts';
import { beforeStore } from '../../authorization/escalation.ts';
import { inWordsOf } from '../../resources/validation/names.ts';
import { admissionFor } from '../admission.ts';
import { answerObject } from '../answer.ts';
import { readObject } from '../body.ts';
import { alreadyExists, badRequest, invalid, unableToGenerateName, unknownError } from '../errors.ts';
import { ownManagedFields, recordUpdate } from '../managed-fields/index.ts';
import { fillSystemFields, generateName, kindOf, settleNamespace } from '../metadata.ts';
import { createErrors } from '../metadata-validation.ts';
import { isDryRun } from '../options.ts';
import { contextOf, resourceOf, type ResourceCall } from '../server.ts';
import type { ApiResponse } from '../types.ts';

export function create(call: ResourceCall): ApiResponse {
  if (call.info.name) throw badRequest('the name of a new object stands in its body');
  const dryRun = isDryRun(call, 'CreateOptions');
  return answerObject(call, createObject(call, readObject(call), dryRun), 201);
}

/** Takes the object over, from defaults to the store. @param record notes the managed fields; server-side apply brings its own */
export function createObject(call: ResourceCall, object: KubeObject, dryRun: boolean, record?: (object: KubeObject) => void): KubeObject {
  const { server, served } = call;
  const { resource } = served;
  const context = contextOf(call, dryRun);
  settleNamespace(call, object);
  if (object.metadata.resourceVersion && !dryRun) throw unknownError('resourceVersion should not be set on objects to be created');
  ownManagedFields(object);
  resource.default?.(object, context);
  fillSystemFields(call, object);
  if (record) record(object);
  else recordUpdate(call, object, undefined);

  const admission = admissionFor(call, 'CREATE', { object, name: object.metadata.name ?? '', dryRun });
  admission.admit();
  // The name comes first: a job labels its pods with it.
  const isGenerated = generateName(call, object);
  // After the mutating plugins, so that what those set (a seccomp annotation, a service account) is carried on.
  resource.prepareForCreate?.(object, context);
  beforeStore(call, object, undefined);
  const errors = createErrors(object.metadata, resource, resource.validate?.(object, context) ?? []);
  if (errors.length) throw invalid(kindOf(resource), object.metadata.name ?? '', inWordsOf(server.versions, errors));
  admission.attributes.name = object.metadata.name!;
  admission.validate();

  const name = object.metadata.name!;
  if (server.objects.get(resource, object.metadata.namespace ?? '', name)) {
    throw isGenerated ? unableToGenerateName(resourceOf(call), name) : alreadyExists(resourceOf(call), name);
  }
  return dryRun ? object : server.objects.put(resource, object);
}
