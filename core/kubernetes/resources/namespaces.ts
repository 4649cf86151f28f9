import { invalid, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { keepAllButStatus, keepStatus } from './validation/common.ts';
import { validateFinalizerName } from './validation/metadata.ts';

/** The namespace controller takes this away when everything inside is gone. */
export const KUBERNETES_FINALIZER = 'kubernetes';

/** The errors of all finalizers stand at the list, not at the item. */
const validateFinalizers = (namespace: KubeObject): FieldError[] =>
  ((namespace.spec?.finalizers ?? []) as string[]).flatMap((name) => validateFinalizerName(name, 'spec.finalizers'));

/** An empty phase is an active one; only a namespace that is being deleted terminates. */
function validateStatus(namespace: KubeObject): FieldError[] {
  const phase = namespace.status?.phase ?? '';
  const isDeleting = Boolean(namespace.metadata.deletionTimestamp);
  if (isDeleting && phase !== 'Terminating')
    return [invalid('status.Phase', phase, "may only be 'Terminating' if `deletionTimestamp` is not empty")];
  if (!isDeleting && phase !== 'Active') return [invalid('status.Phase', phase, "may only be 'Active' if `deletionTimestamp` is empty")];
  return [];
}

export const namespaces: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  namespaced: false,
  nameRule: 'dns1123label',
  default(namespace, { versions }) {
    namespace.status = { ...namespace.status, phase: namespace.status?.phase || 'Active' };
    if (versions.has('namespaceNameLabel') && namespace.metadata.name) {
      namespace.metadata.labels = { ...namespace.metadata.labels, 'kubernetes.io/metadata.name': namespace.metadata.name };
    }
  },
  prepareForCreate(namespace) {
    namespace.status = { phase: 'Active' };
    const finalizers: string[] = namespace.spec?.finalizers ?? [];
    namespace.spec = {
      ...namespace.spec,
      finalizers: finalizers.includes(KUBERNETES_FINALIZER) ? finalizers : [...finalizers, KUBERNETES_FINALIZER],
    };
  },
  prepareForUpdate(namespace, old) {
    namespace.spec = { ...namespace.spec, finalizers: old.spec?.finalizers ?? [] };
    keepStatus(namespace, old);
  },
  validate: validateFinalizers,
  status: { prepareForUpdate: keepAllButStatus, validateUpdate: validateStatus },
  selectableFields: { 'status.phase': (namespace) => namespace.status?.phase ?? '' },
  columns: [NAME, text('Status', (namespace) => namespace.status?.phase ?? ''), AGE],
};
