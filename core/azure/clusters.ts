import type { ClusterConfig } from '../kubernetes/cluster.ts';

/**
 * The Kubernetes side as Azure sees it: what Azure decides about a cluster goes through here, nothing comes back but the config.
 * `at` (milliseconds) is when it happened, which is the due time of the operation and may lie before now.
 */
export interface Clusters {
  /** Makes a cluster with its first objects. `id` is the first label of its API server's host name. */
  create(id: string, config: ClusterConfig, at: number): void;
  /** Changes what is given: version, podSecurityPolicy, nodes, stopped. */
  configure(id: string, change: Partial<ClusterConfig>, at: number): void;
  /** Removes the cluster and everything in it. */
  remove(id: string, at: number): void;
  config(id: string): ClusterConfig | undefined;
}
