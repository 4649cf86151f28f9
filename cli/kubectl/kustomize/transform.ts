/** What a kustomization changes in all objects: names, namespace, labels, annotations, images. */
import { copy, type KubeObject } from '../../../core/kubernetes/object.ts';
import type { ImageChange, Kustomization } from './file.ts';

/** Kinds that are in no namespace. */
const CLUSTER_KINDS = new Set([
  'APIService',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'ComponentStatus',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PodSecurityPolicy',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

/** Where common labels go besides metadata.labels, by kind: `template` and `selector` of pods. `?`: only where it is there already. */
const LABEL_PATHS: Record<string, readonly string[]> = {
  Service: ['spec.selector'],
  ReplicationController: ['spec.selector', 'spec.template.metadata.labels'],
  Deployment: ['spec.selector.matchLabels', 'spec.template.metadata.labels'],
  ReplicaSet: ['spec.selector.matchLabels', 'spec.template.metadata.labels'],
  DaemonSet: ['spec.selector.matchLabels', 'spec.template.metadata.labels'],
  StatefulSet: ['spec.selector.matchLabels', 'spec.template.metadata.labels', 'spec.volumeClaimTemplates.*.metadata.labels'],
  Job: ['?spec.selector.matchLabels', 'spec.template.metadata.labels'],
  CronJob: [
    '?spec.jobTemplate.spec.selector.matchLabels',
    'spec.jobTemplate.metadata.labels',
    'spec.jobTemplate.spec.template.metadata.labels',
  ],
  PodDisruptionBudget: ['?spec.selector.matchLabels'],
  NetworkPolicy: [
    '?spec.podSelector.matchLabels',
    '?spec.ingress.*.from.*.podSelector.matchLabels',
    '?spec.egress.*.to.*.podSelector.matchLabels',
  ],
};

const ANNOTATION_PATHS: Record<string, readonly string[]> = {
  ...Object.fromEntries(
    ['ReplicationController', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'].map((kind) => [
      kind,
      ['spec.template.metadata.annotations'],
    ]),
  ),
  CronJob: ['spec.jobTemplate.metadata.annotations', 'spec.jobTemplate.spec.template.metadata.annotations'],
};

/** A changed copy of an object. */
export function transform(original: KubeObject, kustomization: Kustomization): KubeObject {
  const object = copy(original);
  const { namespace, namePrefix = '', nameSuffix = '', commonLabels, commonAnnotations, images = [] } = kustomization;
  if (namespace) setNamespace(object, namespace);
  if (object.kind !== 'CustomResourceDefinition') object.metadata.name = `${namePrefix}${object.metadata.name}${nameSuffix}`;
  if (commonLabels) for (const path of ['metadata.labels', ...(LABEL_PATHS[object.kind] ?? [])]) addTo(object, path, commonLabels);
  if (commonAnnotations)
    for (const path of ['metadata.annotations', ...(ANNOTATION_PATHS[object.kind] ?? [])]) addTo(object, path, commonAnnotations);
  if (images.length) setImages(object, images);
  return object;
}

function setNamespace(object: KubeObject, namespace: string): void {
  if (object.kind === 'Namespace') object.metadata.name = namespace;
  else if (!CLUSTER_KINDS.has(object.kind)) object.metadata.namespace = namespace;
  // Only the default service account is sure to be meant in this namespace.
  for (const subject of object.kind.endsWith('Binding') ? (object.subjects ?? []) : []) {
    if (subject.kind === 'ServiceAccount' && subject.name === 'default') subject.namespace = namespace;
  }
}

/** Adds entries to the map at a path; `*` stands for the items of a list. */
function addTo(object: any, path: string, entries: Record<string, string>): void {
  const optional = path.startsWith('?');
  const walk = (at: any, [step, ...rest]: string[]): void => {
    if (step === '*') {
      for (const item of Array.isArray(at) ? at : []) walk(item, rest);
    } else if (!rest.length) {
      if (at[step!] !== undefined || !optional) at[step!] = { ...at[step!], ...entries };
    } else if (isNode(at[step!])) walk(at[step!], rest);
    else if (!optional && at[step!] === undefined && rest[0] !== '*') walk((at[step!] = {}), rest);
  };
  walk(object, path.replace('?', '').split('.'));
}

const isNode = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** All containers' images, wherever they stand. */
function setImages(node: any, images: readonly ImageChange[]): void {
  if (Array.isArray(node)) return node.forEach((item) => setImages(item, images));
  if (!isNode(node)) return;
  for (const [field, value] of Object.entries(node)) {
    if ((field === 'containers' || field === 'initContainers') && Array.isArray(value)) {
      for (const container of value)
        if (typeof container?.image === 'string') container.image = images.reduce(changedImage, container.image);
    } else setImages(value, images);
  }
}

function changedImage(image: string, { name, newName, newTag, digest }: ImageChange): string {
  const [, own, tail = ''] = /^(.*?)((?::[^:/@]+)?(?:@.+)?)$/.exec(image)!;
  if (own !== name) return image;
  return `${newName ?? own}${digest ? `@${digest}` : newTag ? `:${newTag}` : tail}`;
}
