import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { age, type Writer } from './writer.ts';
import type { DescribeContext } from './types.ts';

/** The events about an object, oldest first; nothing where they are not asked for. */
export async function events(w: Writer, object: KubeObject, context: DescribeContext): Promise<void> {
  if (!context.showEvents) return;
  const { name, namespace = '', uid } = object.metadata;
  const fieldSelector = `involvedObject.name=${name},involvedObject.namespace=${namespace},involvedObject.uid=${uid}`;
  // Events about things without a namespace lie in default.
  const found = await context.list('events', namespace || 'default', { fieldSelector });
  if (!found.length) return w.line(0, 'Events:', '<none>');
  w.flush();
  w.line(0, 'Events:');
  w.line(1, 'Type', 'Reason', 'Age', 'From', 'Message');
  w.line(1, '----', '------', '----', '----', '-------');
  const when = (e: KubeObject) => Date.parse(e.lastTimestamp ?? e.firstTimestamp ?? e.eventTime ?? 0);
  for (const event of found.sort((a, b) => when(a) - when(b)))
    w.line(
      1,
      event.type,
      event.reason,
      interval(event, context.now),
      event.source?.component || event.reportingComponent || '',
      event.message.trim(),
    );
}

function interval(event: KubeObject, now: number): string {
  if (event.count > 1) return `${age(event.lastTimestamp, now)} (x${event.count} over ${age(event.firstTimestamp, now)})`;
  return age(event.firstTimestamp ?? event.eventTime, now);
}
