/** What top says here: the simulated clusters have no metrics API. */
import { CliError } from '../../frame/errors.ts';
import type { FlagSpec } from '../../frame/types.ts';
import { SELECTOR_FLAG } from '../../mutate.ts';

export const TOP_FLAGS: readonly FlagSpec[] = [
  SELECTOR_FLAG,
  { name: 'heapster-namespace', type: 'string', default: 'kube-system', usage: 'Accepted and ignored.' },
  { name: 'heapster-port', type: 'string', usage: 'Accepted and ignored.' },
  { name: 'heapster-scheme', type: 'string', default: 'http', usage: 'Accepted and ignored.' },
  { name: 'heapster-service', type: 'string', default: 'heapster', usage: 'Accepted and ignored.' },
  { name: 'no-headers', type: 'bool', usage: 'Leaves out the header.' },
  { name: 'sort-by', type: 'string', usage: 'cpu or memory.' },
];

/** Ends as kubectl does on a cluster without metrics. */
export function noMetrics(): never {
  throw new CliError('Metrics API not available');
}
