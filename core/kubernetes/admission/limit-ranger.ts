/** LimitRanger: defaults and bounds for what containers, pods and claims ask for. After plugin/pkg/admission/limitranger. */
import type { KubeObject } from '../object.ts';
import type { Quantity } from '../schema/quantity.ts';
import { concerns } from './attributes.ts';
import { quantity, quantityText, sum } from './quantities.ts';
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from './types.ts';
import { aggregate } from '../field.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

type Amounts = Record<string, string>;
interface Resources {
  requests?: Amounts;
  limits?: Amounts;
}
interface Container {
  name: string;
  resources?: Resources;
}
interface LimitItem {
  type: string;
  min?: Amounts;
  max?: Amounts;
  default?: Amounts;
  defaultRequest?: Amounts;
  maxLimitRequestRatio?: Amounts;
}

export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',

  admit(attributes, context) {
    if (!concerns(attributes, 'pods', 'CREATE')) return undefined;
    const pod = attributes.object!;
    const set = items(attributes, context, 'Container').flatMap((item) => fillPod(pod, item));
    if (set.length) pod.metadata.annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${set.join('; ')}` };
    return undefined;
  },

  validate(attributes, context) {
    const errors = [...podErrors(attributes, context), ...claimErrors(attributes, context)];
    return errors.length ? { forbidden: aggregate(errors) } : undefined;
  },
};

function items({ namespace }: AdmissionAttributes, context: AdmissionContext, type: string): LimitItem[] {
  return context
    .list('limitranges', namespace)
    .flatMap((range) => (range.spec?.limits ?? []) as LimitItem[])
    .filter((item) => item.type === type);
}

const containersOf = (pod: KubeObject, ...lists: string[]): [string, Container][] =>
  lists.flatMap((list) =>
    ((pod.spec[list] ?? []) as Container[]).map((c): [string, Container] => [list === 'containers' ? 'container' : 'init container', c]),
  );

/** @returns what was set, in the annotation's words. */
function fillPod(pod: KubeObject, item: LimitItem): string[] {
  return containersOf(pod, 'containers', 'initContainers').flatMap(([words, container]) => {
    const resources = (container.resources ??= {});
    const requests = fill(resources, 'requests', item.defaultRequest);
    const limits = fill(resources, 'limits', item.default);
    const sentence = (names: string[], what: string): string[] =>
      names.length ? [`${names.sort().join(', ')} ${what} for ${words} ${container.name}`] : [];
    return [...sentence(requests, 'request'), ...sentence(limits, 'limit')];
  });
}

function fill(resources: Resources, field: 'requests' | 'limits', defaults: Amounts | undefined): string[] {
  const missing = Object.keys(defaults ?? {}).filter((name) => resources[field]?.[name] === undefined);
  if (missing.length) resources[field] = { ...resources[field], ...Object.fromEntries(missing.map((name) => [name, defaults![name]!])) };
  return missing;
}

function podErrors(attributes: AdmissionAttributes, context: AdmissionContext): string[] {
  // Resources of a running pod cannot change.
  if (!concerns(attributes, 'pods', 'CREATE')) return [];
  const pod = attributes.object!;
  const containers = containersOf(pod, 'containers', 'initContainers');
  return [
    ...items(attributes, context, 'Container').flatMap((item) => containers.flatMap(([, c]) => bounds(item, c.resources ?? {}))),
    ...items(attributes, context, 'Pod').flatMap((item) => bounds(item, podResources(pod))),
  ];
}

function claimErrors(attributes: AdmissionAttributes, context: AdmissionContext): string[] {
  if (!concerns(attributes, 'persistentvolumeclaims', 'CREATE', 'UPDATE')) return [];
  const requests: Amounts = attributes.object!.spec?.resources?.requests ?? {};
  return items(attributes, context, 'PersistentVolumeClaim').flatMap((item) => [
    ...Object.entries(item.min ?? {}).flatMap(([name, bound]) => minimum(item.type, name, bound, requests[name], undefined)),
    ...Object.entries(item.max ?? {}).flatMap(([name, bound]) => maximumRequest(item.type, name, bound, requests[name])),
  ]);
}

/** What the containers need together, or an init container alone where it needs more. */
function podResources(pod: KubeObject): Resources {
  const total = (field: keyof Resources): Amounts => {
    const named = (list: string, name: string): Quantity[] =>
      containersOf(pod, list).flatMap(([, c]) => (c.resources?.[field]?.[name] === undefined ? [] : [quantity(c.resources[field][name])]));
    const names = new Set(containersOf(pod, 'containers', 'initContainers').flatMap(([, c]) => Object.keys(c.resources?.[field] ?? {})));
    return Object.fromEntries(
      [...names].map((name) => [
        name,
        quantityText([sum(named('containers', name)), ...named('initContainers', name)].reduce((a, b) => (b.nano > a.nano ? b : a))),
      ]),
    );
  };
  return { requests: total('requests'), limits: total('limits') };
}

function bounds(item: LimitItem, { requests = {}, limits = {} }: Resources): string[] {
  return [
    ...Object.entries(item.min ?? {}).flatMap(([name, bound]) => minimum(item.type, name, bound, requests[name], limits[name])),
    ...Object.entries(item.max ?? {}).flatMap(([name, bound]) => maximum(item.type, name, bound, requests[name], limits[name])),
    ...Object.entries(item.maxLimitRequestRatio ?? {}).flatMap(([name, bound]) =>
      ratio(item.type, name, bound, requests[name], limits[name]),
    ),
  ];
}

const shown = (text: string): string => quantityText(quantity(text));

function minimum(type: string, name: string, bound: string, request: string | undefined, limit: string | undefined): string[] {
  const start = `minimum ${name} usage per ${type} is ${shown(bound)}`;
  if (request === undefined) return [`${start}.  No request is specified`];
  if (quantity(request).nano < quantity(bound).nano) return [`${start}, but request is ${shown(request)}`];
  if (limit !== undefined && quantity(limit).nano < quantity(bound).nano) return [`${start}, but limit is ${shown(limit)}`];
  return [];
}

function maximum(type: string, name: string, bound: string, request: string | undefined, limit: string | undefined): string[] {
  const start = `maximum ${name} usage per ${type} is ${shown(bound)}`;
  if (limit === undefined) return [`${start}.  No limit is specified`];
  if (quantity(limit).nano > quantity(bound).nano) return [`${start}, but limit is ${shown(limit)}`];
  if (request !== undefined && quantity(request).nano > quantity(bound).nano) return [`${start}, but request is ${shown(request)}`];
  return [];
}

function maximumRequest(type: string, name: string, bound: string, request: string | undefined): string[] {
  const start = `maximum ${name} usage per ${type} is ${shown(bound)}`;
  if (request === undefined) return [`${start}.  No request is specified`];
  return quantity(request).nano > quantity(bound).nano ? [`${start}, but request is ${shown(request)}`] : [];
}

function ratio(type: string, name: string, bound: string, request: string | undefined, limit: string | undefined): string[] {
  const start = `${name} max limit to request ratio per ${type} is ${shown(bound)}`;
  const asked = quantity(request).nano;
  const allowed = quantity(limit).nano;
  if (asked === 0n) return [`${start}, but no request is specified or request is 0`];
  if (allowed === 0n) return [`${start}, but no limit is specified or limit is 0`];
  const actual = Number(allowed) / Number(asked);
  return actual > Number(quantity(bound).nano) / 1e9 ? [`${start}, but provided ratio is ${actual.toFixed(6)}`] : [];
}
