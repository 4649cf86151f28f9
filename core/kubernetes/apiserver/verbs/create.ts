/** create: after k8s.io/apiserver/pkg/endpoints/handlers/create.go and registry/rest/create.go. */
import type { KubeObject } from '../../object.ts';
import { admissionFor } from '../admission.ts';
import { answerObject } from '../answer.ts';
import { readObject } from '../body.ts';
import { alreadyExists, invalid } from '../errors.ts';
import { fillSystemFields, generateName, settleNamespace } from '../metadata.ts';
import { isDryRun } from '../options.ts';
import { contextOf, resourceOf, type ResourceCall } from '../server.ts';
import type { ApiResponse } from '../types.ts';

export function create(call: ResourceCall): ApiResponse {
  const dryRun = isDryRun(call, 'CreateOptions');
  return answerObject(call, createObject(call, readObject(call), dryRun), 201);
}

/** Takes the object over, from defaults to the store. */
export function createObject(call: ResourceCall, object: KubeObject, dryRun: boolean): KubeObject {
  const { server, served } = call;
  const { resource } = served;
  const context = contextOf(server);
  settleNamespace(call, object);
  resource.default?.(object, context);
  resource.prepareForCreate?.(object, context);
  fillSystemFields(call, object);

  const admission = admissionFor(call, 'CREATE', { object, name: object.metadata.name ?? '', dryRun });
  admission.admit();
  generateName(call, object);
  const errors = resource.validate?.(object, context) ?? [];
  if (errors.length) throw invalid({ group: resource.group, name: resource.kind }, object.metadata.name ?? '', errors);
  admission.attributes.name = object.metadata.name!;
  admission.validate();

  if (server.objects.get(resource, object.metadata.namespace ?? '', object.metadata.name!)) throw alreadyExists(resourceOf(call), object.metadata.name!);
  return dryRun ? object : server.objects.put(resource, object);
}
