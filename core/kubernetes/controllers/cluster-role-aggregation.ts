/** A ClusterRole with an aggregationRule has the rules of all that it selects. After k8s.io/kubernetes/pkg/controller/clusterroleaggregation. */
import { equal } from '../object.ts';
import { selects } from '../resources/validation/labels.ts';
import type { Controller } from './types.ts';

const KEY = 'clusterroles.rbac.authorization.k8s.io';

export const clusterRoleAggregation: Controller = {
  name: 'clusterrole-aggregation',
  user: 'system:serviceaccount:kube-system:clusterrole-aggregation-controller',
  watches: [KEY],
  keysOf: (_change, context) =>
    context
      .list(KEY)
      .filter((role) => role.aggregationRule)
      .map((role) => role.metadata.name!),
  reconcile(name, context) {
    const role = context.get(KEY, '', name);
    if (!role?.aggregationRule) return;
    const rules: unknown[] = [];
    for (const selector of role.aggregationRule.clusterRoleSelectors ?? []) {
      for (const other of context.list(KEY)) {
        if (other.metadata.name === name || !selects(selector, other.metadata.labels)) continue;
        for (const rule of other.rules ?? []) if (!rules.some((known) => equal(known, rule))) rules.push(rule);
      }
    }
    if (!equal(rules, role.rules ?? [])) context.update(KEY, { ...role, rules });
  },
};
