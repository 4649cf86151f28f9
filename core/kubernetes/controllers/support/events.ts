/**
 * Events as client-go's recorder writes them: the same one again counts up; ten of one reason that differ in their text alone are combined.
 * After k8s.io/client-go/tools/record/events_cache.go.
 */
import { timestamp } from '../../../clock.ts';
import type { JsonObject, KubeObject } from '../../object.ts';
import type { Index } from '../indexes.ts';
import type { ControllerContext } from '../types.ts';

export interface EventSource {
  component: string;
  host?: string;
}

export interface Note {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** `spec.containers{nginx}`, where it is about a part. */
  fieldPath?: string;
}

const SIMILAR = 10;
const SIMILAR_WITHIN = 600_000;
const COMBINED = '(combined from similar events): ';

const family = ({ involvedObject, source, type, reason }: Pick<KubeObject, 'involvedObject' | 'source' | 'type' | 'reason'>): string =>
  [involvedObject.uid, involvedObject.fieldPath, source?.component, source?.host, type, reason].join('\n');

/** Events that differ in their message alone. */
const SIMILAR_EVENTS: Index = { resource: 'events', keysOf: (event) => (event.involvedObject?.uid ? [family(event as never)] : []) };

/** Writes an event about an object; tells how often it was seen. */
export function record(context: ControllerContext, about: KubeObject, source: EventSource, note: Note): number {
  const { kind, apiVersion, metadata } = about;
  const { name, namespace, uid, resourceVersion } = metadata;
  const { fieldPath, ...what } = note;
  const involvedObject = {
    kind,
    ...(namespace ? { namespace } : {}),
    name,
    uid,
    apiVersion,
    resourceVersion,
    ...(fieldPath ? { fieldPath } : {}),
  };
  const time = timestamp(context.now);
  const similar = context.indexed(SIMILAR_EVENTS, family({ involvedObject, source, ...what } as never));
  const same = similar.find((event) => event.message === what.message);
  if (same) return again(context, same, what.message, time);
  const recent = similar.filter((event) => context.now - Date.parse(event.lastTimestamp) < SIMILAR_WITHIN);
  if (recent.length >= SIMILAR - 1) {
    what.message = `${COMBINED}${what.message}`;
    const combined = recent.find((event) => event.message.startsWith(COMBINED));
    if (combined) return again(context, combined, what.message, time);
  }
  const home = namespace ?? 'default';
  context.create('events', {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: freeName(context, home, name!), namespace: home },
    involvedObject,
    ...what,
    source: source as unknown as JsonObject,
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
    reportingComponent: '',
    reportingInstance: '',
    eventTime: null,
  });
  return 1;
}

function again(context: ControllerContext, event: KubeObject, message: string, lastTimestamp: string): number {
  const count = (event.count ?? 1) + 1;
  context.update('events', { ...event, message, count, lastTimestamp });
  return count;
}

/** Events are named after their object and the nanosecond: names are in order of time. */
function freeName(context: ControllerContext, namespace: string, name: string): string {
  for (let nanosecond = BigInt(context.now) * 1_000_000n; ; nanosecond++) {
    const candidate = `${name}.${nanosecond.toString(16)}`;
    if (!context.get('events', namespace, candidate)) return candidate;
  }
}
