import type { KubeObject } from '../../../core/kubernetes/object.ts';

/** What a description may look up. */
export interface DescribeContext {
  /** Milliseconds since the epoch. */
  now: number;
  /** Objects of a resource such as `pods` or `replicasets.apps`; empty where they may not be listed. */
  list(resource: string, namespace: string, query?: { labelSelector?: string; fieldSelector?: string }): Promise<KubeObject[]>;
  /** Whether events are shown. */
  showEvents: boolean;
}

/** One kind's description, as text. */
export type Describe = (object: KubeObject, context: DescribeContext) => Promise<string>;
