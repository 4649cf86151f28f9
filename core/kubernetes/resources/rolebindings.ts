import { BINDING_COLUMNS, RBAC, defaultBinding, validateBinding, validateBindingUpdate } from './rbac.ts';
import type { ResourceDefinition } from './types.ts';

/** What such a binding may refer to. */
const KINDS = ['Role', 'ClusterRole'];

/** Grants a role or a cluster role in a namespace. */
export const roleBindings: ResourceDefinition = {
  ...RBAC,
  kind: 'RoleBinding',
  plural: 'rolebindings',
  singular: 'rolebinding',
  namespaced: true,
  default: defaultBinding,
  validate: (binding) => validateBinding(binding, KINDS),
  validateUpdate: (binding, old) => validateBindingUpdate(binding, old, KINDS),
  columns: BINDING_COLUMNS,
};
