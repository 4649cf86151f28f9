import { BINDING_COLUMNS, RBAC, defaultBinding, validateBinding, validateBindingUpdate } from './rbac.ts';
import type { ResourceDefinition } from './types.ts';

/** What such a binding may refer to. */
const KINDS = ['ClusterRole'];

/** Grants a cluster role everywhere. */
export const clusterRoleBindings: ResourceDefinition = {
  ...RBAC,
  kind: 'ClusterRoleBinding',
  plural: 'clusterrolebindings',
  singular: 'clusterrolebinding',
  namespaced: false,
  default: defaultBinding,
  validate: (binding) => validateBinding(binding, KINDS),
  validateUpdate: (binding, old) => validateBindingUpdate(binding, old, KINDS),
  columns: BINDING_COLUMNS,
};
