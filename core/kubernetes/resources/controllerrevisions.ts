import { required, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { immutable, nonNegative } from './validation/common.ts';

/** After k8s.io/kubernetes/pkg/registry/apps/controllerrevision. */
export const controllerRevisions: ResourceDefinition = {
  group: 'apps',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'ControllerRevision',
  plural: 'controllerrevisions',
  singular: 'controllerrevision',
  namespaced: true,
  nameRule: 'dns1123subdomain',
  validate,
  validateUpdate: (revision, old) => [
    ...validate(revision),
    ...immutable(revision.data, old.data, 'data', { go: 'runtime.RawExtension{...}' }),
  ],
  columns: [NAME, text('Controller', controller), { name: 'Revision', type: 'string', cell: ({ revision }) => revision ?? 0 }, AGE],
};

function validate({ data, revision }: KubeObject): FieldError[] {
  return [...(data === undefined || data === null ? [required('data', 'data is mandatory')] : []), ...nonNegative(revision, 'revision')];
}

/** `deployment.apps/web`, as kubectl names what owns it. */
function controller({ metadata }: KubeObject): string {
  const owner = metadata.ownerReferences?.find(({ controller: isController }) => isController);
  if (!owner) return '<none>';
  const group = owner.apiVersion.includes('/') ? owner.apiVersion.slice(0, owner.apiVersion.indexOf('/')) : '';
  return `${owner.kind.toLowerCase()}${group ? `.${group}` : ''}/${owner.name}`;
}
