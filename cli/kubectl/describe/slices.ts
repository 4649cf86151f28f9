/** Endpoint slices and ingress classes. */
import { events } from './events.ts';
import type { Describe } from './types.ts';
import { annotations, labels, writer, type Writer } from './writer.ts';

export const describeSlice: Describe = async (slice, context) => {
  const w = writer();
  w.line(0, 'Name:', slice.metadata.name);
  w.line(0, 'Namespace:', slice.metadata.namespace);
  labels(w, 'Labels', slice.metadata.labels);
  annotations(w, 'Annotations', slice.metadata.annotations);
  w.line(0, 'AddressType:', slice.addressType);
  if (slice.ports?.length) {
    w.line(0, 'Ports:');
    w.line(1, 'Name', 'Port', 'Protocol');
    w.line(1, '----', '----', '--------');
    for (const port of slice.ports) w.line(1, port.name || '<unset>', port.port ?? '<unset>', port.protocol);
  } else w.line(0, 'Ports: <unset>');
  if (slice.endpoints?.length) {
    w.line(0, 'Endpoints:');
    for (const endpoint of slice.endpoints) endpointLines(w, endpoint);
  } else w.line(0, 'Endpoints: <none>');
  await events(w, slice, context);
  return w.finish();
};

function endpointLines(w: Writer, { addresses, conditions, hostname, targetRef, topology }: any): void {
  w.line(1, '- Addresses:', addresses?.join(', ') || '<none>');
  w.line(2, 'Conditions:');
  w.line(3, 'Ready:', conditions?.ready ?? '<unset>');
  w.line(2, 'Hostname:', hostname ?? '<unset>');
  if (targetRef) w.line(2, 'TargetRef:', `${targetRef.kind}/${targetRef.name}`);
  const places = Object.entries(topology ?? {}).map(([key, value]) => `${key}=${value}`);
  if (!places.length) return w.line(2, 'Topology:', '<none>');
  places.sort().forEach((place, i) => w.text(`${i ? '    ' : '    Topology:'}\t${place}\n`));
}

export const describeIngressClass: Describe = async (ingressClass, context) => {
  const w = writer();
  const { metadata, spec } = ingressClass;
  w.line(0, 'Name:', metadata.name);
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, 'Controller:', spec.controller);
  if (spec.parameters) {
    w.line(0, 'Parameters:');
    if (spec.parameters.apiGroup) w.line(1, 'APIGroup:', spec.parameters.apiGroup);
    w.line(1, 'Kind:', spec.parameters.kind);
    w.line(1, 'Name:', spec.parameters.name);
  }
  await events(w, ingressClass, context);
  return w.finish();
};
