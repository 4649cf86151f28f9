/** Every namespace has the cluster's certificate authority in kube-root-ca.crt. After k8s.io/kubernetes/pkg/controller/certificates/rootcacertpublisher. */
import type { Controller } from './types.ts';

const NAME = 'kube-root-ca.crt';

export function rootCaController(authority: () => string): Controller {
  return {
    name: 'root-ca',
    user: 'system:serviceaccount:kube-system:root-ca-cert-publisher',
    watches: ['namespaces', 'configmaps'],
    keysOf({ resource, object, before }) {
      const it = (object ?? before)!;
      if (resource === 'namespaces') return object ? [it.metadata.name!] : [];
      return it.metadata.name === NAME ? [it.metadata.namespace!] : [];
    },
    reconcile(name, context) {
      const namespace = context.get('namespaces', '', name);
      if (!context.versions.has('rootCaConfigMap') || !namespace || namespace.metadata.deletionTimestamp) return;
      const data = { 'ca.crt': authority() };
      const known = context.get('configmaps', name, NAME);
      if (!known) context.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: NAME, namespace: name }, data });
      else if (known.data?.['ca.crt'] !== data['ca.crt']) context.update('configmaps', { ...known, data });
    },
  };
}
