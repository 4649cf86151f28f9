import type { FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { CREATED_AT, NAME } from './columns.ts';
import { RBAC, defaultRole, validateAggregation, validateRules } from './rbac.ts';
import { twice } from './validation/common.ts';
import type { ResourceDefinition } from './types.ts';

const validate = (role: KubeObject): FieldError[] => [...validateRules(role.rules, false), ...validateAggregation(role.aggregationRule)];

/** What may be done in the whole cluster, or wherever a binding grants it. */
export const clusterRoles: ResourceDefinition = {
  ...RBAC,
  kind: 'ClusterRole',
  plural: 'clusterroles',
  singular: 'clusterrole',
  namespaced: false,
  default: defaultRole,
  validate,
  validateUpdate: (role) => twice(validate(role)),
  columns: [NAME, CREATED_AT],
};
