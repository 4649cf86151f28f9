import { invalid, required, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { ageOf, text, wide } from './columns.ts';
import type { ResourceDefinition, TableContext } from './types.ts';
import { qualifiedName } from './validation/names.ts';

/** After k8s.io/kubernetes/pkg/registry/core/event and ValidateEvent; served as events.k8s.io under other field names. */
export const events: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  aliases: [
    {
      group: 'events.k8s.io',
      served: (versions) => [...(versions.has('eventsV1') ? ['v1'] : []), ...(versions.has('eventsV1beta1') ? ['v1beta1'] : [])],
    },
  ],
  toStorage,
  fromStorage,
  allowCreateOnUpdate: true,
  validate,
  validateUpdate: validate,
  selectableFields: {
    'involvedObject.kind': ({ involvedObject }) => involvedObject?.kind ?? '',
    'involvedObject.namespace': ({ involvedObject }) => involvedObject?.namespace ?? '',
    'involvedObject.name': ({ involvedObject }) => involvedObject?.name ?? '',
    'involvedObject.uid': ({ involvedObject }) => involvedObject?.uid ?? '',
    'involvedObject.apiVersion': ({ involvedObject }) => involvedObject?.apiVersion ?? '',
    'involvedObject.resourceVersion': ({ involvedObject }) => involvedObject?.resourceVersion ?? '',
    'involvedObject.fieldPath': ({ involvedObject }) => involvedObject?.fieldPath ?? '',
    reason: ({ reason }) => reason ?? '',
    reportingComponent: ({ reportingComponent }) => reportingComponent ?? '',
    source: ({ source, reportingComponent }) => source?.component || reportingComponent || '',
    type: ({ type }) => type ?? '',
  },
  columns: [
    text('Last Seen', (event, context) => seen(event.series?.lastObservedTime ?? event.lastTimestamp, event, context)),
    text('Type', ({ type }) => type ?? ''),
    text('Reason', ({ reason }) => reason ?? ''),
    text('Object', ({ involvedObject }) => `${(involvedObject?.kind ?? '').toLowerCase()}/${involvedObject?.name ?? ''}`),
    wide('Subobject', ({ involvedObject }) => involvedObject?.fieldPath ?? ''),
    wide('Source', source),
    text('Message', ({ message }) => (message ?? '').trim()),
    wide('First Seen', (event, context) => seen(event.firstTimestamp, event, context)),
    { name: 'Count', type: 'string', priority: 1, cell: ({ series, count }) => series?.count ?? (count || 1) },
    { name: 'Name', type: 'string', format: 'name', priority: 1, cell: ({ metadata }) => metadata.name ?? '' },
  ],
};

/** An age; events of the new kind have but one time. */
function seen(timestamp: string | null | undefined, event: KubeObject, context: TableContext): string {
  return ageOf(timestamp ?? event.eventTime, context);
}

function source({ source: from, reportingComponent, reportingInstance }: KubeObject): string {
  const [component, host] = [from?.component || reportingComponent || '', from?.host || reportingInstance || ''];
  return host ? `${component}, ${host}` : component;
}

/** Events about namespaced objects stand beside them, those about others in `default` (or, from 1.19, anywhere the reporter says). */
function validate(event: KubeObject): FieldError[] {
  const { metadata, involvedObject = {} } = event;
  if (event.eventTime) return validateReported(event);
  const about = involvedObject.namespace ?? '';
  const ok = about === '' ? metadata.namespace === 'default' || metadata.namespace === 'kube-system' : about === metadata.namespace;
  return ok
    ? []
    : [invalid('involvedObject.namespace', about, about === '' ? 'not allowed on this type' : 'does not match event.namespace')];
}

/** What an event with eventTime must say (events.k8s.io). */
function validateReported({
  metadata,
  involvedObject = {},
  reportingComponent: controller = '',
  reportingInstance: instance = '',
  action = '',
  reason = '',
  message = '',
}: KubeObject): FieldError[] {
  const errors: FieldError[] = [];
  const about = involvedObject.namespace ?? '';
  if (about !== '' && about !== metadata.namespace)
    errors.push(invalid('involvedObject.namespace', about, 'does not match event.namespace'));
  if (controller === '') errors.push(required('reportingController'));
  else errors.push(...qualifiedName(controller).map((why) => invalid('reportingController', controller, why)));
  for (const [field, value, max] of [
    ['reportingInstance', instance, 128],
    ['action', action, 128],
    ['reason', reason, 128],
  ] as const) {
    if (value === '') errors.push(required(field));
    else if (value.length > max) errors.push(invalid(field, '', `can have at most ${max} characters`));
  }
  if (message.length > 1024) errors.push(invalid('message', '', 'can have at most 1024 characters'));
  return errors;
}

/** events.k8s.io's name of each field that core calls otherwise. */
const RENAMED: Record<string, string> = {
  regarding: 'involvedObject',
  note: 'message',
  reportingController: 'reportingComponent',
  deprecatedSource: 'source',
  deprecatedFirstTimestamp: 'firstTimestamp',
  deprecatedLastTimestamp: 'lastTimestamp',
  deprecatedCount: 'count',
};

function rename(event: KubeObject, names: Record<string, string>): KubeObject {
  return Object.fromEntries(Object.entries(event).map(([field, value]) => [names[field] ?? field, value])) as KubeObject;
}

function toStorage(event: KubeObject): KubeObject {
  return rename(event, RENAMED);
}

function fromStorage(event: KubeObject, to: string): KubeObject {
  if (!to.startsWith('events.k8s.io/')) return event;
  return rename(event, Object.fromEntries(Object.entries(RENAMED).map(([theirs, ours]) => [ours, theirs])));
}
