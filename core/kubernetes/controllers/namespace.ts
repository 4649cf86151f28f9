/** A deleted namespace: its contents are deleted, then it goes. After k8s.io/kubernetes/pkg/controller/namespace. */
import { duration } from '../../latency.ts';
import type { Controller, ControllerContext } from './types.ts';
import type { Registry } from '../resources/registry.ts';
import type { KubeObject } from '../object.ts';

/** Milliseconds until it looks again while something is left, growing with the time that it already took. */
const PATIENCE = 2000;

/** @param registry the resources of the cluster as it is now */
export function namespaceController(registry: () => Registry): Controller {
  function remaining(namespace: string, context: ControllerContext): string[] {
    return contents(registry())
      .filter(({ key }) => context.list(key, namespace).length > 0)
      .map(({ key }) => key);
  }

  return {
    name: 'namespace',
    user: 'system:serviceaccount:kube-system:namespace-controller',
    watches: ['namespaces', 'pods'],
    keysOf({ resource, object, before }, context) {
      if (resource === 'namespaces') return object?.metadata.deletionTimestamp ? [object.metadata.name!] : [];
      const namespace = before?.metadata.namespace;
      // Only a pod that went may be what a terminating namespace waits for.
      return !object && namespace && context.get('namespaces', '', namespace)?.metadata.deletionTimestamp ? [namespace] : [];
    },
    reconcile(name, context) {
      const namespace = context.get('namespaces', '', name);
      if (!namespace?.metadata.deletionTimestamp || !namespace.spec?.finalizers?.length) return;
      for (const { key, path, together } of contents(registry())) {
        const left = context.list(key, name);
        const paths = together ? [path(name)] : left.map((object) => `${path(name)}/${object.metadata.name}`);
        if (left.length)
          for (const one of paths) context.request({ method: 'DELETE', path: one, body: { propagationPolicy: 'Background' } });
      }
      const elapsed = context.now - Date.parse(namespace.metadata.deletionTimestamp);
      if (remaining(name, context).length) return context.after(Math.max(PATIENCE, elapsed), name);
      const rest = duration(context.latency, 'namespaceDelete') - elapsed;
      if (rest > 0) return context.after(rest, name);
      finalize(context, context.get('namespaces', '', name) ?? namespace);
    },
  };
}

function finalize(context: ControllerContext, namespace: KubeObject): void {
  const finalizers = namespace.spec.finalizers.filter((f: string) => f !== 'kubernetes');
  context.request({
    method: 'PUT',
    path: `/api/v1/namespaces/${namespace.metadata.name}/finalize`,
    body: { ...namespace, spec: { ...namespace.spec, finalizers } },
  });
}

/** The namespaced resources that can be deleted, with the path of their collection, and whether one request deletes it (services go one by one). */
function contents(registry: Registry): { key: string; together: boolean; path(namespace: string): string }[] {
  return registry.resources
    .filter((r) => r.namespaced && (r.verbs?.includes('delete') ?? true))
    .map((r) => ({
      together: r.verbs?.includes('deletecollection') ?? true,
      key: r.group ? `${r.plural}.${r.group}` : r.plural,
      path: (namespace) => `${r.group ? `/apis/${r.group}` : '/api'}/${r.storageVersion}/namespaces/${namespace}/${r.plural}`,
    }));
}
