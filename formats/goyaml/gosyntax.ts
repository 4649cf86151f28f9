/** fmt's %#v of what go-yaml decodes a node to, as it stands in messages about map keys. */
import { formatFloat, quote, compareBytes } from '../gofmt.ts';
import { meaning } from './decode.ts';
import type { YamlNode } from './parser.ts';
import type { Scalar } from './resolver.ts';

export function goSyntaxOf(node: YamlNode): string {
  return node.kind === 'scalar' && meaning(node).value === null ? '<nil>' : nested(node);
}

function nested(node: YamlNode): string {
  if (node.kind === 'alias') return nested(node.target);
  if (node.kind === 'scalar') return scalar(meaning(node).value);
  if (node.kind === 'sequence') return `[]interface {}{${node.items.map(nested).join(', ')}}`;
  const entries = new Map(node.entries.map(([key, value]) => [nested(key), nested(value)]));
  const sorted = [...entries].sort(([a], [b]) => compareBytes(a, b));
  return `map[interface {}]interface {}{${sorted.map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}

function scalar(value: Scalar): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : formatFloat(value);
  if (typeof value === 'bigint' && value >= 2n ** 63n) return `0x${value.toString(16)}`;
  return String(value);
}
