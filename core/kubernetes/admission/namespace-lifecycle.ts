/** NamespaceLifecycle: nothing is created in a namespace that does not exist or is going; some namespaces never go. After plugin/namespace/lifecycle. */
import { resourceKey } from '../resources/registry.ts';
import type { AdmissionPlugin } from './types.ts';

const IMMORTAL = ['default', 'kube-system', 'kube-public'];
/** May be asked about any namespace, existing or not. */
const REVIEWS = ['localsubjectaccessreviews.authorization.k8s.io'];

export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit({ operation, resource, namespace, name }, context) {
    const key = resourceKey(resource);
    if (key === 'namespaces')
      return operation === 'DELETE' && IMMORTAL.includes(name) ? { forbidden: 'this namespace may not be deleted' } : undefined;
    if (!namespace || !resource.namespaced || operation === 'DELETE' || REVIEWS.includes(key)) return undefined;

    const home = context.get('namespaces', '', namespace);
    if (!home) {
      return {
        status: {
          code: 404,
          reason: 'NotFound',
          message: `namespaces ${JSON.stringify(namespace)} not found`,
          details: { name: namespace, kind: 'namespaces' },
        },
      };
    }
    if (operation !== 'CREATE' || home.status?.phase !== 'Terminating') return undefined;
    return {
      forbidden: `unable to create new content in namespace ${namespace} because it is being terminated`,
      causes: [{ reason: 'NamespaceTerminating', message: `namespace ${namespace} is being terminated`, field: 'metadata.namespace' }],
    };
  },
};
