/** The layout of a report: what fits on a line, what is spread over several and aligned. After go-cmp's report_text.go. */
export type Text =
  { kind: 'line'; text: string } | { kind: 'wrap'; prefix: string; value: Text; suffix: string } | { kind: 'list'; records: TextRecord[] };

export interface TextRecord {
  diff?: '-' | '+';
  key: string;
  value: Text;
  /** Stands behind an ellipsis: `25 identical fields`. */
  comment?: string;
}

const MAX_COLUMNS = 80;
export const line = (text: string): Text => ({ kind: 'line', text });
export const wrap = (prefix: string, value: Text, suffix = ''): Text => ({ kind: 'wrap', prefix, value, suffix });
export const ELLIPSIS = line('...');
export const NIL = line('nil');

type Mark = '-' | '+' | undefined;

export function render(text: Text): string {
  return `${indent(0, undefined)}${expand(compact(text, undefined).node, undefined, 0)}\n`;
}

const indent = (depth: number, mark: Mark): string => `${mark ?? ' '} ${'\t'.repeat(depth)}`;

/** Puts on one line what can be: the text as if on one line, and the node with its short parts made lines. */
function compact(node: Text, mark: Mark): { text: string; node: Text } {
  if (node.kind === 'line') return { text: node.text, node };
  if (node.kind === 'wrap') {
    const inner = compact(node.value, mark);
    const text = `${node.prefix}${inner.text}${node.suffix}`;
    return { text, node: inner.node.kind === 'line' ? line(text) : { ...node, value: inner.node } };
  }
  let isLong = false;
  const parts: string[] = [];
  const records = node.records.map((record) => {
    const inner = compact(record.value, record.diff ?? mark);
    if (record.diff || inner.node.kind !== 'line' || record.comment) isLong = true;
    parts.push(`${record.key ? `${record.key}: ` : ''}${inner.text}`);
    return { ...record, value: inner.node };
  });
  const text = parts.join(', ');
  if (mark && text.length > MAX_COLUMNS) isLong = true;
  return { text, node: isLong ? { kind: 'list', records } : line(text) };
}

function expand(node: Text, mark: Mark, depth: number): string {
  if (node.kind === 'line') return node.text;
  if (node.kind === 'wrap') return `${node.prefix}${expand(node.value, mark, depth)}${node.suffix}`;
  const end = `\n${indent(depth, mark)}`;
  const { records } = node;
  if (records.length > 0 && records.every(({ diff, key, value, comment }) => !diff && !key && !comment && value.kind === 'line'))
    return `${batches(records, mark, depth + 1)}${end}`;
  const padding = alignment(records);
  const body = records.map((record, i) => {
    const own = record.diff ?? mark;
    const key = record.key ? `${record.key}: ${' '.repeat(padding[i]!)}` : '';
    const comma = isEllipsis(record.value) ? '' : ',';
    return `\n${indent(depth + 1, own)}${key}${expand(record.value, own, depth + 1)}${comma}${record.comment ? ` // ${record.comment}` : ''}`;
  });
  return `${body.join('')}${end}`;
}

const isEllipsis = (node: Text): boolean => node.kind === 'line' && node.text === '...';

/** Simple items, as many to a line as fit. */
function batches(records: TextRecord[], mark: Mark, depth: number): string {
  const lines: string[] = [''];
  for (const { value } of records) {
    const { text } = value as { text: string };
    if (lines.at(-1)!.length + text.length + 2 > MAX_COLUMNS && lines.at(-1) !== '') lines.push('');
    lines[lines.length - 1] += `${text}, `;
  }
  return lines.map((text) => `\n${indent(depth, mark)}${text.trimEnd()}`).join('');
}

/** Neighbours whose values are on their line stand in one column. */
function alignment(records: TextRecord[]): number[] {
  const padding = records.map(() => 0);
  let run: number[] = [];
  const settle = (): void => {
    const longest = Math.max(0, ...run.map((i) => records[i]!.key.length));
    for (const i of run) padding[i] = longest - records[i]!.key.length;
    run = [];
  };
  records.forEach(({ key, value }, i) => {
    if (key === '' || value.kind !== 'line') settle();
    else run.push(i);
  });
  settle();
  return padding;
}
