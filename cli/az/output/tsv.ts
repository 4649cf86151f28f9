import { str } from '../python.ts';
import { isWritten } from '../query/written.ts';

/** knack's tsv: a line an item, values in the order of their keys (as written where a query wrote them). */
export function formatTsv(result: unknown): string {
  const items = Array.isArray(result) ? result : [result];
  return items.map((item) => `${row(item)}\n`).join('');
}

function row(item: unknown): string {
  if (typeof item === 'boolean') return String(item);
  if (typeof item !== 'object' || item === null) return str(item);
  return valuesOf(item).map(cell).join('\t');
}

function valuesOf(item: object): unknown[] {
  if (Array.isArray(item)) return item;
  const keys = Object.keys(item);
  if (!isWritten(item)) keys.sort();
  return keys.map((key) => (item as Record<string, unknown>)[key]);
}

/** A list shows its length, an object nothing: so rows keep their columns. */
function cell(value: unknown): string {
  if (Array.isArray(value)) return String(value.length);
  return typeof value === 'object' && value !== null ? '' : str(value);
}
