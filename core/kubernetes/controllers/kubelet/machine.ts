/** What a container's program finds: its user, groups, environment and files. */
import type { KubeObject } from '../../object.ts';
import { imageOf, repositoryOf } from './images.ts';
import type { Machine } from './shell.ts';

/** Reads config maps and secrets. */
export type Lookup = (resource: 'configmaps' | 'secrets', namespace: string, name: string) => KubeObject | undefined;

/** A container of a spec; the schema has seen to its shape. */
export type Container = Record<string, any>;

const BUSYBOX = /(^|\/)(busybox|alpine)$|alpine/;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The numeric user that it runs as: what the container or pod says, else the image. */
export function userOf(pod: KubeObject, container: Container): { uid: number; gid: number } {
  const own = container.securityContext ?? {};
  const shared = pod.spec.securityContext ?? {};
  const { user } = imageOf(container.image);
  const uid = own.runAsUser ?? shared.runAsUser ?? (user && 'uid' in user ? user.uid : user ? 1000 : 0);
  return { uid, gid: own.runAsGroup ?? shared.runAsGroup ?? 0 };
}

export function machineOf(pod: KubeObject, container: Container, look: Lookup, now: number): Machine {
  const { uid, gid } = userOf(pod, container);
  const shared = pod.spec.securityContext ?? {};
  const groups: number[] = [gid, ...(shared.fsGroup === undefined ? [] : [shared.fsGroup]), ...(shared.supplementalGroups ?? [])];
  const isBusybox = BUSYBOX.test(repositoryOf(container.image)) || /alpine/.test(container.image);
  const hostname: string = pod.spec.hostNetwork ? pod.spec.nodeName : (pod.spec.hostname ?? pod.metadata.name).slice(0, 63);
  return {
    uid,
    gid,
    groups: [...new Set(groups)],
    hostname,
    env: { PATH, HOSTNAME: hostname, ...environmentOf(pod, container, look), HOME: uid === 0 ? '/root' : '/' },
    isReadOnly: container.securityContext?.readOnlyRootFilesystem ?? false,
    isPrivileged: container.securityContext?.privileged ?? false,
    isBusybox,
    directory: container.workingDir ?? '/',
    files: filesOf(pod, container, hostname, look),
    now,
  };
}

const decode = (text: string): string => {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(bytes);
};

/** A config map's or secret's entries as text. */
function entriesOf(resource: 'configmaps' | 'secrets', namespace: string, name: string, look: Lookup): Record<string, string> {
  const data: Record<string, string> = look(resource, namespace, name)?.data ?? {};
  return resource === 'configmaps' ? data : Object.fromEntries(Object.entries(data).map(([key, value]) => [key, decode(value)]));
}

function environmentOf(pod: KubeObject, container: Container, look: Lookup): Record<string, string> {
  const namespace = pod.metadata.namespace!;
  const env: Record<string, string> = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const entries = configMapRef
      ? entriesOf('configmaps', namespace, configMapRef.name, look)
      : entriesOf('secrets', namespace, secretRef?.name ?? '', look);
    for (const [key, value] of Object.entries(entries)) env[prefix + key] = value;
  }
  for (const { name, value, valueFrom = {} } of container.env ?? []) {
    const { fieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
    if (value !== undefined || !Object.keys(valueFrom).length)
      env[name] = String(value ?? '').replace(/\$\((\w+)\)/g, (whole, other) => env[other] ?? whole);
    else if (fieldRef) env[name] = fieldOf(pod, fieldRef.fieldPath);
    else if (configMapKeyRef) env[name] = entriesOf('configmaps', namespace, configMapKeyRef.name, look)[configMapKeyRef.key] ?? '';
    else if (secretKeyRef) env[name] = entriesOf('secrets', namespace, secretKeyRef.name, look)[secretKeyRef.key] ?? '';
  }
  return env;
}

function fieldOf(pod: KubeObject, path: string): string {
  const [, field, key] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
  if (field) return pod.metadata[field]?.[key!] ?? '';
  const value = path.split('.').reduce<any>((object, name) => object?.[name], pod);
  return value === undefined ? '' : String(value);
}

const BASE: Record<string, string> = {
  '/etc/os-release': 'NAME="akslab simulated image"\nID=akslab\n',
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n',
  '/bin/sh': '',
  '/tmp/': '',
  '/proc/1/status': 'Name:\tmain\nPid:\t1\n',
  '/root/': '',
  '/usr/bin/': '',
  '/var/log/': '',
};

/** The base files, and what config maps, secrets and the downward API are mounted as. */
function filesOf(pod: KubeObject, container: Container, hostname: string, look: Lookup): Record<string, string> {
  const namespace = pod.metadata.namespace!;
  const files: Record<string, string> = {
    ...BASE,
    '/etc/hostname': `${hostname}\n`,
    '/etc/hosts': `127.0.0.1\tlocalhost\n${pod.status?.podIP ?? ''}\t${hostname}\n`,
  };
  for (const { name, mountPath, subPath } of container.volumeMounts ?? []) {
    const volume = (pod.spec.volumes ?? []).find((v: { name: string }) => v.name === name) ?? {};
    const base = mountPath.replace(/\/$/, '');
    files[`${base}/`] = '';
    for (const [key, value] of Object.entries(contentsOf(volume, namespace, look))) {
      if (!subPath) files[`${base}/${key}`] = value;
      else if (subPath === key) files[base] = value;
    }
  }
  return files;
}

function contentsOf(volume: Container, namespace: string, look: Lookup): Record<string, string> {
  const { configMap, secret, projected } = volume;
  const chosen = (entries: Record<string, string>, items?: { key: string; path: string }[]): Record<string, string> =>
    items
      ? Object.fromEntries(items.filter(({ key }) => entries[key] !== undefined).map(({ key, path }) => [path, entries[key]!]))
      : entries;
  if (configMap) return chosen(entriesOf('configmaps', namespace, configMap.name, look), configMap.items);
  if (secret) return chosen(entriesOf('secrets', namespace, secret.secretName, look), secret.items);
  const parts = (projected?.sources ?? []).map((source: Container) => {
    if (source.serviceAccountToken) return { [source.serviceAccountToken.path]: '' };
    return contentsOf(
      { configMap: source.configMap, secret: source.secret && { ...source.secret, secretName: source.secret.name } },
      namespace,
      look,
    );
  });
  return Object.assign({}, ...parts);
}
