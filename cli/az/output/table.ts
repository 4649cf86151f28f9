import { str } from '../python.ts';

/** Columns that no table shows, unless a query renames them. */
const SKIPPED = new Set(['id', 'type', 'etag']);
/** tabulate's MIN_PADDING: a column is at least this much wider than its heading. */
const PADDING = 2;

/** knack's table of a result, in tabulate's `simple` form; undefined where there is nothing to put into columns. */
export function formatTable(result: unknown, { sortKeys }: { sortKeys: boolean }): string | undefined {
  const items = Array.isArray(result) ? result : [result];
  if (items.length === 0) return '\n';
  const rows = items.map((item) => rowOf(item, sortKeys));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  if (columns.length === 0) return undefined;
  return `${tabulate(columns, rows)}\n`;
}

function rowOf(item: unknown, sortKeys: boolean): Map<string, unknown> {
  if (Array.isArray(item)) return new Map(item.map((value, i) => [`Column${i + 1}`, value]));
  if (typeof item !== 'object' || item === null) return new Map([['Result', item]]);
  const keys = Object.keys(item);
  if (sortKeys) keys.sort();
  const row = new Map<string, unknown>();
  for (const key of keys) {
    const value = (item as Record<string, unknown>)[key];
    if (SKIPPED.has(key) || value === null || value === undefined || typeof value === 'object') continue;
    row.set(key.charAt(0).toUpperCase() + key.slice(1), value);
  }
  return row;
}

function tabulate(columns: string[], rows: Map<string, unknown>[]): string {
  const cells = rows.map((row) => columns.map((column) => (row.get(column) == null ? '' : str(row.get(column)))));
  const widths = columns.map((column, i) => Math.max(width(column) + PADDING, ...cells.map((row) => width(row[i]!))));
  const line = (texts: string[]) =>
    texts
      .map((text, i) => text + ' '.repeat(widths[i]! - width(text)))
      .join('  ')
      .trimEnd();
  return [line(columns), widths.map((wide) => '-'.repeat(wide)).join('  '), ...cells.map(line)].join('\n');
}

const width = (text: string): number => [...text].length;
