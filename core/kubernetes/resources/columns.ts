/** Columns and texts that many tables share: after k8s.io/kubernetes/pkg/printers/internalversion. */
import type { KubeObject } from '../object.ts';
import type { TableColumn, TableContext } from './types.ts';

export const NAME: TableColumn = { name: 'Name', type: 'string', format: 'name', cell: (object) => object.metadata.name ?? '' };
export const AGE: TableColumn = { name: 'Age', type: 'string', cell: (object, context) => ageOf(object.metadata.creationTimestamp, context) };
/** The table of kinds without a printer of their own (rest.DefaultTableConvertor). */
export const CREATED_AT: TableColumn = { name: 'Created At', type: 'date', cell: (object) => object.metadata.creationTimestamp ?? '<unknown>' };

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

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** Up to how many seconds a length is shown in which units: after apimachinery's duration.HumanDuration. */
const STEPS: { below: number; unit: number; suffix: string; rest?: { unit: number; suffix: string } }[] = [
  { below: 2 * MINUTE, unit: 1, suffix: 's' },
  { below: 10 * MINUTE, unit: MINUTE, suffix: 'm', rest: { unit: 1, suffix: 's' } },
  { below: 3 * HOUR, unit: MINUTE, suffix: 'm' },
  { below: 8 * HOUR, unit: HOUR, suffix: 'h', rest: { unit: MINUTE, suffix: 'm' } },
  { below: 2 * DAY, unit: HOUR, suffix: 'h' },
  { below: 8 * DAY, unit: DAY, suffix: 'd', rest: { unit: HOUR, suffix: 'h' } },
  { below: 2 * YEAR, unit: DAY, suffix: 'd' },
  { below: 8 * YEAR, unit: YEAR, suffix: 'y', rest: { unit: DAY, suffix: 'd' } },
  { below: Infinity, unit: YEAR, suffix: 'y' },
];

/** `45s`, `2m5s`, `3h`, `5d4h`, from milliseconds. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  const { unit, suffix, rest } = STEPS.find(({ below }) => seconds < below)!;
  const whole = `${Math.floor(seconds / unit)}${suffix}`;
  const left = rest ? Math.floor((seconds % unit) / rest.unit) : 0;
  return left ? `${whole}${left}${rest!.suffix}` : whole;
}
