/** Events are kept for an hour after they were last seen (--event-ttl). The real ones go by a lease in etcd; here the garbage collector's user deletes them. */
import type { Controller } from './types.ts';

const KEPT = 3_600_000;
const SEEN = 'seen';
const SWEEP = 'sweep';

export const eventExpiry: Controller = {
  name: 'event-expiry',
  user: 'system:serviceaccount:kube-system:generic-garbage-collector',
  watches: ['events'],
  keysOf: ({ object, before }) => (object && !before ? [SEEN] : []),
  reconcile(key, context) {
    // Where a timer is set already, it stays.
    if (key === SEEN) return context.after(KEPT, SWEEP);
    let oldest = Infinity;
    for (const event of context.list('events')) {
      const seen = Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '');
      if (seen + KEPT <= context.now) context.remove('events', event);
      else oldest = Math.min(oldest, seen);
    }
    if (oldest !== Infinity) context.after(oldest + KEPT - context.now, SWEEP);
  },
};
