/** Services, endpoints, ingresses, network policies. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { events } from './events.ts';
import type { Describe, DescribeContext } from './types.ts';
import { annotations, labels, longTime, mapText, selectorText, writer, type Writer } from './writer.ts';

const MOST_ENDPOINTS = 3;

/** `10.0.0.1:80,10.0.0.2:80 + 2 more...` */
export function endpointsText(endpoints: KubeObject | undefined, portName?: string): string {
  const list: string[] = [];
  for (const subset of endpoints?.subsets ?? []) {
    for (const port of subset.ports ?? [{}]) {
      if (portName !== undefined && (port.name ?? '') !== portName) continue;
      for (const { ip } of subset.addresses ?? []) list.push(port.port ? `${ip}:${port.port}` : ip);
    }
  }
  if (!list.length) return '<none>';
  return `${list.slice(0, MOST_ENDPOINTS).join(',')}${list.length > MOST_ENDPOINTS ? ` + ${list.length - MOST_ENDPOINTS} more...` : ''}`;
}

export const describeService: Describe = async (service, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = service;
  const endpoints = (await context.list('endpoints', metadata.namespace!, { fieldSelector: `metadata.name=${metadata.name}` }))[0];
  w.line(0, 'Name:', metadata.name);
  w.line(0, 'Namespace:', metadata.namespace);
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, 'Selector:', mapText(spec.selector));
  w.line(0, 'Type:', spec.type);
  if (spec.ipFamilyPolicy) w.line(0, 'IP Family Policy:', spec.ipFamilyPolicy);
  w.line(0, 'IP Families:', spec.ipFamilies?.join(',') || '<none>');
  w.line(0, 'IP:', spec.clusterIP ?? '');
  w.line(0, 'IPs:', spec.clusterIPs?.join(',') || '<none>');
  if (spec.externalIPs?.length) w.line(0, 'External IPs:', spec.externalIPs.join(','));
  if (spec.loadBalancerIP) w.line(0, 'LoadBalancer IP:', spec.loadBalancerIP);
  if (spec.externalName) w.line(0, 'External Name:', spec.externalName);
  const ingress = (status.loadBalancer?.ingress ?? []).map((i: any) => i.ip || i.hostname);
  if (ingress.length) w.line(0, 'LoadBalancer Ingress:', ingress.join(', '));
  for (const port of spec.ports ?? []) servicePort(w, port, endpoints);
  w.line(0, 'Session Affinity:', spec.sessionAffinity ?? '');
  if (spec.externalTrafficPolicy) w.line(0, 'External Traffic Policy:', spec.externalTrafficPolicy);
  if (spec.healthCheckNodePort) w.line(0, 'HealthCheck NodePort:', spec.healthCheckNodePort);
  if (spec.loadBalancerSourceRanges?.length) w.line(0, 'LoadBalancer Source Ranges:', spec.loadBalancerSourceRanges.join(','));
  await events(w, service, context);
  return w.finish();
};

function servicePort(w: Writer, port: any, endpoints: KubeObject | undefined): void {
  const name = port.name || '<unset>';
  w.line(0, 'Port:', name, `${port.port}/${port.protocol}`);
  w.line(0, 'TargetPort:', `${port.targetPort}/${port.protocol}`);
  if (port.nodePort) w.line(0, 'NodePort:', name, `${port.nodePort}/${port.protocol}`);
  w.line(0, 'Endpoints:', endpointsText(endpoints, port.name ?? ''));
}

export const describeEndpoints: Describe = async (endpoints, context) => {
  const w = writer();
  w.line(0, 'Name:', endpoints.metadata.name);
  w.line(0, 'Namespace:', endpoints.metadata.namespace);
  labels(w, 'Labels', endpoints.metadata.labels);
  annotations(w, 'Annotations', endpoints.metadata.annotations);
  w.line(0, 'Subsets:');
  for (const subset of endpoints.subsets ?? []) {
    w.line(1, 'Addresses:', (subset.addresses ?? []).map((a: any) => a.ip).join(',') || '<none>');
    w.line(1, 'NotReadyAddresses:', (subset.notReadyAddresses ?? []).map((a: any) => a.ip).join(',') || '<none>');
    if (subset.ports?.length) {
      w.line(1, 'Ports:');
      w.line(2, 'Name', 'Port', 'Protocol');
      w.line(2, '----', '----', '--------');
      for (const port of subset.ports) w.line(2, port.name || '<unset>', port.port, port.protocol);
    }
    w.text('\n');
  }
  await events(w, endpoints, context);
  return w.finish();
};

async function backendText(backend: any, namespace: string, context: DescribeContext): Promise<string> {
  if (backend.resource)
    return `APIGroup: ${backend.resource.apiGroup ?? '<none>'}, Kind: ${backend.resource.kind}, Name: ${backend.resource.name}`;
  const name = backend.service?.name ?? backend.serviceName;
  const port = backend.service?.port?.number ?? backend.service?.port?.name ?? backend.servicePort;
  const endpoints = (await context.list('endpoints', namespace, { fieldSelector: `metadata.name=${name}` }))[0];
  const found = endpoints ? endpointsText(endpoints) : `<error: endpoints ${JSON.stringify(name)} not found>`;
  return `${name}:${port} (${found})`;
}

export const describeIngress: Describe = async (ingress, context) => {
  const w = writer();
  const { metadata, spec = {}, status = {} } = ingress;
  const namespace = metadata.namespace!;
  w.line(0, 'Name:', metadata.name);
  w.line(0, 'Namespace:', namespace);
  w.line(0, 'Address:', (status.loadBalancer?.ingress ?? []).map((i: any) => i.ip || i.hostname).join(','));
  const fallback = spec.defaultBackend ?? spec.backend;
  const defaultText = fallback
    ? await backendText(fallback, namespace, context)
    : 'default-http-backend:80 (<error: endpoints "default-http-backend" not found>)';
  w.line(0, 'Default backend:', defaultText);
  if (spec.tls?.length) {
    w.line(0, 'TLS:');
    for (const tls of spec.tls)
      w.line(
        1,
        tls.secretName ? `${tls.secretName} terminates ${(tls.hosts ?? []).join(',')}` : `SNI routes ${(tls.hosts ?? []).join(',')}`,
      );
  }
  w.line(0, 'Rules:');
  w.line(1, 'Host', 'Path', 'Backends');
  w.line(1, '----', '----', '--------');
  let any = false;
  for (const rule of spec.rules ?? []) {
    if (!rule.http) continue;
    any = true;
    w.line(1, `${rule.host || '*'}`, '');
    for (const path of rule.http.paths) w.text(`\t${path.path ?? ''} \t${await backendText(path.backend, namespace, context)}\n`);
  }
  if (!any) w.line(1, '*', '*', defaultText);
  annotations(w, 'Annotations', metadata.annotations);
  await events(w, ingress, context);
  return w.finish();
};

export const describeNetworkPolicy: Describe = async (policy) => {
  const w = writer();
  const { metadata, spec } = policy;
  w.line(0, 'Name:', metadata.name);
  w.line(0, 'Namespace:', metadata.namespace);
  w.line(0, 'Created on:', goTime(metadata.creationTimestamp ?? undefined));
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, 'Spec:');
  const selector = spec.podSelector ?? {};
  w.text(
    `  PodSelector: ${Object.keys(selector.matchLabels ?? {}).length || selector.matchExpressions?.length ? `    ${selectorText(selector)}` : '    <none> (Allowing the specific traffic to all pods in this namespace)'}\n`,
  );
  const types: string[] = spec.policyTypes ?? [];
  direction(w, 'ingress', types.includes('Ingress'), spec.ingress, 'from', 'From');
  direction(w, 'egress', types.includes('Egress'), spec.egress, 'to', 'To');
  w.line(1, `Policy Types: ${types.join(', ')}`);
  return w.finish();
};

function direction(
  w: Writer,
  name: 'ingress' | 'egress',
  affected: boolean,
  rules: any[] | undefined,
  peers: 'from' | 'to',
  title: string,
): void {
  if (!affected) return w.line(1, `Not affecting ${name} traffic`);
  w.line(1, `Allowing ${name} traffic:`);
  if (!rules?.length) return w.line(2, `<none> (Selected pods are isolated for ${name} connectivity)`);
  rules.forEach((rule, i) => {
    if (!rule.ports?.length) w.line(2, `To Port: <any> (traffic allowed to all ports)`);
    for (const port of rule.ports ?? []) w.line(2, `To Port: ${port.port ?? '<any>'}/${port.protocol}`);
    if (!rule[peers]?.length)
      w.line(2, `${title}: <any> (traffic ${name === 'ingress' ? 'not restricted by source' : 'not restricted by destination'})`);
    for (const peer of rule[peers] ?? []) {
      w.line(2, `${title}:`);
      if (peer.ipBlock) {
        w.line(3, 'IPBlock:');
        w.line(4, `CIDR: ${peer.ipBlock.cidr}`);
        w.line(4, `Except: ${(peer.ipBlock.except ?? []).join(', ')}`);
      } else {
        if (peer.namespaceSelector) w.line(3, `NamespaceSelector: ${selectorText(peer.namespaceSelector)}`);
        if (peer.podSelector) w.line(3, `PodSelector: ${selectorText(peer.podSelector)}`);
      }
    }
    if (i < rules.length - 1) w.line(2, '----------');
  });
}

/** Go's default form of a time, `2020-06-01 12:00:00 +0000 UTC`. */
const goTime = (time: string | undefined): string => (time ? `${time.replace('T', ' ').replace('Z', '')} +0000 UTC` : longTime(time));
