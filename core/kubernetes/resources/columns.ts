/** Columns and texts that many tables share: after k8s.io/kubernetes/pkg/printers/internalversion. */
import { humanDuration } from '../../../formats/duration.ts';
import type { KubeObject } from '../object.ts';
import type { TableColumn, TableContext } from './types.ts';

export const NAME: TableColumn = { name: 'Name', type: 'string', format: 'name', cell: (object) => object.metadata.name ?? '' };
export const AGE: TableColumn = {
  name: 'Age',
  type: 'string',
  cell: (object, context) => ageOf(object.metadata.creationTimestamp, context),
};
/** The table of kinds without a printer of their own (rest.DefaultTableConvertor). */
export const CREATED_AT: TableColumn = {
  name: 'Created At',
  type: 'date',
  cell: (object) => object.metadata.creationTimestamp ?? '<unknown>',
};

export function text(name: string, cell: (object: KubeObject, context: TableContext) => string): TableColumn {
  return { name, type: 'string', cell };
}

/** A column that only `-o wide` shows. */
export function wide(name: string, cell: (object: KubeObject, context: TableContext) => string): TableColumn {
  return { name, type: 'string', priority: 1, cell };
}

export function number(name: string, cell: (object: KubeObject) => number): TableColumn {
  return { name, type: 'integer', cell };
}

/** A number in a column that calls itself a string, as most of the real ones do. */
export function count(name: string, cell: (object: KubeObject) => number): TableColumn {
  return { name, type: 'string', cell };
}

/** How long ago a time was, `<unknown>` for none. */
export function ageOf(timestamp: string | null | undefined, { now }: TableContext): string {
  return timestamp ? humanDuration(now - Date.parse(timestamp)) : '<unknown>';
}
