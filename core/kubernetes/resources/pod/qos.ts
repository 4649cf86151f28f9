/** A pod's quality of service class. After k8s.io/kubernetes/pkg/apis/core/v1/helper/qos. */
import { compareQuantities, nanoOf } from '../../schema/quantity.ts';

type Fields = Record<string, any>;
const COMPUTE = ['cpu', 'memory'];

export function qosClass(spec: Fields): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers: Fields[] = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const amounts = (kind: 'requests' | 'limits', container: Fields): string[] =>
    COMPUTE.filter((name) => nanoOf(container.resources?.[kind]?.[name] ?? '0') > 0n);
  const total = (kind: 'requests' | 'limits'): Record<string, bigint> => {
    const out: Record<string, bigint> = {};
    for (const container of containers)
      for (const name of amounts(kind, container)) out[name] = (out[name] ?? 0n) + nanoOf(container.resources[kind][name]);
    return out;
  };
  const requests = total('requests');
  const limits = total('limits');
  if (Object.keys(requests).length === 0 && Object.keys(limits).length === 0) return 'BestEffort';
  const allLimited = containers.every((container) => amounts('limits', container).length === COMPUTE.length);
  const equal = COMPUTE.every(
    (name) =>
      requests[name] === undefined || (limits[name] !== undefined && compareQuantities(`${limits[name]}n`, `${requests[name]}n`) === 0),
  );
  return allLimited && equal && Object.keys(requests).length === Object.keys(limits).length ? 'Guaranteed' : 'Burstable';
}
