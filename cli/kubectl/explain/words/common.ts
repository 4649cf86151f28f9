import type { Words } from './types.ts';

/** What objects of all kinds have. */
export const COMMON: Readonly<Record<string, Words>> = {
  'meta.v1.ObjectMeta': {
    is: 'What the API server keeps about every object, whatever its kind.',
    fields: {
      annotations: 'Notes for tools, by key. Nothing can be selected by them. The policy that admitted a pod stands in kubernetes.io/psp.',
      clusterName: 'Not used.',
      creationTimestamp: 'When the object was created. Set by the server.',
      deletionGracePeriodSeconds: 'How many seconds the object has to end in an orderly way, once it is being deleted.',
      deletionTimestamp: 'Set once the object is being deleted: when it goes at the latest.',
      finalizers: 'What must be done before the object may go; it stays until this list is empty.',
      generateName: 'Without a name, the server makes one that begins so.',
      generation: 'Counts the changes of what is wanted (spec).',
      labels: 'Keys and values by which objects are selected.',
      managedFields: 'Which field was last set by whom.',
      name: 'The name, of which there is one per resource and namespace. It cannot change.',
      namespace: 'The namespace that the object is in. It cannot change.',
      ownerReferences: 'The objects that this one belongs to. When all of them are gone, it goes too.',
      resourceVersion: 'Changes with every write. An update that names an old one is refused.',
      selfLink: 'No longer filled in from 1.20 on.',
      uid: 'Tells this object from others of the same name, before and after it.',
    },
  },
  'core.v1.ServiceAccount': {
    is: 'A name under which the processes of pods talk to the API server.',
    fields: {
      automountServiceAccountToken: 'Whether pods of this account get its token as a volume. A pod may say otherwise.',
      imagePullSecrets: 'Secrets with which images of these pods are pulled.',
      secrets: 'The secrets of this account, its tokens among them.',
    },
  },
};
