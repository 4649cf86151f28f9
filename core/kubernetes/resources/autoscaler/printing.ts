/** The targets of an autoscaler: after formatHPAMetrics of k8s.io/kubernetes/pkg/printers/internalversion. */
import type { KubeObject } from '../../object.ts';

type Fields = Record<string, any>;
const UNKNOWN = '<unknown>';
const SHOWN = 2;

const percent = (value: number | undefined): string => (value === undefined ? UNKNOWN : `${value}%`);

/** `12%/80%`, `100m/1 (avg)`. */
function metricText({ type, ...metric }: Fields, status: Fields | undefined): string {
  const source = type[0].toLowerCase() + type.slice(1);
  const target: Fields = metric[source]?.target ?? {};
  const current: Fields = status?.[source]?.current ?? {};
  if (type === 'Pods') return `${current.averageValue ?? UNKNOWN}/${target.averageValue}`;
  if (type === 'Resource')
    return target.averageValue !== undefined
      ? `${current.averageValue ?? UNKNOWN}/${target.averageValue}`
      : `${percent(current.averageUtilization)}/${target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`}`;
  return target.averageValue !== undefined
    ? `${current.averageValue ?? UNKNOWN}/${target.averageValue} (avg)`
    : `${current.value ?? UNKNOWN}/${target.value}`;
}

export function targetsText({ spec, status }: KubeObject): string {
  const metrics: Fields[] = spec.metrics ?? [];
  if (!metrics.length) return '<none>';
  const texts = metrics.map((metric, i) => metricText(metric, status?.currentMetrics?.[i]));
  return texts.slice(0, SHOWN).join(', ') + (texts.length > SHOWN ? ` + ${texts.length - SHOWN} more...` : '');
}
