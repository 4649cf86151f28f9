/** Questions that plugins ask of a request. */
import { resourceKey } from '../resources/registry.ts';
import type { AdmissionAttributes } from './types.ts';

/** Whether a request is one of `operations` on the resource itself (no subresource), `pods` or `ingresses.networking.k8s.io`. */
export function concerns(
  { operation, resource, subresource, object }: AdmissionAttributes,
  key: string,
  ...operations: AdmissionAttributes['operation'][]
): boolean {
  return subresource === '' && object !== undefined && resourceKey(resource) === key && operations.includes(operation);
}
