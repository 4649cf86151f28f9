/** Nodes, volumes and claims, storage and priority classes, autoscalers, disruption budgets. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { nanoOf } from '../../../core/kubernetes/schema/quantity.ts';
import { events } from './events.ts';
import type { Describe } from './types.ts';
import { age, annotations, labels, longTime, mapText, selectorText, writer, type Writer } from './writer.ts';
import { SOURCES } from './volumes.ts';

export const describeNode: Describe = async (node, context) => {
  const w = writer();
  const { metadata, spec = {}, status = {} } = node;
  w.line(0, 'Name:', metadata.name);
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([k, v]) =>
    k.startsWith('node-role.kubernetes.io/') ? [k.slice(24)] : k === 'kubernetes.io/role' && v ? [v] : [],
  );
  w.line(0, 'Roles:', [...new Set(roles)].sort().join(',') || '<none>');
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, 'CreationTimestamp:', longTime(metadata.creationTimestamp ?? undefined));
  const taints = (spec.taints ?? []).map((t: any) => `${t.key}${t.value ? `=${t.value}` : ''}:${t.effect}`).sort();
  if (!taints.length) w.line(0, 'Taints:', '<none>');
  taints.forEach((t: string, i: number) => w.line(0, i ? '' : 'Taints:', t));
  w.line(0, 'Unschedulable:', spec.unschedulable ?? false);
  const lease = (
    await context.list('leases.coordination.k8s.io', 'kube-node-lease', { fieldSelector: `metadata.name=${metadata.name}` })
  )[0];
  w.line(0, 'Lease:');
  w.line(1, 'HolderIdentity:', lease?.spec?.holderIdentity ?? '<unset>');
  w.line(1, 'AcquireTime:', longTime(lease?.spec?.acquireTime));
  w.line(1, 'RenewTime:', longTime(lease?.spec?.renewTime));
  if (status.conditions?.length) {
    w.line(0, 'Conditions:');
    w.line(1, 'Type', 'Status', 'LastHeartbeatTime', 'LastTransitionTime', 'Reason', 'Message');
    w.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
    for (const c of status.conditions)
      w.line(
        1,
        `${c.type} `,
        `${c.status} `,
        `${longTime(c.lastHeartbeatTime)} `,
        `${longTime(c.lastTransitionTime)} `,
        `${c.reason ?? ''} `,
        `${c.message ?? ''}`,
      );
  }
  w.line(0, 'Addresses:');
  for (const address of status.addresses ?? []) w.line(1, `${address.type}:`, address.address);
  amounts(w, 'Capacity:', status.capacity);
  amounts(w, 'Allocatable:', status.allocatable);
  w.line(0, 'System Info:');
  const info = status.nodeInfo ?? {};
  for (const [title, field] of INFO) w.line(1, `${title}:`, info[field!] ?? '');
  if (spec.podCIDR) w.line(0, 'PodCIDR:', spec.podCIDR);
  if (spec.podCIDRs?.length) w.line(0, 'PodCIDRs:', spec.podCIDRs.join(','));
  if (spec.providerID) w.line(0, 'ProviderID:', spec.providerID);
  const pods = (await context.list('pods', '', { fieldSelector: `spec.nodeName=${metadata.name}` })).filter(
    (p) => p.status?.phase !== 'Succeeded' && p.status?.phase !== 'Failed',
  );
  podsOn(w, pods, status.allocatable ?? {}, context.now);
  await events(w, node, context);
  return w.finish();
};

const INFO: [string, string][] = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
  ['Kube-Proxy Version', 'kubeProxyVersion'],
];

function amounts(w: Writer, title: string, map: Record<string, string> | undefined): void {
  if (!Object.keys(map ?? {}).length) return;
  w.line(0, title);
  for (const name of Object.keys(map!).sort()) w.line(1, `${name}:`, map![name]);
}

/** The share of a node that pods ask for, in per cent. */
function podsOn(w: Writer, pods: KubeObject[], allocatable: Record<string, string>, now: number): void {
  const total = { cpu: [0n, 0n], memory: [0n, 0n] } as Record<string, [bigint, bigint]>;
  const share = (amount: bigint, name: string) => (allocatable[name] ? (amount * 100n) / nanoOf(allocatable[name]!) : 0n);
  w.line(0, 'Non-terminated Pods:', `(${pods.length} in total)`);
  w.line(1, 'Namespace', 'Name', '', 'CPU Requests', 'CPU Limits', 'Memory Requests', 'Memory Limits', 'AGE');
  w.line(1, '---------', '----', '', '------------', '----------', '---------------', '-------------', '---');
  for (const pod of pods) {
    const cells = ['cpu', 'memory'].flatMap((name) =>
      ['requests', 'limits'].map((kind, i) => {
        const sum = (pod.spec.containers as any[]).reduce((s, c) => s + nanoOf(c.resources?.[kind]?.[name] ?? '0'), 0n);
        total[name]![i as 0 | 1] += sum;
        return `${amountText(sum, name)} (${share(sum, name)}%)`;
      }),
    );
    w.line(1, pod.metadata.namespace, pod.metadata.name, '', ...cells, age(pod.metadata.creationTimestamp ?? undefined, now));
  }
  w.line(0, 'Allocated resources:');
  w.line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)');
  w.line(1, 'Resource', 'Requests', 'Limits');
  w.line(1, '--------', '--------', '------');
  for (const name of ['cpu', 'memory']) w.line(1, name, ...total[name]!.map((sum) => `${amountText(sum, name)} (${share(sum, name)}%)`));
}

/** CPU in millis, memory in the largest binary unit that keeps it whole. */
function amountText(nano: bigint, name: string): string {
  if (name === 'cpu') return nano === 0n ? '0' : nano % 1_000_000_000n === 0n ? String(nano / 1_000_000_000n) : `${nano / 1_000_000n}m`;
  let bytes = nano / 1_000_000_000n;
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let unit = 0;
  while (bytes > 0n && bytes % 1024n === 0n && unit < units.length - 1) {
    bytes /= 1024n;
    unit += 1;
  }
  return `${bytes}${units[unit]}`;
}

export const describeClaim: Describe = async (claim, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = claim;
  w.line(0, 'Name:', metadata.name);
  w.line(0, 'Namespace:', metadata.namespace);
  w.line(0, 'StorageClass:', spec.storageClassName ?? '');
  w.line(0, 'Status:', metadata.deletionTimestamp ? `Terminating (lasts ${age(metadata.deletionTimestamp, context.now)})` : status.phase);
  w.line(0, 'Volume:', spec.volumeName ?? '');
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, 'Finalizers:', `[${(metadata.finalizers ?? []).join(' ')}]`);
  const bound = spec.volumeName !== undefined && spec.volumeName !== '';
  w.line(0, 'Capacity:', bound ? (status.capacity?.storage ?? '') : '');
  w.line(0, 'Access Modes:', bound ? modes(status.accessModes) : '');
  w.line(0, 'VolumeMode:', spec.volumeMode ?? '');
  const users = (await context.list('pods', metadata.namespace!)).filter((pod) =>
    pod.spec.volumes?.some((v: any) => v.persistentVolumeClaim?.claimName === metadata.name),
  );
  if (!users.length) w.line(0, 'Used By:', '<none>');
  users.forEach((pod, i) => w.line(0, i ? '' : 'Used By:', pod.metadata.name));
  await events(w, claim, context);
  return w.finish();
};

const SHORT_MODES: Record<string, string> = { ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX' };
const modes = (list: string[] | undefined): string => (list ?? []).map((m) => SHORT_MODES[m] ?? m).join(',');

export const describeVolume: Describe = async (volume, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = volume;
  w.line(0, 'Name:', metadata.name);
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, 'Finalizers:', `[${(metadata.finalizers ?? []).join(' ')}]`);
  w.line(0, 'StorageClass:', spec.storageClassName ?? '');
  w.line(0, 'Status:', status.phase ?? '');
  w.line(0, 'Claim:', spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '');
  w.line(0, 'Reclaim Policy:', spec.persistentVolumeReclaimPolicy ?? '');
  w.line(0, 'Access Modes:', modes(spec.accessModes));
  w.line(0, 'VolumeMode:', spec.volumeMode ?? '');
  w.line(0, 'Capacity:', spec.capacity?.storage ?? '');
  w.line(0, 'Node Affinity:', spec.nodeAffinity ? '' : '<none>');
  w.line(0, 'Message:', status.message ?? '');
  w.line(0, 'Source:');
  const kind = Object.keys(SOURCES).find((k) => spec[k]);
  if (!kind) w.line(1, '<unknown>');
  else {
    w.line(2, 'Type:', SOURCES[kind]!.about);
    for (const [title, value] of SOURCES[kind]!.rows(spec[kind])) w.line(2, `${title}:`, value);
  }
  await events(w, volume, context);
  return w.finish();
};

export const describeStorageClass: Describe = async (sc, context) => {
  const w = writer();
  const isDefault =
    sc.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' ||
    sc.metadata.annotations?.['storageclass.beta.kubernetes.io/is-default-class'] === 'true';
  w.line(0, 'Name:', sc.metadata.name);
  w.line(0, 'IsDefaultClass:', isDefault ? 'Yes' : 'No');
  const { [LAST]: _last, ...shown } = sc.metadata.annotations ?? {};
  w.line(0, 'Annotations:', mapText(shown));
  w.line(0, 'Provisioner:', sc.provisioner);
  w.line(0, 'Parameters:', mapText(sc.parameters));
  w.line(0, 'AllowVolumeExpansion:', sc.allowVolumeExpansion === undefined ? '<unset>' : sc.allowVolumeExpansion ? 'True' : 'False');
  if (!sc.mountOptions?.length) w.line(0, 'MountOptions:', '<none>');
  else {
    w.line(0, 'MountOptions:');
    for (const option of sc.mountOptions) w.line(1, option);
  }
  if (sc.reclaimPolicy) w.line(0, 'ReclaimPolicy:', sc.reclaimPolicy);
  if (sc.volumeBindingMode) w.line(0, 'VolumeBindingMode:', sc.volumeBindingMode);
  await events(w, sc, context);
  return w.finish();
};

const LAST = 'kubectl.kubernetes.io/last-applied-configuration';

export const describePriorityClass: Describe = async (pc, context) => {
  const w = writer();
  w.line(0, 'Name:', pc.metadata.name);
  w.line(0, 'Value:', pc.value);
  w.line(0, 'GlobalDefault:', pc.globalDefault ?? false);
  w.line(0, 'Description:', pc.description ?? '');
  const { [LAST]: _last, ...shown } = pc.metadata.annotations ?? {};
  w.line(0, 'Annotations:', mapText(shown));
  await events(w, pc, context);
  return w.finish();
};

export const describeDisruptionBudget: Describe = async (pdb, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = pdb;
  w.line(0, 'Name:', metadata.name);
  w.line(0, 'Namespace:', metadata.namespace);
  if (spec.minAvailable !== undefined) w.line(0, 'Min available:', spec.minAvailable);
  else if (spec.maxUnavailable !== undefined) w.line(0, 'Max unavailable:', spec.maxUnavailable);
  w.line(0, 'Selector:', selectorText(spec.selector));
  w.line(0, 'Status:');
  w.line(2, 'Allowed disruptions:', status.disruptionsAllowed ?? 0);
  w.line(2, 'Current:', status.currentHealthy ?? 0);
  w.line(2, 'Desired:', status.desiredHealthy ?? 0);
  w.line(2, 'Total:', status.expectedPods ?? 0);
  await events(w, pdb, context);
  return w.finish();
};
