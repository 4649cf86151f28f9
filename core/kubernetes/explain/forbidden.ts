/** The other wall: RBAC says no. Who may what was asked, and the least that lets this one do it. */
import type { ApiServer } from '../apiserver/server.ts';
import type { RequestInfo, UserInfo } from '../apiserver/types.ts';
import type { Subject } from '../authorization/rbac.ts';
import type { KubeObject } from '../object.ts';

export interface ForbiddenExplanation {
  user: string;
  verb: string;
  /** `pods`, `deployments.apps`, `pods/log`; a path for what is no resource. */
  resource: string;
  /** What was asked about: one namespace, all namespaces at once, what is in none, or a path that is no resource. */
  scope: 'namespace' | 'all namespaces' | 'cluster' | 'path';
  namespace: string;
  name: string;
  allowed: boolean;
  /** `User dev through RoleBinding edit, ClusterRole edit`. */
  whoMay: string[];
  /** The narrowest role and binding. */
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
    scope: scopeOf(server, info),
    namespace,
    name,
    allowed: server.authorizer.authorize(user, question).allowed,
    whoMay: [
      ...new Set(
        server.authorizer
          .who(question)
          .map(
            ({ subject, binding, role }) =>
              `${subject.kind} ${subjectName(subject, binding)} through ${binding.kind} ${binding.metadata.name}, ${role.kind} ${role.name}`,
          ),
      ),
    ],
    objects: narrowestGrant(server, info, user, whole),
  };
}

const subjectName = ({ kind, name, namespace }: Subject, { metadata }: KubeObject): string =>
  kind === 'ServiceAccount' ? `${namespace ?? metadata.namespace}/${name}` : name;

function scopeOf({ registry }: ApiServer, info: RequestInfo): ForbiddenExplanation['scope'] {
  if (!info.isResourceRequest) return 'path';
  if (info.namespace) return 'namespace';
  const resource = registry.resources.find(({ group, plural }) => group === info.apiGroup && plural === info.resource);
  return resource?.namespaced ? 'all namespaces' : 'cluster';
}

function narrowestGrant(server: ApiServer, info: RequestInfo, user: UserInfo, resource: string): KubeObject[] {
  const { verb, apiGroup, namespace, name } = info;
  const scope = namespace ? { namespace } : {};
  const [kind, binding] = namespace ? ['Role', 'RoleBinding'] : ['ClusterRole', 'ClusterRoleBinding'];
  const what = info.isResourceRequest ? resource : info.path;
  const roleName = free(server, kind, namespace, `${verb}-${nameFrom(what)}`);
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user.name);
  const rule = info.isResourceRequest
    ? { apiGroups: [apiGroup], resources: [resource], ...(name && NAMED.includes(verb) ? { resourceNames: [name] } : {}), verbs: [verb] }
    : { nonResourceURLs: [info.path], verbs: [verb] };
  return [
    { apiVersion: `${RBAC}/v1`, kind, metadata: { name: roleName, ...scope }, rules: [rule] },
    {
      apiVersion: `${RBAC}/v1`,
      kind: binding,
      metadata: { name: free(server, binding, namespace, `${roleName}-${nameFrom(account?.[2] ?? user.name)}`), ...scope },
      roleRef: { apiGroup: RBAC, kind, name: roleName },
      subjects: [
        account ? { kind: 'ServiceAccount', name: account[2], namespace: account[1] } : { apiGroup: RBAC, kind: 'User', name: user.name },
      ],
    },
  ];
}

const nameFrom = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^-|-$/g, '');

/** A name that nothing of that kind has yet. */
function free({ registry, objects }: ApiServer, kind: string, namespace: string, name: string): string {
  const resource = registry.resources.find((r) => r.group === RBAC && r.kind === kind)!;
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    if (!objects.get(resource, namespace, candidate)) return candidate;
  }
}
