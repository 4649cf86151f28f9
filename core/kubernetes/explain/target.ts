/** What is asked about: somebody's pod in a namespace, and the workload whose template it comes from. */
import type { UserInfo } from '../apiserver/types.ts';
import type { KubeObject } from '../object.ts';

export interface Target {
  pod: KubeObject;
  namespace: string;
  user: UserInfo;
  /** As --as would name the user, unless it is the one signed in. */
  as?: string;
  workload?: {
    kind: string;
    name: string;
    /** Where the pod stands in it. */
    root: string[];
    /** As somebody would apply it; without it, it is stored already. */
    manifest?: KubeObject;
  };
}

/** The controllers that create pods of a kind; pods are created as these users, not as the one who applied the workload. */
const CONTROLLERS: Record<string, { controller: string; root: string[] }> = {
  Deployment: { controller: 'replicaset-controller', root: ['spec', 'template'] },
  ReplicaSet: { controller: 'replicaset-controller', root: ['spec', 'template'] },
  ReplicationController: { controller: 'replication-controller', root: ['spec', 'template'] },
  DaemonSet: { controller: 'daemon-set-controller', root: ['spec', 'template'] },
  StatefulSet: { controller: 'statefulset-controller', root: ['spec', 'template'] },
  Job: { controller: 'job-controller', root: ['spec', 'template'] },
  CronJob: { controller: 'job-controller', root: ['spec', 'jobTemplate', 'spec', 'template'] },
};

export const WORKLOAD_KINDS = Object.keys(CONTROLLERS);

/** Who somebody is, as impersonation would make him: a service account with its groups. */
export function userNamed(name: string, groups: string[] = []): UserInfo {
  const account = /^system:serviceaccount:([^:]+):[^:]+$/.exec(name);
  return {
    name,
    groups: [...(account ? ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`] : groups), 'system:authenticated'],
  };
}

/** The pod of a manifest or a stored workload; undefined for kinds that make no pods. */
export function targetOf(object: KubeObject, namespace: string, user: UserInfo, as?: string): Target | undefined {
  const home = object.metadata?.namespace ?? namespace;
  if (object.kind === 'Pod') return { pod: object, namespace: home, user, ...(as ? { as } : {}) };
  const found = CONTROLLERS[object.kind];
  if (!found) return undefined;
  const template = found.root.reduce<any>((value, key) => value?.[key], object) ?? {};
  const pod: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    ...template,
    // A StatefulSet counts its pods, the others leave their names to the server.
    metadata: {
      ...template.metadata,
      ...(object.kind === 'StatefulSet' ? { name: `${object.metadata.name}-0` } : { generateName: `${object.metadata.name}-` }),
    },
  };
  return {
    pod,
    namespace: home,
    user: userNamed(`system:serviceaccount:kube-system:${found.controller}`),
    ...(as ? { as } : {}),
    workload: { kind: object.kind.toLowerCase(), name: object.metadata.name!, root: found.root },
  };
}
