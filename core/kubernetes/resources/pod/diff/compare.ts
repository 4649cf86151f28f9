/** How two Go values differ: the tree that the report is written from. After github.com/google/go-cmp 0.5.2. */
import { editScript } from './edits.ts';
import type { GoValue } from './values.ts';

/** A place in both values; one side is missing where a list or map has it on one side only. */
export interface Node {
  x?: GoValue;
  y?: GoValue;
  type: string;
  kind: GoValue['kind'];
  /** Field name or shown map key. */
  key: string;
  children: Node[];
  same: number;
  diff: number;
  /** Descendants, and how deep they go: equal where there is but one path down. */
  descendants: number;
  depth: number;
}

export function compare(x: GoValue | undefined, y: GoValue | undefined, key = ''): Node {
  const { type, kind } = (x ?? y)!;
  const node: Node = { x, y, type, kind, key, children: [], same: 0, diff: 0, descendants: 0, depth: 0 };
  const children = x && y ? childrenOf(x, y) : undefined;
  if (children === undefined) {
    const equal = x !== undefined && y !== undefined && isSame(x, y);
    node[equal ? 'same' : 'diff'] = 1;
    return node;
  }
  for (const child of children) {
    node.same += child.same;
    node.diff += child.diff;
    node.descendants += child.descendants + 1;
    node.depth = Math.max(node.depth, child.depth + 1);
  }
  node.children = children;
  return node;
}

/** The parts to compare one by one; undefined where the two are compared as a whole. */
function childrenOf(x: GoValue, y: GoValue): Node[] | undefined {
  if (x.kind === 'struct' && y.kind === 'struct')
    return x.opaque === undefined ? x.fields.map((field, i) => compare(field.value, y.fields[i]!.value, field.name)) : undefined;
  if (x.kind === 'pointer' && y.kind === 'pointer') return x.to && y.to ? [compare(x.to, y.to)] : undefined;
  if (x.kind === 'slice' && y.kind === 'slice') return x.items && y.items ? compareItems(x.items, y.items) : undefined;
  if (x.kind === 'map' && y.kind === 'map')
    return x.entries && y.entries ? compareEntries(new Map(x.entries), new Map(y.entries)) : undefined;
  return undefined;
}

/** Two wholes: both nil, or the same scalar or amount. */
function isSame(x: GoValue, y: GoValue): boolean {
  if (x.kind === 'struct' && y.kind === 'struct') return x.opaque === y.opaque;
  if (x.kind === 'pointer' && y.kind === 'pointer') return x.to === y.to;
  if (x.kind === 'slice' && y.kind === 'slice') return x.items === y.items;
  if (x.kind === 'map' && y.kind === 'map') return x.entries === y.entries;
  return (x as { text: string }).text === (y as { text: string }).text;
}

function compareItems(x: GoValue[], y: GoValue[]): Node[] {
  const [nodes, at] = [[] as Node[], { x: 0, y: 0 }];
  for (const edit of editScript(x.length, y.length, (i, j) => compare(x[i], y[j]))) {
    nodes.push(compare(edit === 'y' ? undefined : x[at.x++], edit === 'x' ? undefined : y[at.y++]));
  }
  return nodes;
}

function compareEntries(x: Map<string, GoValue>, y: Map<string, GoValue>): Node[] {
  return [...new Set([...x.keys(), ...y.keys()])].sort().map((key) => compare(x.get(key), y.get(key), key));
}
