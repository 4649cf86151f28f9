import { CREATED_AT, NAME } from './columns.ts';
import { RBAC, defaultRole, validateRules } from './rbac.ts';
import { twice } from './validation/common.ts';
import type { ResourceDefinition } from './types.ts';

/** What may be done in a namespace. */
export const roles: ResourceDefinition = {
  ...RBAC,
  kind: 'Role',
  plural: 'roles',
  singular: 'role',
  namespaced: true,
  default: defaultRole,
  validate: (role) => validateRules(role.rules, true),
  validateUpdate: (role) => twice(validateRules(role.rules, true)),
  columns: [NAME, CREATED_AT],
};
