/** Tables as the server makes them (meta.k8s.io/v1 Table), printed as kubectl does. */
import { tabwriter, TABLE_TABS, type Tabwriter } from '../../../formats/tabwriter.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';

/** After metav1.Table. */
export interface Table {
  columnDefinitions: { name: string; type: string; format?: string; priority?: number }[];
  rows: { cells: unknown[]; object?: KubeObject }[];
  metadata?: { resourceVersion?: string; continue?: string };
}

export interface TableOptions {
  wide?: boolean;
  noHeaders?: boolean;
  withNamespace?: boolean;
  /** The kind that goes before each name: `deployment.apps`. */
  kind?: string;
  showLabels?: boolean;
  /** -L */
  labelColumns?: readonly string[];
}

export interface TableWriter {
  /** Adds rows; the first time, or when the columns change, a header. */
  write(table: Table, options: TableOptions): void;
  /** The text since the last flush. */
  flush(): string;
}

export function tableWriter(): TableWriter {
  let tabs: Tabwriter = tabwriter(TABLE_TABS);
  let printedBefore = '';
  let any = false;
  let text = '';
  return {
    write(table, options) {
      const columns = table.columnDefinitions.map((c, i) => ({ ...c, i })).filter((c) => options.wide || !c.priority);
      const header = headerOf(columns, options);
      if (header !== printedBefore) {
        text += tabs.flush();
        tabs = tabwriter(TABLE_TABS);
        if (any && !options.noHeaders) text += '\n';
        if (!options.noHeaders) tabs.write(`${header}\n`);
        printedBefore = header;
      }
      any = true;
      for (const row of table.rows) tabs.write(`${rowOf(row, columns.map((c) => c.i), options)}\n`);
    },
    flush() {
      const out = text + tabs.flush();
      text = '';
      return out;
    },
  };
}

const labelTitle = (label: string): string => label.split('/').at(-1)!.toUpperCase();

function headerOf(columns: { name: string }[], options: TableOptions): string {
  const names = columns.map((c) => c.name.toUpperCase());
  const labels = (options.labelColumns ?? []).map(labelTitle);
  return [...(options.withNamespace ? ['NAMESPACE'] : []), ...names, ...labels, ...(options.showLabels ? ['LABELS'] : [])].join('\t');
}

function rowOf(row: Table['rows'][number], columns: number[], options: TableOptions): string {
  const meta = row.object?.metadata;
  const cells = columns.map((i) => cellText(row.cells[i]));
  if (options.kind) cells[0] = `${options.kind}/${cells[0]}`;
  const labels = (options.labelColumns ?? []).map((label) => meta?.labels?.[label] ?? (meta?.labels ? '' : '<none>'));
  return [...(options.withNamespace ? [meta?.namespace ?? ''] : []), ...cells, ...labels, ...(options.showLabels ? [labelsText(meta?.labels)] : [])].join('\t');
}

/** A cell of several lines shows its first; other control characters are escaped. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  const text = String(value);
  const end = text.search(/[\f\n\r]/);
  const line = end < 0 ? text : `${text.slice(0, end)}...`;
  return line.replace(/[\u0000-\u0008\u000b\u000e-\u001f]/g, (c) => `^${String.fromCharCode(c.charCodeAt(0) + 64)}`);
}

export function labelsText(labels: Record<string, string> | undefined): string {
  const pairs = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length ? pairs.map(([k, v]) => `${k}=${v}`).join(',') : '<none>';
}
