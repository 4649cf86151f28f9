/** A cluster with a namespace `x` to try controllers on, and short ways to ask about it. */
import { testCluster, type TestCluster, type TestClusterOptions } from '../../../support/cluster.ts';

export const NODES = [0, 1].map((n) => ({ name: `aks-nodepool1-12345678-vmss00000${n}`, version: '1.20.2' }));
export const WITH_NODES: TestClusterOptions = { objects: 'aks', nodes: NODES };

/** Where each kind is, in namespace x. */
const HOMES: Record<string, string> = {
  pods: '/api/v1',
  services: '/api/v1',
  endpoints: '/api/v1',
  events: '/api/v1',
  configmaps: '/api/v1',
  resourcequotas: '/api/v1',
  persistentvolumeclaims: '/api/v1',
  serviceaccounts: '/api/v1',
  deployments: '/apis/apps/v1',
  replicasets: '/apis/apps/v1',
  daemonsets: '/apis/apps/v1',
  statefulsets: '/apis/apps/v1',
  controllerrevisions: '/apis/apps/v1',
  jobs: '/apis/batch/v1',
  cronjobs: '/apis/batch/v1beta1',
  poddisruptionbudgets: '/apis/policy/v1beta1',
  horizontalpodautoscalers: '/apis/autoscaling/v2beta2',
};

export interface Workbench {
  cluster: TestCluster;
  /** Creates an object in x; throws where it is refused. */
  create(resource: string, body: object): any;
  get(resource: string, name: string): any;
  list(resource: string): any[];
  /** Changes an object by a strategic merge patch. */
  change(resource: string, name: string, patch: object): any;
  remove(resource: string, name: string, options?: object): any;
  /** Lets time pass. */
  pass(seconds: number): void;
  /** NAME READY STATUS RESTARTS of all pods, as kubectl shows them. */
  pods(): string[];
  /** `count Type Reason message` of the events about an object. */
  events(about: string): string[];
}

export function workbench(options: TestClusterOptions = {}): Workbench {
  const cluster = testCluster(options);
  const path = (resource: string, name = ''): string => `${HOMES[resource]}/namespaces/x/${resource}${name && `/${name}`}`;
  const done = ({ code, body }: { code: number; body: any }): any => {
    if (code >= 300) throw new Error(body.message);
    return body;
  };
  done(cluster.ask('POST', '/api/v1/namespaces', { metadata: { name: 'x' } }));
  return {
    cluster,
    create: (resource, body) => done(cluster.ask('POST', path(resource), body)),
    get: (resource, name) => cluster.ask('GET', path(resource, name)).body,
    list: (resource) => done(cluster.ask('GET', path(resource))).items,
    change: (resource, name, patch) =>
      done(cluster.ask('PATCH', path(resource, name), patch, { headers: { 'content-type': 'application/strategic-merge-patch+json' } })),
    remove: (resource, name, how = {}) => cluster.ask('DELETE', path(resource, name), how).body,
    pass(seconds) {
      cluster.clock.advance(seconds * 1000);
      cluster.settle();
    },
    pods() {
      const { rows } = done(
        cluster.ask('GET', path('pods'), undefined, { headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' } }),
      );
      return rows.map((row: { cells: unknown[] }) => row.cells.slice(0, 4).join(' '));
    },
    events(about) {
      const all = done(cluster.ask('GET', path('events'))).items as any[];
      return all.filter((e) => e.involvedObject.name === about).map((e) => `${e.count} ${e.type} ${e.reason} ${e.message}`);
    },
  };
}

export const pod = (name: string, container: object = {}, spec: object = {}): object => ({
  metadata: { name },
  spec: { containers: [{ name: 'a', image: 'nginx', ...container }], ...spec },
});
export const template = (app: string, container: object = {}, spec: object = {}): object => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'a', image: 'nginx', ...container }], ...spec },
});

/** A workload that selects the app it is named after. */
export const workload = (name: string, spec: object = {}, container: object = {}): object => ({
  metadata: { name },
  spec: { selector: { matchLabels: { app: name } }, template: template(name, container), ...spec },
});
