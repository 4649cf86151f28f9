/** What of a quota is used. After k8s.io/kubernetes/pkg/controller/resourcequota. Admission counts up; what goes is counted down here. */
import { quotaUsage } from '../admission/resource-quota.ts';
import { equal } from '../object.ts';
import { quantityText } from '../admission/quantities.ts';
import type { Index } from './indexes.ts';
import { isFinished } from './support/pods.ts';
import { keyOf, readKey, type Controller } from './types.ts';

const KEY = 'resourcequotas';
const BY_NAMESPACE: Index = { resource: KEY, keysOf: ({ metadata }) => [metadata.namespace!] };

export const resourceQuotaController: Controller = {
  name: 'resourcequota',
  user: 'system:serviceaccount:kube-system:resourcequota-controller',
  watches: ['*'],
  keysOf({ resource, object, before }, context) {
    const it = (object ?? before)!;
    if (resource === KEY) return object ? [keyOf(object)] : [];
    const isCounted =
      !object ||
      !before ||
      (resource === 'pods' && isFinished(object) !== isFinished(before)) ||
      (resource !== 'pods' && object.spec !== before.spec);
    if (!isCounted || resource === 'events' || !it.metadata.namespace) return [];
    return context.indexed(BY_NAMESPACE, it.metadata.namespace).map(keyOf);
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const quota = context.get(KEY, namespace, name);
    if (!quota) return;
    const used = Object.fromEntries(Object.entries(quotaUsage(quota, context)).map(([limit, amount]) => [limit, quantityText(amount)]));
    const status = { hard: quota.spec?.hard ?? {}, used };
    if (!equal(status, quota.status)) context.updateStatus(KEY, { ...quota, status });
  },
};
