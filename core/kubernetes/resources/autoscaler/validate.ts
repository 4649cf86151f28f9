/** After k8s.io/kubernetes/pkg/apis/autoscaling/validation. */
import { at, child, forbidden, go, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import type { KubeObject } from '../../object.ts';
import { nanoOf } from '../../quantity.ts';
import { requiredName } from '../validation/common.ts';
import { validateLabelSelector } from '../validation/labels.ts';
import { pathSegment } from '../validation/names.ts';

type Fields = Record<string, any>;

/** Metric types, the field in which each is described, and what its target must hold. */
const SOURCES: Record<string, { field: string; validate(source: Fields, path: Path): FieldError[] }> = {
  ContainerResource: { field: 'containerResource', validate: validateResource },
  External: { field: 'external', validate: validateExternal },
  Object: { field: 'object', validate: validateObject },
  Pods: { field: 'pods', validate: validatePods },
  Resource: { field: 'resource', validate: validateResource },
};

export function validateAutoscaler({ spec }: KubeObject): FieldError[] {
  const { minReplicas, maxReplicas } = spec;
  return [
    ...(minReplicas !== undefined && minReplicas < 1
      ? [invalid('spec.minReplicas', minReplicas, 'must be greater than or equal to 1')]
      : []),
    ...(maxReplicas < 1 ? [invalid('spec.maxReplicas', maxReplicas, 'must be greater than 0')] : []),
    ...(minReplicas !== undefined && maxReplicas < minReplicas
      ? [invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`')]
      : []),
    ...validateReference(spec.scaleTargetRef, 'spec.scaleTargetRef'),
    ...((spec.metrics ?? []) as Fields[]).flatMap((metric, i) => validateMetric(metric, at('spec.metrics', i))),
    ...validateBehavior(spec.behavior),
  ];
}

const validateReference = ({ kind, name }: Fields = {}, path: Path): FieldError[] => [
  ...requiredName(pathSegment, kind, child(path, 'kind')),
  ...requiredName(pathSegment, name, child(path, 'name')),
];

function validateMetric(metric: Fields, path: Path): FieldError[] {
  const { type = '' } = metric;
  const errors: FieldError[] = type ? [] : [required(child(path, 'type'), 'must specify a metric source type')];
  if (!SOURCES[type]) errors.push(notSupported(child(path, 'type'), type, Object.keys(SOURCES)));
  const present = Object.values(SOURCES).filter(({ field }) => metric[field]);
  if (present.length === 1) errors.push(...present[0]!.validate(metric[present[0]!.field], child(path, present[0]!.field)));
  const expected = SOURCES[type]?.field;
  if (expected && !metric[expected]) errors.push(required(child(path, expected), 'must populate information for the given metric source'));
  if (present.length === 1) return errors;
  return [
    ...errors,
    ...present
      .filter(({ field }) => field !== expected)
      .map(({ field }) => forbidden(child(path, field), 'must populate the given metric source only')),
  ];
}

function validateTarget(target: Fields = {}, path: Path): FieldError[] {
  const { type = '', value, averageValue, averageUtilization } = target;
  const positive = (field: string, amount: string | undefined): FieldError[] =>
    amount !== undefined && nanoOf(amount) <= 0n ? [invalid(child(path, field), go(amount), 'must be positive')] : [];
  return [
    ...(type ? [] : [required(child(path, 'type'), 'must specify a metric target type')]),
    ...(['Utilization', 'Value', 'AverageValue'].includes(type)
      ? []
      : [invalid(child(path, 'type'), type, 'must be either Utilization, Value, or AverageValue')]),
    ...positive('value', value),
    ...positive('averageValue', averageValue),
    ...(averageUtilization !== undefined && averageUtilization < 1
      ? [invalid(child(path, 'averageUtilization'), averageUtilization, 'must be greater than 0')]
      : []),
  ];
}

function validateIdentifier({ name, selector }: Fields = {}, path: Path): FieldError[] {
  return [
    ...requiredName(pathSegment, name, child(path, 'name'), 'must specify a metric name'),
    ...validateLabelSelector(selector, child(path, 'selector')),
  ];
}

function validateResource(source: Fields, path: Path): FieldError[] {
  const target = child(path, 'target');
  const { averageUtilization, averageValue } = source.target ?? {};
  return [
    ...(source.name ? [] : [required(child(path, 'name'), 'must specify a resource name')]),
    ...validateTarget(source.target, target),
    ...(averageUtilization === undefined && averageValue === undefined
      ? [required(child(target, 'averageUtilization'), 'must set either a target raw value or a target utilization')]
      : []),
    ...(averageUtilization !== undefined && averageValue !== undefined
      ? [forbidden(child(target, 'averageValue'), 'may not set both a target raw value and a target utilization')]
      : []),
  ];
}

function validatePods(source: Fields, path: Path): FieldError[] {
  const target = child(path, 'target');
  const { averageValue } = source.target ?? {};
  return [
    ...validateIdentifier(source.metric, child(path, 'metric')),
    ...validateTarget(source.target, target),
    ...(averageValue === undefined || nanoOf(averageValue) <= 0n
      ? [required(child(target, 'averageValue'), 'must specify a positive target averageValue')]
      : []),
  ];
}

function validateObject(source: Fields, path: Path): FieldError[] {
  const target = child(path, 'target');
  const { value, averageValue } = source.target ?? {};
  return [
    ...validateReference(source.describedObject, child(path, 'describedObject')),
    ...validateIdentifier(source.metric, child(path, 'metric')),
    ...validateTarget(source.target, target),
    ...(value === undefined && averageValue === undefined
      ? [required(child(target, 'averageValue'), 'must set either a target value or averageValue')]
      : []),
  ];
}

function validateExternal(source: Fields, path: Path): FieldError[] {
  const target = child(path, 'target');
  const { value, averageValue } = source.target ?? {};
  return [
    ...validateIdentifier(source.metric, child(path, 'metric')),
    ...validateTarget(source.target, target),
    ...(value === undefined && averageValue === undefined
      ? [required(child(target, 'averageValue'), 'must set either a target value for metric or a per-pod target')]
      : []),
    ...(value !== undefined && averageValue !== undefined
      ? [forbidden(child(target, 'value'), 'may not set both a target value for metric and a per-pod target')]
      : []),
  ];
}

const MAX_WINDOW = 3600;
const MAX_PERIOD = 1800;
const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES = ['Percent', 'Pods'];

function validateBehavior(behavior: Fields | undefined): FieldError[] {
  return ['scaleUp', 'scaleDown'].flatMap((field) => (behavior?.[field] ? validateScaling(behavior[field], `spec.behavior.${field}`) : []));
}

function validateScaling({ stabilizationWindowSeconds: window, selectPolicy, policies = [] }: Fields, path: Path): FieldError[] {
  const windowPath = child(path, 'stabilizationWindowSeconds');
  return [
    ...(window !== undefined && window < 0 ? [invalid(windowPath, window, 'must be greater than or equal to zero')] : []),
    ...(window !== undefined && window > MAX_WINDOW ? [invalid(windowPath, window, `must be less than or equal to ${MAX_WINDOW}`)] : []),
    ...(selectPolicy !== undefined && !SELECT_POLICIES.includes(selectPolicy)
      ? [notSupported(child(path, 'selectPolicy'), selectPolicy, SELECT_POLICIES)]
      : []),
    ...(policies.length ? [] : [required(child(path, 'policies'), 'must specify at least one Policy')]),
    ...(policies as Fields[]).flatMap((policy, i) => validatePolicy(policy, at(child(path, 'policies'), i))),
  ];
}

function validatePolicy({ type = '', value = 0, periodSeconds = 0 }: Fields, path: Path): FieldError[] {
  const period = child(path, 'periodSeconds');
  return [
    ...(POLICY_TYPES.includes(type) ? [] : [notSupported(child(path, 'type'), type, POLICY_TYPES)]),
    ...(value <= 0 ? [invalid(child(path, 'value'), value, 'must be greater than zero')] : []),
    ...(periodSeconds <= 0 ? [invalid(period, periodSeconds, 'must be greater than zero')] : []),
    ...(periodSeconds > MAX_PERIOD ? [invalid(period, periodSeconds, `must be less than or equal to ${MAX_PERIOD}`)] : []),
  ];
}
