/** Server-side tables and metadata-only objects: after k8s.io/kubernetes/pkg/printers/storage and apiserver's handlers/response.go. */
import type { KubeObject } from '../object.ts';
import type { TableCell } from '../resources/types.ts';
import { badRequest } from './errors.ts';
import { contextOf, type ResourceCall } from './server.ts';

const INCLUDED = ['None', 'Metadata', 'Object'];

/** @param objects as stored, for the cells; `shown` as the client's version has them, for what rows include. */
export function table(
  call: ResourceCall,
  objects: KubeObject[],
  shown: KubeObject[],
  metadata: Record<string, string | number>,
): KubeObject {
  const { resource } = call.served;
  const context = contextOf(call);
  const include = call.query.get('includeObject') ?? 'Metadata';
  if (!INCLUDED.includes(include)) throw badRequest(`unrecognized includeObject value: ${JSON.stringify(include)}`);
  const rowsOf = (object: KubeObject): TableCell[][] =>
    resource.rows?.(object, context) ?? [resource.columns.map((column) => column.cell(object, context))];
  const rows = objects.flatMap((object, i) =>
    rowsOf(object).map((cells) => ({
      cells,
      ...(include === 'None' ? {} : { object: include === 'Object' ? shown[i] : partialObject(shown[i]!) }),
    })),
  );
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: metadata as KubeObject['metadata'],
    columnDefinitions: resource.columns.map(({ name, type, format = '', description = '', priority = 0 }) => ({
      name,
      type,
      format: format || (name === 'Name' ? 'name' : ''),
      description,
      priority,
    })),
    rows,
  };
}

export const partialObject = ({ metadata }: KubeObject): KubeObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata,
});
