import { str } from '../python.ts';

/** Columns that no table shows, unless a query renames them. */
const SKIPPED = new Set(['id', 'type', 'etag']);
/** tabulate's MIN_PADDING: a column is at least this much wider than its heading. */
const PADDING = 2;

/** knack's table of a result, in tabulate's `simple` form. */
export function formatTable(result: unknown, { sortKeys }: { sortKeys: boolean }): string {
  const items = Array.isArray(result) ? result : [result];
  if (items.length === 0) return '\n';
  const rows = items.map((item) => rowOf(item, sortKeys));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  if (columns.length === 0) return '\n';
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
  const widths = columns.map((column, i) =>
    Math.max(width(column) + PADDING, ...cells.map((row) => Math.max(...linesOf(row[i]!).map(width)))),
  );
  const line = (texts: string[]) =>
    texts
      .map((text, i) => text + ' '.repeat(widths[i]! - width(text)))
      .join('  ')
      .trimEnd();
  const block = (row: string[]) => {
    const lines = row.map(linesOf);
    return Array.from({ length: Math.max(...lines.map(({ length }) => length)) }, (_, i) => line(lines.map((texts) => texts[i] ?? '')));
  };
  return [line(columns), widths.map((wide) => '-'.repeat(wide)).join('  '), ...cells.flatMap(block)].join('\n');
}

/** Python's splitlines(). */
const linesOf = (text: string): string[] => text.replace(/\r?\n$|\r$/, '').split(/\r\n|\n|\r/);
const width = (text: string): number => [...text].length;
