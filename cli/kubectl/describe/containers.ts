/** Containers, of pods and of pod templates. `space` indents those of templates. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { longTime, orNone, yesNo, type Writer } from './writer.ts';

export function containers(
  w: Writer,
  title: string,
  list: any[] | undefined,
  statuses: any[] | undefined,
  pod: KubeObject | undefined,
  space: string,
): void {
  w.text(`${space}${title}:\n`);
  for (const container of list ?? []) {
    const status = statuses?.find((s) => s.name === container.name);
    w.text(`  ${space ? ' ' : ''}${container.name}:\n`);
    basics(w, container, status);
    lines(w, 'Command:', container.command);
    lines(w, 'Args:', container.args);
    if (status) state(w, status);
    resources(w, container.resources);
    for (const [field, label] of [
      ['livenessProbe', 'Liveness'],
      ['readinessProbe', 'Readiness'],
      ['startupProbe', 'Startup'],
    ])
      if (container[field!]) w.line(2, `${label}:`, probeText(container[field!]));
    envFrom(w, container.envFrom);
    environment(w, container.env, pod);
    mounts(w, container);
  }
}

function basics(w: Writer, container: any, status: any): void {
  if (status) w.line(2, 'Container ID:', status.containerID ?? '');
  w.line(2, 'Image:', container.image ?? '');
  if (status) w.line(2, 'Image ID:', status.imageID ?? '');
  const ports = (container.ports ?? []).map((p: any) => `${p.containerPort}/${p.protocol}`).join(', ');
  const hostPorts = (container.ports ?? []).map((p: any) => `${p.hostPort ?? 0}/${p.protocol}`).join(', ');
  w.line(2, ports.includes(',') ? 'Ports:' : 'Port:', orNone(ports));
  w.line(2, hostPorts.includes(',') ? 'Host Ports:' : 'Host Port:', orNone(hostPorts));
}

function lines(w: Writer, title: string, words: string[] | undefined): void {
  if (!words?.length) return;
  w.line(2, title);
  for (const word of words) for (const line of word.split('\n')) w.line(3, line);
}

function state(w: Writer, status: any): void {
  oneState(w, 'State', status.state ?? {});
  if (status.lastState?.terminated) oneState(w, 'Last State', status.lastState);
  w.line(2, 'Ready:', yesNo(status.ready));
  w.line(2, 'Restart Count:', status.restartCount ?? 0);
}

function oneState(w: Writer, title: string, { running, terminated, waiting }: any): void {
  if (running) {
    w.line(2, `${title}:`, 'Running');
    w.line(3, 'Started:', longTime(running.startedAt));
  } else if (terminated) {
    w.line(2, `${title}:`, 'Terminated');
    if (terminated.reason) w.line(3, 'Reason:', terminated.reason);
    if (terminated.message) w.line(3, 'Message:', terminated.message);
    w.line(3, 'Exit Code:', terminated.exitCode ?? 0);
    if (terminated.signal) w.line(3, 'Signal:', terminated.signal);
    w.line(3, 'Started:', longTime(terminated.startedAt));
    w.line(3, 'Finished:', longTime(terminated.finishedAt));
  } else {
    w.line(2, `${title}:`, 'Waiting');
    if (waiting?.reason) w.line(3, 'Reason:', waiting.reason);
  }
}

function resources(w: Writer, { limits, requests }: any = {}): void {
  for (const [title, map] of [
    ['Limits:', limits],
    ['Requests:', requests],
  ]) {
    if (!Object.keys(map ?? {}).length) continue;
    w.line(2, title);
    for (const name of Object.keys(map).sort()) w.line(3, `${name}:`, map[name]);
  }
}

export function probeText(probe: any): string {
  const attributes = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s #success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  if (probe.exec) return `exec [${(probe.exec.command ?? []).join(' ')}] ${attributes}`;
  if (probe.httpGet) {
    const { scheme = '', host = '', port, path = '' } = probe.httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path.startsWith('/') || !path ? path : `/${path}`} ${attributes}`;
  }
  if (probe.tcpSocket) return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port} ${attributes}`;
  return `unknown ${attributes}`;
}

function envFrom(w: Writer, list: any[] | undefined): void {
  if (!list?.length) return;
  w.line(2, 'Environment Variables from:');
  for (const source of list) {
    const [from, ref] = source.configMapRef ? ['ConfigMap', source.configMapRef] : ['Secret', source.secretRef ?? {}];
    const prefix = source.prefix ? ` with prefix '${source.prefix}'` : '';
    w.line(3, ref.name, `${from}${prefix}`, `Optional: ${ref.optional ?? false}`);
  }
}

function environment(w: Writer, list: any[] | undefined, pod: KubeObject | undefined): void {
  if (!list?.length) return w.line(2, 'Environment:', '<none>');
  w.line(2, 'Environment:');
  for (const { name, value = '', valueFrom } of list) {
    if (!valueFrom) value.split('\n').forEach((line: string, i: number) => (i ? w.line(3, '', line) : w.line(3, `${name}:`, line)));
    else if (valueFrom.fieldRef)
      w.line(
        3,
        `${name}:`,
        `${fieldValue(pod, valueFrom.fieldRef.fieldPath)} (${valueFrom.fieldRef.apiVersion}:${valueFrom.fieldRef.fieldPath})`,
      );
    else if (valueFrom.resourceFieldRef)
      w.line(3, `${name}:`, `${resourceValue(pod, valueFrom.resourceFieldRef)} (${valueFrom.resourceFieldRef.resource})`);
    else if (valueFrom.secretKeyRef)
      w.line(
        3,
        `${name}:`,
        `<set to the key '${valueFrom.secretKeyRef.key}' in secret '${valueFrom.secretKeyRef.name}'>`,
        `Optional: ${valueFrom.secretKeyRef.optional ?? false}`,
      );
    else if (valueFrom.configMapKeyRef)
      w.line(
        3,
        `${name}:`,
        `<set to the key '${valueFrom.configMapKeyRef.key}' of config map '${valueFrom.configMapKeyRef.name}'>`,
        `Optional: ${valueFrom.configMapKeyRef.optional ?? false}`,
      );
  }
}

/** The value of a pod's field, where there is a pod. */
function fieldValue(pod: KubeObject | undefined, path: string): string {
  const key = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (key) return pod?.metadata[key[1] as 'labels']?.[key[2]!] ?? '';
  const value = path.split('.').reduce((at: any, part) => at?.[part], pod);
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

function resourceValue(pod: KubeObject | undefined, ref: any): string {
  const container = pod?.spec.containers.find((c: any) => c.name === ref.containerName) ?? pod?.spec.containers[0];
  const [kind, name] = ref.resource.split('.');
  return container?.resources?.[kind]?.[name] ?? '0';
}

function mounts(w: Writer, container: any): void {
  const list = [...(container.volumeMounts ?? [])].sort((a: any, b: any) => (a.mountPath < b.mountPath ? -1 : 1));
  if (!list.length) w.line(2, 'Mounts:', '<none>');
  else w.line(2, 'Mounts:');
  for (const mount of list)
    w.line(
      3,
      `${mount.mountPath} from ${mount.name} (${mount.readOnly ? 'ro' : 'rw'}${mount.subPath ? `,path=${JSON.stringify(mount.subPath)}` : ''})`,
    );
  const devices = [...(container.volumeDevices ?? [])].sort((a: any, b: any) => (a.devicePath < b.devicePath ? -1 : 1));
  if (devices.length) w.line(2, 'Devices:');
  for (const device of devices) w.line(3, `${device.devicePath} from ${device.name}`);
}
