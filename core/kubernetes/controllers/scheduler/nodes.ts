/** What runs where: an index that the scheduler and the kubelets share. */
import type { KubeObject } from '../../object.ts';
import { addQuantities, compareQuantities, subtractQuantities } from '../../quantity.ts';
import type { Index } from '../indexes.ts';
import { isFinished } from '../support/pods.ts';

/** Pods that take up room, by the name of their node. */
export const PODS_BY_NODE: Index = {
  resource: 'pods',
  keysOf: (pod) => (pod.spec?.nodeName && !isFinished(pod) ? [pod.spec.nodeName] : []),
};

export type Amounts = Record<string, string>;

/** What a pod asks for: all its containers together, or its largest init container where that is more; overhead on top. */
export function requestsOf({ spec }: KubeObject): Amounts {
  const total: Amounts = {};
  for (const { resources } of spec.containers ?? []) add(total, resources?.requests);
  for (const { resources } of spec.initContainers ?? []) {
    for (const [name, amount] of Object.entries((resources?.requests ?? {}) as Amounts)) {
      if (compareQuantities(amount, total[name] ?? '0') > 0) total[name] = amount;
    }
  }
  add(total, spec.overhead);
  return total;
}

export function add(total: Amounts, more: Amounts | undefined): void {
  for (const [name, amount] of Object.entries(more ?? {}))
    total[name] = total[name] === undefined ? amount : addQuantities(total[name], amount);
}

/** The resources of which a node has not enough left, in the order of the request. */
export function lacking(requests: Amounts, allocatable: Amounts, used: Amounts): string[] {
  return Object.keys(requests).filter((name) => {
    const free = subtractQuantities(allocatable[name] ?? '0', used[name] ?? '0');
    return compareQuantities(requests[name]!, '0') > 0 && compareQuantities(requests[name]!, free) > 0;
  });
}
