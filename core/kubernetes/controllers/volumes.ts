/**
 * Claims and volumes find each other; a storage class provides volumes for the claims of its own.
 * After k8s.io/kubernetes/pkg/controller/volume: persistentvolume, pvcprotection and pvprotection.
 */
import type { KubeObject } from '../object.ts';
import { compareQuantities } from '../quantity.ts';
import { classOf } from '../resources/persistentvolumeclaims.ts';
import { selects } from '../resources/validation/labels.ts';
import type { Index } from './indexes.ts';
import { record } from './support/events.ts';
import { isFinished } from './support/pods.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

const CLAIMS = 'persistentvolumeclaims';
const VOLUMES = 'persistentvolumes';
const CLASSES = 'storageclasses.storage.k8s.io';
const SOURCE = { component: 'persistentvolume-controller' };
const CLAIM_FINALIZER = 'kubernetes.io/pvc-protection';
const VOLUME_FINALIZER = 'kubernetes.io/pv-protection';
const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';

/** Pods that are not over, by the claims that they use. */
const PODS_BY_CLAIM: Index = {
  resource: 'pods',
  keysOf: (pod) =>
    isFinished(pod)
      ? []
      : (pod.spec?.volumes ?? []).flatMap((v: { persistentVolumeClaim?: { claimName: string } }) =>
          v.persistentVolumeClaim ? [`${pod.metadata.namespace}/${v.persistentVolumeClaim.claimName}`] : [],
        ),
};

/** Keys: `namespace/name` of a claim, `name` of a volume. */
export const volumesController: Controller = {
  name: 'persistent-volume-binder',
  user: 'system:serviceaccount:kube-system:persistent-volume-binder',
  watches: [CLAIMS, VOLUMES, CLASSES, 'pods'],
  keysOf({ resource, object, before }, context) {
    const it = (object ?? before)!;
    if (resource === 'pods')
      return object && before && before.spec === object.spec && isFinished(before) === isFinished(object)
        ? []
        : PODS_BY_CLAIM.keysOf(isFinished(it) && before ? before : it);
    if (resource === CLASSES || (resource === VOLUMES && object && !object.spec?.claimRef))
      return [...(resource === VOLUMES ? [keyOf(it)] : []), ...unbound(context)];
    if (resource === VOLUMES) return [keyOf(it), `${it.spec.claimRef?.namespace}/${it.spec.claimRef?.name}`];
    return [keyOf(it), ...(it.spec?.volumeName ? [it.spec.volumeName as string] : [])];
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    if (!namespace) {
      const volume = context.get(VOLUMES, '', name);
      if (volume) settleVolume(volume, context);
      return;
    }
    const claim = context.get(CLAIMS, namespace, name);
    if (claim) settleClaim(claim, context);
  },
};

const UNBOUND: Index = { resource: CLAIMS, keysOf: ({ status }) => (status?.phase === 'Pending' ? ['unbound'] : []) };
const unbound = (context: ControllerContext): string[] => context.indexed(UNBOUND, 'unbound').map(keyOf);

function withoutFinalizer(context: ControllerContext, resource: string, object: KubeObject, finalizer: string): void {
  const finalizers = object.metadata.finalizers?.filter((f) => f !== finalizer) ?? [];
  if (finalizers.length !== object.metadata.finalizers?.length)
    context.update(resource, { ...object, metadata: { ...object.metadata, finalizers } });
}

function settleClaim(claim: KubeObject, context: ControllerContext): void {
  if (claim.metadata.deletionTimestamp) {
    // A claim that a pod uses stays until the pod is over.
    if (context.indexed(PODS_BY_CLAIM, keyOf(claim)).length === 0) withoutFinalizer(context, CLAIMS, claim, CLAIM_FINALIZER);
    return;
  }
  const { volumeName } = claim.spec;
  if (volumeName) return settleBound(claim, volumeName, context);
  const volume = matching(claim, context);
  if (volume) return bind(claim, volume, context);
  provide(claim, context);
}

function settleBound(claim: KubeObject, volumeName: string, context: ControllerContext): void {
  const volume = context.get(VOLUMES, '', volumeName);
  const isMine =
    volume?.spec.claimRef === undefined ||
    (volume.spec.claimRef.name === claim.metadata.name && volume.spec.claimRef.namespace === claim.metadata.namespace);
  if (volume && isMine) return bind(claim, volume, context);
  if (claim.status?.phase !== 'Bound') return;
  record(context, claim, SOURCE, {
    type: 'Warning',
    reason: 'ClaimLost',
    message: 'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
  });
  context.updateStatus(CLAIMS, { ...claim, status: { ...claim.status, phase: 'Lost' } });
}

/** The smallest free volume that will do; one that was kept for the claim comes first. */
function matching(claim: KubeObject, context: ControllerContext): KubeObject | undefined {
  const wanted: string = claim.spec.resources?.requests?.storage ?? '0';
  const modes: string[] = claim.spec.accessModes ?? [];
  const fits = context.list(VOLUMES).filter((volume) => {
    const ref = volume.spec.claimRef;
    if (
      volume.metadata.deletionTimestamp ||
      (ref &&
        (ref.name !== claim.metadata.name || ref.namespace !== claim.metadata.namespace || (ref.uid && ref.uid !== claim.metadata.uid)))
    )
      return false;
    if (ref) return true;
    if (volume.status?.phase === 'Released' || volume.status?.phase === 'Failed') return false;
    const isLargeEnough = compareQuantities(volume.spec.capacity?.storage ?? '0', wanted) >= 0;
    const isSelected = !claim.spec.selector || selects(claim.spec.selector, volume.metadata.labels);
    return (
      classOf(volume) === classOf(claim) &&
      isLargeEnough &&
      isSelected &&
      modes.every((mode) => volume.spec.accessModes?.includes(mode)) &&
      (volume.spec.volumeMode ?? 'Filesystem') === (claim.spec.volumeMode ?? 'Filesystem')
    );
  });
  return fits.sort(
    (a, b) =>
      Number(Boolean(b.spec.claimRef)) - Number(Boolean(a.spec.claimRef)) ||
      compareQuantities(a.spec.capacity.storage, b.spec.capacity.storage),
  )[0];
}

function bind(claim: KubeObject, volume: KubeObject, context: ControllerContext): void {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  let bound = volume;
  if (volume.spec.claimRef?.uid !== uid) {
    const claimRef = { kind: 'PersistentVolumeClaim', namespace, name, uid, apiVersion: 'v1', resourceVersion };
    const annotations = volume.spec.claimRef
      ? volume.metadata.annotations
      : { ...volume.metadata.annotations, 'pv.kubernetes.io/bound-by-controller': 'yes' };
    const { code, body } = context.update(VOLUMES, {
      ...volume,
      metadata: { ...volume.metadata, ...(annotations ? { annotations } : {}) },
      spec: { ...volume.spec, claimRef },
    });
    if (code !== 200) return;
    bound = body as KubeObject;
  }
  setPhase(bound, 'Bound', context);
  let owner = claim;
  if (!claim.spec.volumeName) {
    const annotations = {
      ...claim.metadata.annotations,
      'pv.kubernetes.io/bind-completed': 'yes',
      'pv.kubernetes.io/bound-by-controller': 'yes',
    };
    const { code, body } = context.update(CLAIMS, {
      ...claim,
      metadata: { ...claim.metadata, annotations },
      spec: { ...claim.spec, volumeName: volume.metadata.name },
    });
    if (code !== 200) return;
    owner = body as KubeObject;
  }
  if (owner.status?.phase !== 'Bound') {
    context.updateStatus(CLAIMS, {
      ...owner,
      status: { ...owner.status, phase: 'Bound', accessModes: volume.spec.accessModes, capacity: { ...volume.spec.capacity } },
    });
  }
}

function setPhase(volume: KubeObject, phase: string, context: ControllerContext): void {
  if (volume.status?.phase !== phase) context.updateStatus(VOLUMES, { ...volume, status: { ...volume.status, phase } });
}

/** No volume is there: the claim's class makes one, or the claim waits. */
function provide(claim: KubeObject, context: ControllerContext): void {
  const className = classOf(claim);
  const note = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
    void record(context, claim, SOURCE, { type, reason, message });
  if (!className) return note('Normal', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set');
  const storageClass = context.get(CLASSES, '', className);
  if (!storageClass) return note('Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${className}" not found`);
  if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && context.indexed(PODS_BY_CLAIM, keyOf(claim)).length === 0) {
    return note('Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  }
  const source = sourceOf(storageClass.provisioner, claim);
  if (!source) {
    return note(
      'Normal',
      'ExternalProvisioning',
      `waiting for a volume to be created, either by external provisioner "${storageClass.provisioner}" or manually created by system administrator`,
    );
  }
  const volume = provisioned(claim, storageClass, source);
  if (context.create(VOLUMES, volume).code !== 201) return;
  note('Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${volume.metadata.name} using ${storageClass.provisioner}`);
}

/** What Azure's in-tree provisioners make; undefined for others, which nobody runs here. */
function sourceOf(provisioner: string, claim: KubeObject): object | undefined {
  const name = `pvc-${claim.metadata.uid}`;
  if (/^(kubernetes\.io\/azure-disk|disk\.csi\.azure\.com)$/.test(provisioner)) {
    const diskName = `kubernetes-dynamic-${name}`;
    return {
      azureDisk: {
        diskName,
        diskURI: `/subscriptions/akslab/resourceGroups/MC_akslab/providers/Microsoft.Compute/disks/${diskName}`,
        cachingMode: 'ReadOnly',
        fsType: '',
        readOnly: false,
        kind: 'Managed',
      },
    };
  }
  if (/^(kubernetes\.io\/azure-file|file\.csi\.azure\.com)$/.test(provisioner))
    return {
      azureFile: {
        secretName: `azure-storage-account-akslab-secret`,
        secretNamespace: claim.metadata.namespace,
        shareName: `kubernetes-dynamic-${name}`,
      },
    };
  return undefined;
}

function provisioned(claim: KubeObject, storageClass: KubeObject, source: object): KubeObject {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: `pvc-${uid}`,
      annotations: { 'pv.kubernetes.io/bound-by-controller': 'yes', [PROVISIONED_BY]: storageClass.provisioner },
    },
    spec: {
      accessModes: claim.spec.accessModes,
      capacity: { storage: claim.spec.resources.requests.storage },
      claimRef: { kind: 'PersistentVolumeClaim', namespace, name, uid, apiVersion: 'v1', resourceVersion },
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: storageClass.metadata.name,
      volumeMode: claim.spec.volumeMode ?? 'Filesystem',
      ...source,
    },
  };
}

/** A volume whose claim is gone is kept or deleted; a deleted one goes once nothing is bound to it. */
function settleVolume(volume: KubeObject, context: ControllerContext): void {
  const ref = volume.spec.claimRef as { namespace: string; name: string; uid?: string } | undefined;
  const claim = ref && context.get(CLAIMS, ref.namespace, ref.name);
  const isBound = claim !== undefined && (!ref?.uid || ref.uid === claim.metadata.uid);
  if (volume.metadata.deletionTimestamp) {
    if (!isBound) withoutFinalizer(context, VOLUMES, volume, VOLUME_FINALIZER);
    return;
  }
  if (isBound) return;
  if (!ref?.uid) return setPhase(volume, 'Available', context);
  if (volume.spec.persistentVolumeReclaimPolicy === 'Delete' && volume.metadata.annotations?.[PROVISIONED_BY])
    return void context.remove(VOLUMES, volume);
  setPhase(volume, 'Released', context);
}
