/**
 * Defaults of pods and pod templates. After SetDefaults_* and SetObjectDefaults_PodTemplate of k8s.io/kubernetes/pkg/apis/core/v1.
 * The spec must be decoded: zero values absent.
 */
import type { KubeObject } from '../../object.ts';
import { nanoOf, formatQuantity, parseQuantity } from '../../schema/quantity.ts';
import { pullPolicyFor } from './image.ts';

type Fields = Record<string, any>;

/** Sets fields that are absent. */
export function fill(object: Fields, defaults: Fields): void {
  for (const key in defaults) if (object[key] === undefined) object[key] = defaults[key];
}

const items = (list: Fields[] | undefined | null): Fields[] => list ?? [];

/** A pod's defaults: what a template gets, and what only pods get. */
export function defaultPod(pod: KubeObject): void {
  const spec = pod.spec as Fields;
  for (const container of [...items(spec.containers), ...items(spec.initContainers)]) requestWhatIsLimited(container);
  if (spec.enableServiceLinks === undefined) spec.enableServiceLinks = true;
  defaultPodSpec(spec);
}

/** What a pod template's spec gets. */
export function defaultPodSpec(spec: Fields): void {
  mirrorServiceAccount(spec);
  fill(spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', terminationGracePeriodSeconds: 30, schedulerName: 'default-scheduler' });
  spec.securityContext ??= {};
  for (const volume of items(spec.volumes)) defaultVolume(volume);
  for (const container of [...items(spec.initContainers), ...items(spec.containers), ...items(spec.ephemeralContainers)])
    defaultContainer(container);
  if (spec.hostNetwork) for (const container of [...items(spec.containers), ...items(spec.initContainers)]) useHostPorts(container);
  roundUp(spec.overhead);
}

/** serviceAccount is the old name of serviceAccountName: either sets both. */
export function mirrorServiceAccount(spec: Fields): void {
  const name = spec.serviceAccountName || spec.serviceAccount;
  if (name) spec.serviceAccountName = spec.serviceAccount = name;
}

/** Limits without a request are requested (SetDefaults_Pod). */
function requestWhatIsLimited(container: Fields): void {
  const { resources } = container;
  if (!resources?.limits) return;
  resources.requests = { ...resources.limits, ...resources.requests };
}

function useHostPorts(container: Fields): void {
  for (const port of items(container.ports)) if (!port.hostPort) port.hostPort = port.containerPort;
}

function defaultContainer(container: Fields): void {
  fill(container, {
    imagePullPolicy: pullPolicyFor(container.image ?? ''),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const port of items(container.ports)) fill(port, { protocol: 'TCP' });
  for (const variable of items(container.env)) defaultFieldRef(variable.valueFrom);
  roundUp(container.resources?.limits);
  roundUp(container.resources?.requests);
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (!probe) continue;
    fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
    defaultHttpGet(probe);
  }
  defaultHttpGet(container.lifecycle?.postStart);
  defaultHttpGet(container.lifecycle?.preStop);
}

function defaultHttpGet(handler: Fields | undefined): void {
  if (handler?.httpGet) fill(handler.httpGet, { path: '/', scheme: 'HTTP' });
}

function defaultFieldRef(source: Fields | undefined): void {
  if (source?.fieldRef) fill(source.fieldRef, { apiVersion: 'v1' });
}

/** Amounts are kept to thousandths (SetDefaults_ResourceList). */
export function roundUp(resources: Record<string, string> | undefined): void {
  for (const name in resources) {
    const quantity = parseQuantity(resources[name]!);
    if ('error' in quantity || nanoOf(resources[name]!) % 1_000_000n === 0n) continue;
    const milli = quantity.nano / 1_000_000n + (quantity.nano > 0n ? 1n : -1n);
    resources[name] = formatQuantity({ ...quantity, nano: milli * 1_000_000n });
  }
}

/** Defaults of a volume source, by its field. */
const VOLUME_DEFAULTS: Record<string, Fields> = {
  hostPath: { type: '' },
  secret: { defaultMode: 0o644 },
  configMap: { defaultMode: 0o644 },
  downwardAPI: { defaultMode: 0o644 },
  projected: { defaultMode: 0o644 },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

/** A source's own defaults, in a pod or in a persistent volume. */
export function defaultVolumeSource(owner: Fields): void {
  for (const source in VOLUME_DEFAULTS) if (owner[source]) fill(owner[source], VOLUME_DEFAULTS[source]!);
}

function defaultVolume(volume: Fields): void {
  if (Object.keys(volume).every((key) => key === 'name')) volume.emptyDir = {};
  defaultVolumeSource(volume);
  for (const file of items(volume.downwardAPI?.items)) defaultFieldRef(file);
  for (const source of items(volume.projected?.sources)) {
    for (const file of items(source.downwardAPI?.items)) defaultFieldRef(file);
    if (source.serviceAccountToken) fill(source.serviceAccountToken, { expirationSeconds: 3600 });
  }
  if (volume.ephemeral?.volumeClaimTemplate) fill((volume.ephemeral.volumeClaimTemplate.spec ??= {}), { volumeMode: 'Filesystem' });
}
