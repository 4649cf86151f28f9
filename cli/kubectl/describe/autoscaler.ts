/** Horizontal pod autoscalers, in the form of v2beta2 whatever version was read: after describeHorizontalPodAutoscalerV2beta2. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { fromV1, fromV2beta1 } from '../../../core/kubernetes/resources/autoscaler/conversion.ts';
import { events } from './events.ts';
import type { Describe } from './types.ts';
import { annotations, labels, longTime, writer, type Writer } from './writer.ts';

const CONVERT: Record<string, (hpa: KubeObject) => KubeObject> = { 'autoscaling/v1': fromV1, 'autoscaling/v2beta1': fromV2beta1 };

export const describeAutoscaler: Describe = async (read, context) => {
  const { metadata, spec, status = {} } = CONVERT[read.apiVersion]?.(read) ?? read;
  const w = writer();
  w.line(0, 'Name:', metadata.name);
  w.line(0, 'Namespace:', metadata.namespace);
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, 'CreationTimestamp:', longTime(metadata.creationTimestamp ?? undefined));
  w.line(0, 'Reference:', `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`);
  w.line(0, 'Metrics:', '( current / target )');
  (spec.metrics ?? []).forEach((metric: any, i: number) => {
    const { title, current, target } = metricText(metric, status.currentMetrics?.[i]);
    w.line(1, `${title}:`, `${current ?? '<unknown>'} / ${target}`);
  });
  w.line(0, 'Min replicas:', spec.minReplicas ?? '<unset>');
  w.line(0, 'Max replicas:', spec.maxReplicas);
  if (spec.behavior) {
    w.line(0, 'Behavior:');
    direction(w, 'Scale Up', spec.behavior.scaleUp);
    direction(w, 'Scale Down', spec.behavior.scaleDown);
  }
  w.line(0, `${spec.scaleTargetRef.kind} pods:`, `${status.currentReplicas ?? 0} current / ${status.desiredReplicas ?? 0} desired`);
  if (status.conditions?.length) {
    w.line(0, 'Conditions:');
    w.line(1, 'Type', 'Status', 'Reason', 'Message');
    w.line(1, '----', '------', '------', '-------');
    for (const { type, status: is, reason = '', message = '' } of status.conditions) w.line(1, type, is, reason, message);
  }
  await events(w, read, context);
  return w.finish();
};

interface MetricText {
  title: string;
  current?: string;
  target: string;
}

const METRICS: Record<string, (metric: any, current: any) => MetricText> = {
  Resource({ resource: { name, target } }, now) {
    const current = now?.resource?.current ?? {};
    if (target.averageValue !== undefined)
      return { title: `resource ${name} on pods`, current: current.averageValue, target: target.averageValue };
    return {
      title: `resource ${name} on pods  (as a percentage of request)`,
      current: current.averageUtilization === undefined ? undefined : `${current.averageUtilization}% (${current.averageValue ?? 0})`,
      target: target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`,
    };
  },
  Pods: ({ pods }, now) => ({
    title: `${JSON.stringify(pods.metric.name)} on pods`,
    current: now?.pods?.current?.averageValue,
    target: pods.target.averageValue,
  }),
  Object({ object: { metric, describedObject, target } }, now) {
    const isAverage = target.type === 'AverageValue';
    const field = isAverage ? 'averageValue' : 'value';
    return {
      title: `"${metric.name}" on ${describedObject.kind}/${describedObject.name} (target ${isAverage ? 'average ' : ''}value)`,
      current: now?.object?.current?.[field],
      target: target[field],
    };
  },
  External({ external: { metric, target } }, now) {
    const field = target.averageValue === undefined ? 'value' : 'averageValue';
    return {
      title: `${JSON.stringify(metric.name)} (target ${field === 'value' ? '' : 'average '}value)`,
      current: now?.external?.current?.[field],
      target: target[field],
    };
  },
};

const metricText = (metric: any, current: any): MetricText =>
  METRICS[metric.type]?.(metric, current) ?? { title: `<unknown metric type ${JSON.stringify(metric.type)}>`, target: '' };

function direction(w: Writer, title: string, rules: any): void {
  if (!rules) return;
  w.line(1, `${title}:`);
  if (rules.stabilizationWindowSeconds !== undefined) w.line(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds`);
  if (!rules.policies?.length) return;
  w.line(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}`);
  w.line(2, 'Policies:');
  for (const { type, value, periodSeconds } of rules.policies)
    w.line(3, `- Type: ${type}`, `Value: ${value}`, `Period: ${periodSeconds} seconds`);
}
