import type { Clock } from '../clock.ts';
import type { Latency } from '../latency.ts';
import type { Pki } from '../pki.ts';
import type { Random } from '../random.ts';
import type { Store } from '../store.ts';
import type { Clusters } from './clusters.ts';

/** What Azure's side is made of: everything from outside that it needs. */
export interface AzureHost {
  store: Store;
  clock: Clock;
  random: Random;
  latency: Latency;
  pki: Pki;
  clusters: Clusters;
}
