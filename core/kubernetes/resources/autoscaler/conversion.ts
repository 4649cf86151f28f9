/** Autoscalers of autoscaling/v1 and v2beta1 to v2beta2 and back: after k8s.io/kubernetes/pkg/apis/autoscaling/{v1,v2beta1}/conversion.go. */
import type { KubeObject } from '../../object.ts';

type Fields = Record<string, any>;

const PREFIX = 'autoscaling.alpha.kubernetes.io/';
const METRICS = `${PREFIX}metrics`;
const CURRENT_METRICS = `${PREFIX}current-metrics`;
const CONDITIONS = `${PREFIX}conditions`;
const BEHAVIOR = `${PREFIX}behavior`;

/** v2beta1's (and the annotations') flat names of a metric, by source: what is a target and what a current value. */
const FLAT: Record<string, { ref: string; averageValue?: string; value?: string; averageUtilization?: string }> = {
  resource: { ref: 'name', averageUtilization: 'targetAverageUtilization', averageValue: 'targetAverageValue' },
  pods: { ref: 'metricName', averageValue: 'targetAverageValue' },
  object: { ref: 'metricName', value: 'targetValue', averageValue: 'averageValue' },
  external: { ref: 'metricName', value: 'targetValue', averageValue: 'targetAverageValue' },
};
const VALUES = ['averageUtilization', 'averageValue', 'value'] as const;
const CURRENT: Record<(typeof VALUES)[number], string> = {
  averageUtilization: 'currentAverageUtilization',
  averageValue: 'currentAverageValue',
  value: 'currentValue',
};
const TARGET_TYPES = { averageUtilization: 'Utilization', averageValue: 'AverageValue', value: 'Value' };

const sourceOf = (metric: Fields): string | undefined => Object.keys(FLAT).find((source) => metric[source]);
const flatName = (source: string, field: (typeof VALUES)[number], isCurrent: boolean): string | undefined =>
  isCurrent ? (source === 'object' && field === 'averageValue' ? 'averageValue' : CURRENT[field]) : FLAT[source]![field];

/** A metric of the flat form, or its current value. */
export function nestMetric(metric: Fields, isCurrent = false): Fields {
  const source = sourceOf(metric);
  if (!source) return metric;
  const flat: Fields = metric[source];
  const part: Fields = {};
  for (const field of VALUES) {
    const name = flatName(source, field, isCurrent);
    if (name && flat[name] !== undefined && flat[name] !== null) part[field] = flat[name];
  }
  // An object's average value stands beside a target value of zero.
  if (source === 'object' && part.averageValue !== undefined && !isCurrent) delete part.value;
  const type = VALUES.find((field) => part[field] !== undefined);
  const nested: Fields = isCurrent
    ? { current: part }
    : { target: { ...(type ? { type: TARGET_TYPES[type] } : { type: 'Value' }), ...part } };
  if (source === 'resource') nested.name = flat.name;
  else nested.metric = { name: flat[FLAT[source]!.ref], ...selectorOf(flat[source === 'external' ? 'metricSelector' : 'selector']) };
  if (source === 'object') nested.describedObject = flat.target;
  return { type: metric.type, [source]: nested };
}

const selectorOf = (selector: unknown): Fields => (selector ? { selector } : {});

/** A metric of v2beta2 in the flat form. */
export function flattenMetric(metric: Fields, isCurrent = false): Fields {
  const source = sourceOf(metric);
  if (!source) return metric;
  const nested: Fields = metric[source];
  const flat: Fields = source === 'resource' ? { name: nested.name } : { metricName: nested.metric?.name };
  for (const field of VALUES) {
    const name = flatName(source, field, isCurrent);
    const value = (isCurrent ? nested.current : nested.target)?.[field];
    if (name && value !== undefined) flat[name] = value;
  }
  if (source === 'object')
    Object.assign(flat, { target: nested.describedObject, ...(isCurrent ? {} : { targetValue: nested.target?.value ?? '0' }) });
  if (nested.metric?.selector) flat[source === 'external' ? 'metricSelector' : 'selector'] = nested.metric.selector;
  return { type: metric.type, [source]: flat };
}

export function fromV2beta1(object: KubeObject): KubeObject {
  const { spec = {}, status } = object;
  const annotations = { ...object.metadata.annotations };
  const behavior = taken(annotations, BEHAVIOR);
  return withAnnotations(
    {
      ...object,
      spec: {
        ...spec,
        ...(spec.metrics ? { metrics: spec.metrics.map((metric: Fields) => nestMetric(metric)) } : {}),
        ...(behavior ? { behavior } : {}),
      },
      ...(status
        ? {
            status: {
              ...status,
              ...(status.currentMetrics ? { currentMetrics: status.currentMetrics.map((metric: Fields) => nestMetric(metric, true)) } : {}),
            },
          }
        : {}),
    },
    annotations,
  );
}

export function toV2beta1(object: KubeObject): KubeObject {
  const { behavior, ...spec } = object.spec ?? {};
  const { status } = object;
  return withAnnotations(
    {
      ...object,
      spec: { ...spec, metrics: (spec.metrics ?? []).map((metric: Fields) => flattenMetric(metric)) },
      ...(status
        ? { status: { ...status, currentMetrics: status.currentMetrics?.map((metric: Fields) => flattenMetric(metric, true)) ?? null } }
        : {}),
    },
    { ...object.metadata.annotations, ...(behavior ? { [BEHAVIOR]: JSON.stringify(capitalised(behavior)) } : {}) },
  );
}

/** The first metric of v1 is a CPU percentage; the others, conditions and behaviour come in annotations. */
export function fromV1(object: KubeObject): KubeObject {
  const { targetCPUUtilizationPercentage: percentage, ...spec } = object.spec ?? {};
  const { currentCPUUtilizationPercentage: current, ...status } = object.status ?? {};
  const annotations = { ...object.metadata.annotations };
  const extra = ((taken(annotations, METRICS) as Fields[] | undefined) ?? []).map((metric) => nestMetric(metric));
  const behavior = taken(annotations, BEHAVIOR);
  const conditions = taken(annotations, CONDITIONS);
  const currentMetrics = ((taken(annotations, CURRENT_METRICS) as Fields[] | undefined) ?? []).map((metric) => nestMetric(metric, true));
  const metrics = [
    ...extra,
    ...(percentage === undefined
      ? []
      : [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percentage } } }]),
  ];
  if (current !== undefined)
    currentMetrics.push({ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: current, averageValue: '0' } } });
  return withAnnotations(
    {
      ...object,
      spec: { ...spec, ...(metrics.length ? { metrics } : {}), ...(behavior ? { behavior } : {}) },
      status: { ...status, conditions: conditions ?? null, ...(currentMetrics.length ? { currentMetrics } : {}) },
    },
    annotations,
  );
}

export function toV1(object: KubeObject): KubeObject {
  const { metrics = [], behavior, ...spec } = object.spec ?? {};
  const { conditions, currentMetrics, ...status } = object.status ?? {};
  const cpu = (metrics as Fields[]).find(isCpuPercentage);
  const others = (metrics as Fields[]).filter((metric) => metric !== cpu);
  const currentCpu = ((currentMetrics ?? []) as Fields[]).find(
    ({ resource }) => resource?.name === 'cpu' && resource.current?.averageUtilization !== undefined,
  );
  return withAnnotations(
    {
      ...object,
      spec: { ...spec, ...(cpu ? { targetCPUUtilizationPercentage: cpu.resource.target.averageUtilization } : {}) },
      status: { ...status, ...(currentCpu ? { currentCPUUtilizationPercentage: currentCpu.resource.current.averageUtilization } : {}) },
    },
    {
      ...object.metadata.annotations,
      ...(others.length ? { [METRICS]: JSON.stringify(others.map((metric) => flattenMetric(metric))) } : {}),
      ...(currentMetrics?.length
        ? { [CURRENT_METRICS]: JSON.stringify((currentMetrics as Fields[]).map((metric) => flattenMetric(metric, true))) }
        : {}),
      ...(conditions?.length ? { [CONDITIONS]: JSON.stringify(conditions) } : {}),
      ...(behavior ? { [BEHAVIOR]: JSON.stringify(capitalised(behavior)) } : {}),
    },
  );
}

const isCpuPercentage = ({ resource }: Fields): boolean => resource?.name === 'cpu' && resource.target?.averageUtilization !== undefined;

/** Takes an annotation's JSON out; one that is none is dropped as well. */
function taken(annotations: Record<string, string>, key: string): any {
  const text = annotations[key];
  delete annotations[key];
  if (text === undefined) return undefined;
  try {
    return key === BEHAVIOR ? lowered(JSON.parse(text)) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Behaviour is annotated in the internal type's own JSON, whose names are Go's. */
const renamed = (value: unknown, rename: (name: string) => string): any => {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [rename(name), renamed(item, rename)]));
};
const capitalised = (value: unknown): any => renamed(value, (name) => name[0]!.toUpperCase() + name.slice(1));
const lowered = (value: unknown): any => renamed(value, (name) => name[0]!.toLowerCase() + name.slice(1));

function withAnnotations(object: KubeObject, annotations: Record<string, string>): KubeObject {
  const { annotations: _, ...metadata } = object.metadata;
  return { ...object, metadata: Object.keys(annotations).length ? { ...metadata, annotations } : metadata };
}
