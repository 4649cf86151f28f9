import { at, child, duplicate, required, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, number } from './columns.ts';
import { STORAGE_GROUP } from './storageclasses.ts';
import type { ResourceDefinition } from './types.ts';

function validate({ spec = {} }: KubeObject): FieldError[] {
  const seen = new Set<string>();
  return ((spec.drivers ?? []) as { name: string; nodeID: string }[]).flatMap(({ name = '', nodeID = '' }, i) => {
    const path = at('spec.drivers', i);
    const repeated = seen.has(name) ? [duplicate(child(path, 'name'), name)] : [];
    seen.add(name);
    return [...(name ? [] : [required(child(path, 'name'))]), ...(nodeID ? [] : [required(child(path, 'nodeID'))]), ...repeated];
  });
}

export const csiNodes: ResourceDefinition = {
  group: STORAGE_GROUP,
  served: (versions) => (versions.has('v1beta1Apis') ? ['v1', 'v1beta1'] : ['v1']),
  storageVersion: 'v1',
  kind: 'CSINode',
  plural: 'csinodes',
  singular: 'csinode',
  namespaced: false,
  nameRule: 'dns1123subdomain',
  validate,
  validateUpdate: (node) => validate(node),
  columns: [NAME, number('Drivers', ({ spec }) => spec?.drivers?.length ?? 0), AGE],
};
