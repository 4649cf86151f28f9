import { invalid, required, type FieldError } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import { STORAGE_GROUP } from './storageclasses.ts';
import type { ResourceDefinition } from './types.ts';
import { checked, IMMUTABLE, keepAllButStatus, keepStatus, requiredName } from './validation/common.ts';
import { dns1123Subdomain } from './validation/names.ts';

function validate({ spec = {} }: KubeObject): FieldError[] {
  const { attacher = '', nodeName, source = {} } = spec;
  const { persistentVolumeName: volume, inlineVolumeSpec: inline } = source;
  return [
    ...(attacher ? checked(dns1123Subdomain, attacher, 'spec.attacher') : [required('spec.attacher')]),
    ...(volume === undefined && !inline
      ? [required('spec.source', 'must specify exactly one of inlineVolumeSpec and persistentVolumeName')]
      : []),
    ...(volume === undefined ? [] : requiredName(dns1123Subdomain, volume, 'spec.source.persistentVolumeName')),
    ...requiredName(dns1123Subdomain, nodeName, 'spec.nodeName'),
  ];
}

export const volumeAttachments: ResourceDefinition = {
  group: STORAGE_GROUP,
  served: (versions) => (versions.has('v1beta1Apis') ? ['v1', 'v1beta1'] : ['v1']),
  storageVersion: 'v1',
  kind: 'VolumeAttachment',
  plural: 'volumeattachments',
  singular: 'volumeattachment',
  namespaced: false,
  nameRule: 'dns1123subdomain',
  prepareForCreate(attachment) {
    attachment.status = { attached: false };
  },
  prepareForUpdate: keepStatus,
  validate,
  validateUpdate: (attachment, old) => [
    ...validate(attachment),
    ...(equal(attachment.spec, old.spec) ? [] : [invalid('spec', attachment.spec.attacher, IMMUTABLE)]),
  ],
  status: { prepareForUpdate: keepAllButStatus },
  columns: [
    NAME,
    text('Attacher', ({ spec }) => spec.attacher),
    text('PV', ({ spec }) => spec.source?.persistentVolumeName ?? ''),
    text('Node', ({ spec }) => spec.nodeName),
    { name: 'Attached', type: 'boolean', cell: ({ status }) => status?.attached ?? false },
    AGE,
  ],
};
