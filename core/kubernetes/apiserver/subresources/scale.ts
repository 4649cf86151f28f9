/** scale: an autoscaling/v1 Scale over the object's replicas. After k8s.io/kubernetes/pkg/registry/apps/deployment/storage. */
import { copy, type KubeObject } from '../../object.ts';
import { invalid as invalidField } from '../../field.ts';
import { readKind } from '../body.ts';
import { badRequest, invalid, stale } from '../errors.ts';
import { isDryRun } from '../options.ts';
import { resourceOf, type ResourceCall } from '../server.ts';
import type { ApiResponse } from '../types.ts';
import { patched } from '../verbs/patch.ts';
import { stored } from '../verbs/read.ts';
import { updateObject } from '../verbs/update.ts';
import type { Subresource } from './index.ts';

const KIND = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

export const scale: Subresource = {
  get: (call) => ({ code: 200, body: scaleOf(call, stored(call)) }),
  update: (call) => setScale(call, readKind(call, KIND)),
  patch: (call) => setScale(call, patched(call, KIND, scaleOf(call, stored(call)))),
};

function setScale(call: ResourceCall, wanted: KubeObject): ApiResponse {
  const { served, info } = call;
  const { name, resourceVersion } = wanted.metadata;
  if (name && name !== info.name) throw badRequest(`the name of the object (${name}) does not match the name on the URL (${info.name})`);
  const old = stored(call);
  const replicas = wanted.spec?.replicas ?? 0;
  if (replicas < 0)
    throw invalid({ group: 'autoscaling', name: 'Scale' }, info.name, [
      invalidField('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ]);
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) throw stale(resourceOf(call), info.name);
  const object = copy(old);
  served.resource.scale!.setReplicas(object, replicas);
  const written = updateObject(call, object, old, { dryRun: isDryRun(call, 'UpdateOptions') });
  return { code: 200, body: scaleOf(call, written) };
}

function scaleOf({ served }: ResourceCall, object: KubeObject): KubeObject {
  const numbers = served.resource.scale!;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector = numbers.selector(object);
  const replicas = numbers.replicas(object);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas ? { replicas } : {},
    status: { replicas: numbers.statusReplicas(object), ...(selector ? { selector } : {}) },
  };
}
