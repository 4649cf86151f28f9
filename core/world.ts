import type { ClusterHost, Cluster } from './kubernetes/cluster.ts';
import type { Azure } from './azure/types.ts';
import type { Pki } from './pki.ts';

/** Everything that is simulated, over one store: Azure, and each of its clusters. */
export interface World {
  azure: Azure;
  /** The cluster whose API server has that host name, or undefined. */
  clusterAt(host: string): Cluster | undefined;
  cluster(id: string): Cluster | undefined;
  /** Settles Azure and every cluster that has something due, in order of due time. */
  settle(): void;
  /** When anything is due next (milliseconds), or undefined. */
  nextDue(): number | undefined;
}

export interface WorldHost extends Omit<ClusterHost, 'certificates'> {
  pki: Pki;
}
