import type { Words } from './types.ts';

/** Roles, their bindings, and who they are bound to. */
export const RBAC: Readonly<Record<string, Words>> = {
  'rbac.v1.Role': {
    is: 'Rights within one namespace. They count for nobody until a RoleBinding gives them to someone.',
    fields: { rules: 'The rights; they add up, and none takes anything away.' },
  },
  'rbac.v1.ClusterRole': {
    is: 'Rights in the whole cluster, or, given by a RoleBinding, in the namespace of that binding.',
    fields: {
      rules: 'The rights; they add up, and none takes anything away.',
      aggregationRule: 'Gathers the rules of other cluster roles. The rules here are then overwritten by the controller.',
    },
  },
  'rbac.v1.AggregationRule': {
    is: 'Which cluster roles are gathered into one.',
    fields: { clusterRoleSelectors: 'A cluster role that fits any of these selectors is gathered.' },
  },
  'rbac.v1.PolicyRule': {
    is: 'One right: verbs, and what they may be done to. A request must fit all parts of one rule.',
    fields: {
      apiGroups: 'The API groups of the resources: "" is the core group, policy has PodSecurityPolicy, "*" is every group.',
      nonResourceURLs:
        'Paths that are no resources, such as /healthz; a * may end them. Only cluster roles bound in the whole cluster have them.',
      resourceNames:
        'Only objects with these names. An empty list means all. Creating and listing know no names, so such a rule does not allow them.',
      resources: 'Resources by their plural, podsecuritypolicies for instance; pods/log is a subresource, "*" is everything.',
      verbs:
        'What may be done: get, list, watch, create, update, patch, delete, deletecollection, and others such as use, bind, escalate and impersonate. "*" is everything.',
    },
  },
  'rbac.v1.RoleBinding': {
    is: 'Gives the rights of a role to users, groups and service accounts, within the namespace of the binding.',
    fields: {
      roleRef: 'The role: a Role of the same namespace, or a ClusterRole. It cannot change; to bind another role, make another binding.',
      subjects: 'Who gets the rights.',
    },
  },
  'rbac.v1.ClusterRoleBinding': {
    is: 'Gives the rights of a cluster role to users, groups and service accounts, in the whole cluster.',
    fields: { roleRef: 'The ClusterRole. It cannot change; to bind another role, make another binding.', subjects: 'Who gets the rights.' },
  },
  'rbac.v1.RoleRef': {
    is: 'Names a role.',
    fields: { apiGroup: 'rbac.authorization.k8s.io.', kind: 'Role or ClusterRole.', name: 'The name of the role.' },
  },
  'rbac.v1.Subject': {
    is: 'A user, a group or a service account.',
    fields: {
      apiGroup: 'rbac.authorization.k8s.io for users and groups, empty for service accounts.',
      kind: 'User, Group or ServiceAccount.',
      name: 'The name. Users and groups are no objects: any name will do, such as system:authenticated for everyone who is logged in.',
      namespace: 'The namespace of a service account; users and groups have none.',
    },
  },
};
