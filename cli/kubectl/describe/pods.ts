import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { containers } from './containers.ts';
import { events } from './events.ts';
import type { Describe } from './types.ts';
import { volumes } from './volumes.ts';
import { age, annotations, labels, longTime, orNone, selectorText, writer, type Writer } from './writer.ts';

export const describePod: Describe = async (pod, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = pod;
  w.line(0, 'Name:', metadata.name);
  w.line(0, 'Namespace:', metadata.namespace);
  if (spec.priority !== undefined) {
    w.line(0, 'Priority:', spec.priority);
    if (spec.priorityClassName) w.line(0, 'Priority Class Name:', spec.priorityClassName);
  }
  w.line(0, 'Node:', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>');
  if (status.startTime) w.line(0, 'Start Time:', longTime(status.startTime));
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  if (metadata.deletionTimestamp) {
    w.line(0, 'Status:', `Terminating (lasts ${age(metadata.deletionTimestamp, context.now)})`);
    w.line(0, 'Termination Grace Period:', `${metadata.deletionGracePeriodSeconds}s`);
  } else w.line(0, 'Status:', status.phase);
  if (status.reason) w.line(0, 'Reason:', status.reason);
  if (status.message) w.line(0, 'Message:', status.message);
  addresses(w, status);
  const owner = metadata.ownerReferences?.find((o) => o.controller);
  if (owner) w.line(0, 'Controlled By:', `${owner.kind}/${owner.name}`);
  if (status.nominatedNodeName) w.line(0, 'NominatedNodeName:', status.nominatedNodeName);
  if (spec.initContainers?.length) containers(w, 'Init Containers', spec.initContainers, status.initContainerStatuses, pod, '');
  containers(w, 'Containers', spec.containers, status.containerStatuses, pod, '');
  if (spec.ephemeralContainers?.length)
    containers(w, 'Ephemeral Containers', spec.ephemeralContainers, status.ephemeralContainerStatuses, pod, '');
  readinessGates(w, pod);
  if (status.conditions?.length) {
    w.line(0, 'Conditions:');
    w.line(1, 'Type', 'Status');
    for (const condition of status.conditions) w.line(1, `${condition.type} `, `${condition.status} `);
  }
  volumes(w, spec.volumes, '');
  if (status.qosClass) w.line(0, 'QoS Class:', status.qosClass);
  labels(w, 'Node-Selectors', spec.nodeSelector);
  tolerations(w, spec.tolerations);
  spread(w, spec.topologySpreadConstraints, '');
  await events(w, pod, context);
  return w.finish();
};

function addresses(w: Writer, status: any): void {
  w.line(0, 'IP:', status.podIP ?? '');
  if (!status.podIPs?.length) return w.line(0, 'IPs:', '<none>');
  w.line(0, 'IPs:');
  for (const { ip } of status.podIPs) w.line(1, 'IP:', ip);
}

function readinessGates(w: Writer, { spec, status }: KubeObject): void {
  if (!spec.readinessGates?.length) return;
  w.line(0, 'Readiness Gates:');
  w.line(1, 'Type', 'Status');
  for (const gate of spec.readinessGates)
    w.line(1, `${gate.conditionType} `, `${status?.conditions?.find((c: any) => c.type === gate.conditionType)?.status ?? '<none>'} `);
}

export function tolerations(w: Writer, list: any[] | undefined): void {
  if (!list?.length) return w.line(0, 'Tolerations:', '<none>');
  const sorted = [...list].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  sorted.forEach((t, i) => w.line(0, i ? '' : 'Tolerations:', tolerationText(t)));
}

function tolerationText({ key = '', value, effect, operator, tolerationSeconds }: any): string {
  const exists = operator === 'Exists' && !value ? (key || effect ? ' op=Exists' : 'op=Exists') : '';
  return `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}${exists}${tolerationSeconds !== undefined ? ` for ${tolerationSeconds}s` : ''}`;
}

function spread(w: Writer, list: any[] | undefined, space: string): void {
  if (!list?.length) return;
  [...list]
    .sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1))
    .forEach((c, i) => {
      w.text(
        `${space}${i ? '' : 'Topology Spread Constraints:'}\t${c.topologyKey}:${c.whenUnsatisfiable} when max skew ${c.maxSkew} is exceeded${c.labelSelector ? ` for selector ${selectorText(c.labelSelector)}` : ''}\n`,
      );
    });
}

/** The template of a workload. */
export function podTemplate(w: Writer, template: any): void {
  w.line(0, 'Pod Template:');
  if (!template) return w.line(1, '<unset>');
  const { metadata = {}, spec = {} } = template;
  labels(w, '  Labels', metadata.labels);
  if (Object.keys(metadata.annotations ?? {}).length) annotations(w, '  Annotations', metadata.annotations);
  if (spec.serviceAccountName) w.line(1, 'Service Account:', spec.serviceAccountName);
  if (spec.initContainers?.length) containers(w, 'Init Containers', spec.initContainers, undefined, undefined, '  ');
  containers(w, 'Containers', spec.containers, undefined, undefined, '  ');
  volumes(w, spec.volumes, '  ');
  spread(w, spec.topologySpreadConstraints, '  ');
  if (spec.priorityClassName) w.line(1, 'Priority Class Name:', orNone(spec.priorityClassName));
}
