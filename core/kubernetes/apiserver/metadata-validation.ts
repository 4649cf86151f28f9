/** What is wrong with an object's metadata, as often as the real server finds it. */
import type { FieldError } from '../field.ts';
import type { ObjectMeta } from '../object.ts';
import type { ResourceDefinition } from '../resources/types.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../resources/validation/metadata.ts';

export const metadataErrors = (metadata: ObjectMeta, resource: ResourceDefinition): FieldError[] => validateObjectMeta(metadata, resource);

/**
 * On an update both the generic server (rest.BeforeUpdate) and the kind's own validation look at the metadata, each as at new ones and as at changed
 * ones, and RBAC's kinds once more: what is wrong stands in the Status as many times.
 */
export function metadataUpdateErrors(metadata: ObjectMeta, old: ObjectMeta, resource: ResourceDefinition): FieldError[] {
  const each = validateObjectMeta(metadata, resource);
  const errors = [...each, ...validateObjectMetaUpdate(metadata, old)];
  if (errors.length === 0) return errors;
  return [...errors, ...errors, ...(resource.group === 'rbac.authorization.k8s.io' ? each : [])];
}
