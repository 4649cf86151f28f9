/** Why a node cannot take a pod. After the filter plugins of k8s.io/kubernetes/pkg/scheduler/framework/plugins, in their order. */
import type { KubeObject } from '../../object.ts';
import type { Versions } from '../../versions.ts';
import { add, lacking, requestsOf, type Amounts } from './nodes.ts';
import { untolerated, wantsNode, type Taint, type Toleration } from './selectors.ts';

export interface Candidate {
  node: KubeObject;
  /** The pods that it has. */
  pods: readonly KubeObject[];
}

/** The reasons of one filter: empty where it lets the pod pass. */
type Filter = (pod: KubeObject, candidate: Candidate, versions: Versions) => string[];

const CORDONED: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
const tolerationsOf = (pod: KubeObject): Toleration[] => pod.spec.tolerations ?? [];

const isSchedulable: Filter = (pod, { node }) =>
  node.spec.unschedulable && untolerated([CORDONED], tolerationsOf(pod), ['NoSchedule']) ? ['node(s) were unschedulable'] : [];

const fits: Filter = (pod, { node, pods }) => {
  const allocatable: Amounts = node.status?.allocatable ?? {};
  const reasons = pods.length + 1 > Number(allocatable.pods ?? Infinity) ? ['Too many pods'] : [];
  const requests = requestsOf(pod);
  if (Object.keys(requests).length === 0) return reasons;
  const used: Amounts = {};
  for (const other of pods) add(used, requestsOf(other));
  return [...reasons, ...lacking(requests, allocatable, used).map((name) => `Insufficient ${name}`)];
};

interface HostPort {
  hostPort?: number;
  hostIP?: string;
  protocol?: string;
}

const hostPortsOf = ({ spec }: KubeObject): HostPort[] =>
  (spec.containers ?? []).flatMap((c: { ports?: HostPort[] }) => c.ports ?? []).filter((p: HostPort) => p.hostPort);
const isAny = (address: string | undefined): boolean => !address || address === '0.0.0.0';

const portsAreFree: Filter = (pod, { pods }) => {
  const wanted = hostPortsOf(pod);
  if (wanted.length === 0) return [];
  const taken = pods.flatMap(hostPortsOf);
  const clashes = wanted.some((a) =>
    taken.some(
      (b) =>
        a.hostPort === b.hostPort &&
        (a.protocol ?? 'TCP') === (b.protocol ?? 'TCP') &&
        (isAny(a.hostIP) || isAny(b.hostIP) || a.hostIP === b.hostIP),
    ),
  );
  return clashes ? ["node(s) didn't have free ports for the requested pod ports"] : [];
};

const isWanted: Filter = (pod, { node }, versions) =>
  wantsNode(pod, node)
    ? []
    : [versions.has('podNodeAffinityWording') ? "node(s) didn't match Pod's node affinity" : "node(s) didn't match node selector"];

const taintsAreTolerated: Filter = (pod, { node }) => {
  const taint = untolerated(node.spec.taints ?? [], tolerationsOf(pod), ['NoSchedule', 'NoExecute']);
  return taint ? [`node(s) had taint {${taint.key}: ${taint.value ?? ''}}, that the pod didn't tolerate`] : [];
};

const FILTERS: readonly Filter[] = [isSchedulable, fits, portsAreFree, isWanted, taintsAreTolerated];

/** What the first filter that refuses says; empty where all let it pass. */
export function refusals(pod: KubeObject, candidate: Candidate, versions: Versions): string[] {
  for (const filter of FILTERS) {
    const reasons = filter(pod, candidate, versions);
    if (reasons.length) return reasons;
  }
  return [];
}

/** `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable.` (FitError) */
export function fitError(nodes: number, reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return `0/${nodes} nodes are available: ${[...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ')}.`;
}
