/** What is wrong with an object's metadata, as often as the real server finds it: each cause stands in the Status as many times. */
import type { FieldError } from '../field.ts';
import type { ObjectMeta } from '../object.ts';
import { resourceKey } from '../resources/registry.ts';
import type { ResourceDefinition } from '../resources/types.ts';
import {
  kubeFinalizersErrors,
  validateImmutableMeta,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from '../resources/validation/metadata.ts';

/** How often a kind's own validation looks at the metadata: as at new ones (ValidateObjectMeta), as at changed ones (ValidateObjectMetaUpdate). */
type Looks = readonly [whole: number, change: number];

/** On an update, after each kind's strategy.ValidateUpdate; most kinds look once each way. */
const UPDATE_LOOKS: Record<string, Looks> = {
  persistentvolumes: [2, 0],
  persistentvolumeclaims: [2, 1],
  resourcequotas: [0, 1],
  limitranges: [1, 0],
  podtemplates: [0, 1],
  'deployments.apps': [0, 1],
  'cronjobs.batch': [0, 1],
  'horizontalpodautoscalers.autoscaling': [0, 1],
  'podsecuritypolicies.policy': [0, 1],
  'runtimeclasses.node.k8s.io': [0, 1],
  'priorityclasses.scheduling.k8s.io': [0, 1],
  'leases.coordination.k8s.io': [0, 1],
  'customresourcedefinitions.apiextensions.k8s.io': [0, 1],
  'roles.rbac.authorization.k8s.io': [2, 1],
  'rolebindings.rbac.authorization.k8s.io': [2, 1],
  'clusterroles.rbac.authorization.k8s.io': [2, 1],
  'clusterrolebindings.rbac.authorization.k8s.io': [2, 1],
};

/** Kinds whose validation leaves the metadata to the generic server. */
const WITHOUT_METADATA = new Set(['events', 'events.events.k8s.io', 'poddisruptionbudgets.policy']);

/** Kinds that are not checked with core's own functions: any qualified name does as a finalizer. */
const isGeneric = (resource: ResourceDefinition): boolean =>
  resource.isCustom === true || ['apiextensions.k8s.io', 'apiregistration.k8s.io', 'admissionregistration.k8s.io'].includes(resource.group);

const updateLooks = (resource: ResourceDefinition, isStatus: boolean): Looks => {
  if (WITHOUT_METADATA.has(resourceKey(resource))) return [0, 0];
  return isStatus || resource.isCustom ? [0, 1] : (UPDATE_LOOKS[resourceKey(resource)] ?? [1, 1]);
};

const times = (count: number, errors: FieldError[]): FieldError[] => Array.from({ length: count }, () => errors).flat();

/** What stands on a new object: what its kind says; the generic server looks at the metadata only of what its kind has nothing against. */
export function createErrors(metadata: ObjectMeta, resource: ResourceDefinition, own: FieldError[]): FieldError[] {
  const isLeft = WITHOUT_METADATA.has(resourceKey(resource));
  if (isLeft && own.length > 0) return own;
  const standard = isLeft || isGeneric(resource) ? [] : kubeFinalizersErrors(metadata);
  return [...validateObjectMeta(metadata, resource), ...standard, ...own];
}

/** On an update the generic server (rest.BeforeUpdate) looks at the metadata both ways, and then the kind's own validation does. */
export function metadataUpdateErrors(metadata: ObjectMeta, old: ObjectMeta, resource: ResourceDefinition, isStatus: boolean): FieldError[] {
  const whole = validateObjectMeta(metadata, resource);
  const change = whole.length ? validateObjectMetaUpdate(metadata, old) : validateImmutableMeta(metadata, old);
  const standard = isGeneric(resource) ? [] : kubeFinalizersErrors(metadata);
  if (whole.length + change.length + standard.length === 0) return [];
  const [asNew, asChanged] = updateLooks(resource, isStatus);
  return [...times(1 + asNew, whole), ...times(1 + asChanged, change), ...times(asNew + asChanged, standard)];
}
