/** The label and field selectors of a list or watch. */
import { parseFieldSelector, parseLabelSelector, SelectorError } from '../../../formats/selector.ts';
import type { KubeObject } from '../object.ts';
import type { ResourceDefinition } from '../resources/types.ts';
import { badRequest } from './errors.ts';
import type { ResourceCall } from './server.ts';

/** Whether an object is asked for; undefined where all are. @throws BadRequest */
export function selectorOf(call: ResourceCall): ((object: KubeObject) => boolean) | undefined {
  const labels = call.query.get('labelSelector') ?? '';
  const fields = call.query.get('fieldSelector') ?? '';
  if (!labels && !fields) return undefined;
  try {
    const label = labels ? parseLabelSelector(labels) : undefined;
    const field = fields ? fieldMatcher(call, fields) : undefined;
    return (object) => (!label || label.matches(object.metadata.labels)) && (!field || field(object));
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw badRequest(error.message);
  }
}

function fieldMatcher(call: ResourceCall, text: string): (object: KubeObject) => boolean {
  const { resource } = call.served;
  const readers: Record<string, (object: KubeObject) => string> = {
    'metadata.name': (o) => o.metadata.name ?? '',
    ...((resource.namespaced || !resource.selectableFields) && { 'metadata.namespace': (o: KubeObject) => o.metadata.namespace ?? '' }),
    ...resource.selectableFields,
  };
  const terms = parseFieldSelector(text).map(({ field, isEqual, value }) => {
    const read = readers[field];
    if (!read) throw new SelectorError(unknownField(resource, field));
    return (object: KubeObject): boolean => (read(object) === value) === isEqual;
  });
  return (object) => terms.every((term) => term(object));
}

/** Kinds with fields of their own say it in words of their own (AddFieldLabelConversionFunc). */
function unknownField({ selectableFields, group, kind }: ResourceDefinition, field: string): string {
  if (!selectableFields) return `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
  if (group !== 'batch') return `field label not supported: ${field}`;
  return `field label ${JSON.stringify(field)} not supported for ${kind === 'Job' ? 'batchv1.Job' : JSON.stringify(kind)}`;
}
