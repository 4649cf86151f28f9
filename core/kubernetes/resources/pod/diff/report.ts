/** Writes what differs, with a little of what does not around it. After go-cmp's report_compare.go and report_reflect.go. */
import { quote } from '../../../../../formats/gofmt.ts';
import type { Node } from './compare.ts';
import { ELLIPSIS, line, NIL, wrap, type Text, type TextRecord } from './text.ts';
import { isZero, type GoValue } from './values.ts';

/** What is shown: both sides, one of them, or what they share. */
type Mode = 'both' | 'x' | 'y' | 'same';
/** Whether a type's name is written: always, never, or where it says something. */
type TypeMode = 'emit' | 'elide' | 'auto';

interface Options {
  mode: Mode;
  types: TypeMode;
}

const CONTEXT = 2;
const NAMES = { struct: 'field', slice: 'element', map: 'entry' } as const;

/** Sections of a thing may be shown to that number, at a level of detail. */
const limit = (level: number): number => ((1 << level) >> 1) << 2;

export function report(node: Node): Text {
  return formatNode(node, { mode: 'both', types: 'emit' });
}

function formatNode(node: Node, options: Options): Text {
  const level = options.mode === 'same' ? 1 : 3;
  if (node.depth === 0) return formatLeaf(node, options, level);
  if (node.kind === 'pointer') return wrap('&', formatNode(node.children[0]!, options));
  const records =
    node.children.length > 0 && options.mode === 'both' ? formatDifferences(node, options) : formatOneSide(node, options, level);
  return withType(node.type, node.kind, wrap('{', { kind: 'list', records }, '}'), options);
}

function formatLeaf({ x, y, diff, type, kind }: Node, options: Options, level: number): Text {
  if (options.mode === 'x') return formatValue(x!, options, level);
  if (options.mode === 'y') return formatValue(y!, options, level);
  if (diff === 0) return formatValue(y!, options, level);
  const records: TextRecord[] = [];
  if (x) records.push({ diff: '-', key: '', value: formatValue(x, { ...options, types: 'elide' }, level) });
  if (y) records.push({ diff: '+', key: '', value: formatValue(y, { ...options, types: 'elide' }, level) });
  return withType(type, kind, { kind: 'list', records }, { ...options, types: 'emit' });
}

const inside = (kind: GoValue['kind'], options: Options): Options => ({ ...options, types: kind === 'struct' ? 'auto' : 'elide' });

/** The parts of one side, or of both where they are the same: no zero fields, and not too many. */
function formatOneSide(node: Node, options: Options, level: number): TextRecord[] {
  const max = options.mode === 'same' ? limit(level) : (1 << level) << 1;
  const isHidden = ({ x, y }: Node): boolean =>
    node.kind === 'struct' && (options.mode === 'x' ? isZero(x!) : options.mode === 'y' ? isZero(y!) : isZero(x!) || isZero(y!));
  const shown = node.children.filter((child) => !isHidden(child) && (options.mode !== 'x' || child.x) && (options.mode !== 'y' || child.y));
  const records = shown
    .slice(0, max)
    .map((child): TextRecord => ({ key: child.key, value: formatNode(child, inside(node.kind, options)) }));
  return shown.length > max ? [...records, { key: '', value: ELLIPSIS }] : records;
}

/** Runs of parts that are the same are cut to their edges; the others are shown in full. */
function formatDifferences(node: Node, options: Options): TextRecord[] {
  const name = NAMES[node.kind as keyof typeof NAMES];
  const own = inside(node.kind, options);
  const groups = runs(node.children);
  return groups.flatMap((group, i) =>
    group[0]!.diff === 0
      ? formatSame(group, i === 0, i === groups.length - 1, name, own)
      : group.flatMap((child) => formatDifferent(child, own)),
  );
}

function runs(nodes: Node[]): Node[][] {
  const groups: Node[][] = [];
  for (const node of nodes) {
    const last = groups.at(-1);
    if (last && (last[0]!.diff === 0) === (node.diff === 0)) last.push(node);
    else groups.push([node]);
  }
  return groups;
}

function formatSame(group: Node[], isFirst: boolean, isLast: boolean, name: string, options: Options): TextRecord[] {
  const low = isFirst ? 0 : Math.min(CONTEXT, group.length);
  let high = isLast ? 0 : Math.min(CONTEXT, group.length - low);
  if (group.length - low - high === 1) high++;
  const left = group.length - low - high;
  const show = (nodes: Node[]): TextRecord[] =>
    nodes.map((node) => ({ key: node.key, value: formatNode(node, { ...options, mode: 'same' }) }));
  const plural = name === 'entry' ? 'entries' : `${name}s`;
  const between: TextRecord[] = left > 0 ? [{ key: '', value: ELLIPSIS, comment: `${left} identical ${left === 1 ? name : plural}` }] : [];
  return [...show(group.slice(0, low)), ...between, ...show(group.slice(group.length - high))];
}

function formatDifferent(node: Node, options: Options): TextRecord[] {
  // One path down to the difference: shown as before and after. More than one: as itself, with the differences inside.
  if (node.descendants !== node.depth) return [{ key: node.key, value: formatNode(node, options) }];
  const records: TextRecord[] = [];
  if (node.x) records.push({ diff: '-', key: node.key, value: formatNode(node, { ...options, mode: 'x' }) });
  if (node.y) records.push({ diff: '+', key: node.key, value: formatNode(node, { ...options, mode: 'y' }) });
  return records;
}

function formatValue(value: GoValue, options: Options, level: number): Text {
  switch (value.kind) {
    case 'plain':
      return withType(value.type, value.kind, line(value.text), options);
    case 'string':
      return withType(value.type, value.kind, line(quote(value.text)), options);
    case 'pointer':
      return value.to ? wrap('&', formatValue(value.to, options, level)) : NIL;
    case 'struct': {
      const fields = value.fields.filter((field) => !isZero(field.value));
      return withType(
        value.type,
        value.kind,
        listOf(
          fields.map((field) => [field.name, field.value]),
          inside('struct', options),
          level,
        ),
        options,
      );
    }
    case 'slice':
      return value.items
        ? withType(
            value.type,
            value.kind,
            listOf(
              value.items.map((item) => ['', item]),
              inside('slice', options),
              level,
            ),
            options,
          )
        : NIL;
    case 'map':
      return value.entries ? withType(value.type, value.kind, listOf(value.entries, inside('map', options), level), options) : NIL;
  }
}

function listOf(entries: [string, GoValue][], options: Options, level: number): Text {
  const max = limit(Math.max(0, level));
  const records = entries.slice(0, max).map(([key, value]): TextRecord => ({ key, value: formatValue(value, options, level - 1) }));
  if (entries.length > max) records.push({ key: '', value: ELLIPSIS });
  return wrap('{', { kind: 'list', records }, '}');
}

function withType(type: string, kind: GoValue['kind'], text: Text, { mode, types }: Options): Text {
  if (types === 'elide') return text;
  const isComposite = kind === 'struct' || kind === 'slice' || kind === 'map';
  if (types === 'auto' && (!isComposite || mode === 'same')) return text;
  const isBraced = text.kind === 'wrap' && text.prefix === '{';
  return isBraced ? wrap(type, text) : wrap(`${type}(`, text, ')');
}
