/** Tables of the server as kubectl prints them: k8s.io/cli-runtime/pkg/printers/tableprinter.go. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { humanDuration } from '../../../formats/duration.ts';
import { TABLE_TABS, tabwriter } from '../../../formats/tabwriter.ts';
import { qualifiedKind, type Mapping } from '../client/mapper.ts';

/** The Accept header that asks for tables. */
export const TABLE_ACCEPT =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

export interface TableOptions {
  wide: boolean;
  noHeaders: boolean;
  showLabels: boolean;
  labelColumns: readonly string[];
  withNamespace: boolean;
  withKind: boolean;
}

/** After metav1.Table. */
export interface Table {
  columnDefinitions: { name: string; type: string; priority?: number }[];
  rows: TableRow[];
}

export interface TableRow {
  cells: unknown[];
  object?: KubeObject;
}

/** A table of the server as it is; anything else as a table of names and ages. */
export function plainTable(object: KubeObject, now: number): Table {
  if (object.kind === 'Table') return object as unknown as Table;
  const items = (object.items as KubeObject[] | undefined) ?? [object];
  return {
    columnDefinitions: [
      { name: 'Name', type: 'string' },
      { name: 'Age', type: 'string' },
    ],
    rows: items.map((item) => ({ cells: [item.metadata.name, ageText(item, now)], object: item })),
  };
}

const ageText = ({ metadata: { creationTimestamp } }: KubeObject, now: number): string =>
  creationTimestamp ? humanDuration(now - Date.parse(creationTimestamp)) : '<unknown>';

export interface TableWriter {
  /** Takes a table of that resource; a new resource starts a new block with its own header. */
  add(table: Table, mapping: Mapping, event?: string): void;
  /** What was added since the last flush, aligned. */
  flush(): string;
  /** Whether anything has come out so far. */
  readonly written: boolean;
}

export function tableWriter(options: TableOptions): TableWriter {
  let writer = tabwriter(TABLE_TABS);
  let last: Mapping | undefined;
  let header = '';
  let text = '';
  let written = false;
  /** A blank line is due before the next line. */
  let gap = false;

  function flushBlock(): void {
    const block = writer.flush();
    if (!block) return;
    text += (gap ? '\n' : '') + block;
    gap = false;
    written = true;
  }

  return {
    add(table, mapping, event) {
      if (!last || last.resource !== mapping.resource || last.group !== mapping.group) {
        flushBlock();
        gap = written && !options.noHeaders;
        writer = tabwriter(TABLE_TABS);
        header = '';
        last = mapping;
      }
      if (!table.rows.length) return;
      const { headers, rows } = decorate(table, mapping, options, event);
      const columns = headers.join('\t');
      if (!options.noHeaders && columns !== header) writer.write(`${columns}\n`);
      header = columns;
      for (const row of rows) writer.write(`${row.join('\t')}\n`);
    },
    flush() {
      flushBlock();
      const flushed = text;
      text = '';
      return flushed;
    },
    get written() {
      return written;
    },
  };
}

function decorate(
  { columnDefinitions, rows }: Table,
  mapping: Mapping,
  options: TableOptions,
  event?: string,
): { headers: string[]; rows: string[][] } {
  const shown = columnDefinitions.map(({ priority }, i) => (options.wide || !priority ? i : -1)).filter((i) => i >= 0);
  const nameColumn = columnDefinitions.findIndex(({ name }) => name === 'Name');
  const prefix = options.withKind ? `${qualifiedKind(mapping)}/` : '';
  const before = [...(event === undefined ? [] : ['EVENT']), ...(options.withNamespace ? ['NAMESPACE'] : [])];
  const labels = options.labelColumns.map((label) => label.slice(label.lastIndexOf('/') + 1).toUpperCase());
  return {
    headers: [
      ...before,
      ...shown.map((i) => columnDefinitions[i]!.name.toUpperCase()),
      ...labels,
      ...(options.showLabels ? ['LABELS'] : []),
    ],
    rows: rows.map((row) => {
      const metadata = row.object?.metadata ?? {};
      return [
        ...(event === undefined ? [] : [event]),
        ...(options.withNamespace ? [metadata.namespace ?? ''] : []),
        ...shown.map((i) => (i === nameColumn ? prefix : '') + cellText(row.cells[i])),
        ...options.labelColumns.map((label) => metadata.labels?.[label] ?? ''),
        ...(options.showLabels ? [labelText(metadata.labels)] : []),
      ];
    }),
  };
}

/** Only the first line of a cell is shown. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const text = String(cell);
  const newline = text.indexOf('\n');
  return newline < 0 ? text : `${text.slice(0, newline)}...`;
}

function labelText(labels: Record<string, string> | undefined): string {
  const pairs = Object.entries(labels ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);
  return pairs.join(',') || '<none>';
}
