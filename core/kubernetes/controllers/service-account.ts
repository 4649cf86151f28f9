/** Every namespace has its service account `default`. After k8s.io/kubernetes/pkg/controller/serviceaccount/serviceaccounts_controller.go. */
import type { Controller } from './types.ts';

export const serviceAccountController: Controller = {
  name: 'serviceaccount',
  user: 'system:serviceaccount:kube-system:service-account-controller',
  watches: ['namespaces', 'serviceaccounts'],
  keysOf({ resource, object, before }) {
    if (resource === 'namespaces') return object ? [object.metadata.name!] : [];
    return !object && before?.metadata.name === 'default' ? [before.metadata.namespace!] : [];
  },
  reconcile(name, context) {
    const namespace = context.get('namespaces', '', name);
    if (!namespace || namespace.metadata.deletionTimestamp || context.get('serviceaccounts', name, 'default')) return;
    context.create('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } });
  },
};
