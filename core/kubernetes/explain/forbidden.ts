/** The other wall: RBAC says no. Who may what was asked, and the least that lets this one do it. */
import type { ApiServer } from '../apiserver/server.ts';
import type { RequestInfo, UserInfo } from '../apiserver/types.ts';
import type { KubeObject } from '../object.ts';

export interface ForbiddenExplanation {
  user: string;
  verb: string;
  /** `pods`, `deployments.apps`, `pods/log`; a path for what is no resource. */
  resource: string;
  namespace: string;
  name: string;
  allowed: boolean;
  /** `User dev through RoleBinding edit, ClusterRole edit`. */
  whoMay: string[];
  /** The narrowest role and binding; none where only a path is asked for. */
  objects: KubeObject[];
}

const RBAC = 'rbac.authorization.k8s.io';
/** Verbs that RBAC can tie to one object's name. */
const NAMED = ['get', 'update', 'patch', 'delete'];

export function explainForbidden(server: ApiServer, info: RequestInfo, user: UserInfo): ForbiddenExplanation {
  const { verb, apiGroup: group, resource, subresource, namespace, name } = info;
  const question = info.isResourceRequest ? { verb, group, resource, subresource, name, namespace } : { verb, path: info.path };
  const whole = subresource ? `${resource}/${subresource}` : resource;
  return {
    user: user.name,
    verb,
    resource: info.isResourceRequest ? (group ? `${whole}.${group}` : whole) : info.path,
    namespace,
    name,
    allowed: server.authorizer.authorize(user, question).allowed,
    whoMay: [
      ...new Set(
        server.authorizer
          .who(question)
          .map(
            ({ subject, binding, role }) =>
              `${subject.kind} ${subject.name} through ${binding.kind} ${binding.metadata.name}, ${role.kind} ${role.name}`,
          ),
      ),
    ],
    objects: info.isResourceRequest ? narrowestGrant(info, user, whole) : [],
  };
}

function narrowestGrant({ verb, apiGroup, namespace, name }: RequestInfo, user: UserInfo, resource: string): KubeObject[] {
  const scope = namespace ? { namespace } : {};
  const [kind, binding] = namespace ? ['Role', 'RoleBinding'] : ['ClusterRole', 'ClusterRoleBinding'];
  const roleName = `${verb}-${resource.replace('/', '-')}`;
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user.name);
  return [
    {
      apiVersion: `${RBAC}/v1`,
      kind,
      metadata: { name: roleName, ...scope },
      rules: [
        { apiGroups: [apiGroup], resources: [resource], ...(name && NAMED.includes(verb) ? { resourceNames: [name] } : {}), verbs: [verb] },
      ],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: binding,
      metadata: { name: `${roleName}-${(account?.[2] ?? user.name).toLowerCase().replace(/[^a-z0-9.-]+/g, '-')}`, ...scope },
      roleRef: { apiGroup: RBAC, kind, name: roleName },
      subjects: [
        account ? { kind: 'ServiceAccount', name: account[2], namespace: account[1] } : { apiGroup: RBAC, kind: 'User', name: user.name },
      ],
    },
  ];
}
