/** How many managers an object remembers: after k8s.io/apiserver/pkg/endpoints/handlers/fieldmanager/capmanagers.go. */
import type { Manager } from './index.ts';
import { union } from './sets.ts';

const MOST_UPDATERS = 10;
/** Whom the oldest updates are put down to once there are more. */
const BUCKET = 'ancient-changes';

/** Brings the oldest updates of a version together until there are few enough; appliers are never touched. */
export function capUpdates(managers: Manager[]): Manager[] {
  const updaters = managers.filter(({ operation }) => operation === 'Update').sort(byTimeAndName);
  let count = updaters.length;
  if (count <= MOST_UPDATERS) return managers;
  const kept = new Set(managers);
  /** The one that the others of its version are added to: the first seen, then the bucket. */
  const buckets = new Map<string, Manager>();
  for (const updater of updaters) {
    if (count <= MOST_UPDATERS) break;
    const first = buckets.get(updater.apiVersion);
    if (!first) {
      buckets.set(updater.apiVersion, updater);
      continue;
    }
    const bucket: Manager = { ...updater, manager: BUCKET, set: union(first.set, updater.set) };
    buckets.set(updater.apiVersion, bucket);
    kept.delete(first);
    kept.delete(updater);
    kept.add(bucket);
    count--;
  }
  return [...kept];
}

function byTimeAndName(a: Manager, b: Manager): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return a.manager < b.manager ? -1 : 1;
}
