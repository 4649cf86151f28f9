/** Any kind that has no description of its own: its fields, one under the other, under readable titles. */
import { events } from './events.ts';
import type { Describe } from './types.ts';
import { annotations, labels, writer, type Writer } from './writer.ts';

export const describeAny: Describe = async (object, context) => {
  const w = writer();
  w.line(0, 'Name:', object.metadata.name);
  w.line(0, 'Namespace:', object.metadata.namespace ?? '');
  labels(w, 'Labels', object.metadata.labels);
  annotations(w, 'Annotations', object.metadata.annotations);
  const { name: _name, namespace: _namespace, labels: _labels, annotations: _annotations, ...metadata } = object.metadata;
  content(w, 0, { ...object, metadata });
  await events(w, object, context);
  return w.finish();
};

function content(w: Writer, level: number, map: Record<string, unknown>): void {
  for (const field of Object.keys(map).sort()) {
    const value = map[field];
    if (Array.isArray(value)) {
      w.line(level, `${titleOf(field)}:`);
      for (const item of value) {
        if (isMap(item)) content(w, level + 1, item);
        else w.line(level + 1, item);
      }
    } else if (isMap(value)) {
      w.line(level, `${titleOf(field)}:`);
      content(w, level + 1, value);
    } else w.line(level, `${titleOf(field)}:`, value ?? '<nil>');
  }
}

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const ACRONYMS = ['API', 'URL', 'UID', 'OSB', 'GUID'];

/** `hostIPC` is `Host IPC`; a name with anything but letters and hyphens stays as it is. */
export function titleOf(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const parts = field.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|-/g) ?? [field];
  return parts
    .map((part) => (ACRONYMS.includes(part.toUpperCase()) ? part.toUpperCase() : part[0]!.toUpperCase() + part.slice(1)))
    .join(' ');
}
