import { invalid, required, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { ageOf, text, wide } from './columns.ts';
import type { ResourceContext, ResourceDefinition, TableContext } from './types.ts';
import { byteLength, qualifiedName } from './validation/names.ts';

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
  validateUpdate: (event) => (event.eventTime ? validateReported(event) : validatePlace(event, ['default'])),
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

const MATCH = 'does not match event.namespace';

/** Events stand beside what they are about, those about what is in no namespace in `default`. */
function validate(event: KubeObject, context: ResourceContext): FieldError[] {
  const errors = event.eventTime ? validateReported(event) : validatePlace(event, ['default']);
  return context.requestVersion === 'events.k8s.io/v1' ? [...errors, ...validateStrictly(event)] : errors;
}

function validatePlace({ metadata, involvedObject }: KubeObject, withoutNamespace: string[]): FieldError[] {
  const about: string = involvedObject?.namespace ?? '';
  const fits = about === '' ? withoutNamespace.includes(metadata.namespace ?? '') : about === metadata.namespace;
  return fits ? [] : [invalid('involvedObject.namespace', about, MATCH)];
}

/** What an event with eventTime must say. Where it stands counts only if it is about something in no namespace. */
function validateReported(event: KubeObject): FieldError[] {
  const { reportingComponent: controller = '', reportingInstance: instance = '', action = '', reason = '', message = '' } = event;
  const errors = event.involvedObject?.namespace ? [] : validatePlace(event, ['default', 'kube-system']);
  if (controller === '') errors.push(required('reportingController'));
  errors.push(...qualifiedName(controller).map((why) => invalid('reportingController', controller, why)));
  for (const [field, value, max] of [
    ['reportingInstance', instance, 128],
    ['action', action, 128],
    ['reason', reason, 128],
  ] as const) {
    if (value === '') errors.push(required(field));
    else if (byteLength(value) > max) errors.push(invalid(field, '', `can have at most ${max} characters`));
  }
  if (byteLength(message) > 1024) errors.push(invalid('message', '', 'can have at most 1024 characters'));
  return errors;
}

/** What events.k8s.io/v1 asks for besides: ValidateEventCreate. */
function validateStrictly({ eventTime, type = '', series, firstTimestamp, lastTimestamp, count, source: from }: KubeObject): FieldError[] {
  const unset = Object.entries({ firstTimestamp, lastTimestamp, count, source: from?.component || from?.host });
  return [
    ...(series && (series.count ?? 0) < 2 ? [invalid('series.count', '', 'should be at least 2')] : []),
    ...(series && !series.lastObservedTime ? [required('series.lastObservedTime')] : []),
    ...(eventTime ? [] : [required('eventTime')]),
    ...(type === 'Normal' || type === 'Warning' ? [] : [invalid('type', '', `has invalid value: ${type}`)]),
    ...unset.filter(([, value]) => value).map(([field]) => invalid(field, '', 'needs to be unset')),
  ];
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
