/** Checks a YAML document against schema.ts, with the place of everything that is wrong. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Document, type Node, type Pair } from 'yaml';
import { DEFINITIONS, type Schema } from './schema.ts';
import type { Problem } from './types.ts';
import { nearest } from './nearest.ts';

export function checkDocument(document: Document, schema: Schema, file: string, lines: LineCounter): Problem[] {
  const problems: Problem[] = [];
  const at = (node: Node | null | undefined, message: string) => {
    const place = node?.range ? lines.linePos(node.range[0]) : { line: 1, col: 1 };
    problems.push({ file, line: place.line, column: place.col, message });
  };

  function check(node: Node | null, schema: Schema, path: string): void {
    const rule = resolve(schema);
    const target = isAlias(node) ? (node.resolve(document) ?? null) : node;
    if (rule.oneOf) return checkOneOf(node, target, rule, path);
    if (rule.type && !typeFits(target, rule.type))
      return at(node, `${path || 'the scenario'} must be ${article(rule.type)}, but this is ${article(typeOf(target))}`);
    if (isScalar(target)) {
      const value = target.value;
      if (rule.enum && !rule.enum.includes(value as string))
        at(
          node,
          `${path} must be one of ${rule.enum.join(', ')}, but this is ${String(value)}${suggestion(String(value), rule.enum.map(String))}`,
        );
      if (rule.pattern && typeof value === 'string' && !new RegExp(rule.pattern).test(value))
        at(node, `${path} must match ${rule.pattern}, but this is ${JSON.stringify(value)}`);
    }
    if (isSeq(target) && rule.items) target.items.forEach((item, i) => check(item as Node, rule.items!, `${path}[${i}]`));
    if (isMap(target)) checkMap(node, target.items as Pair<Node, Node>[], rule, path);
  }

  function checkOneOf(node: Node | null, target: Node | null, rule: Schema, path: string): void {
    const fitting = rule.oneOf!.map(resolve).filter((option) => option.oneOf || !option.type || typeFits(target, option.type));
    if (fitting.length) return check(node, fitting[0]!, path);
    const types = rule.oneOf!.map(resolve).map((option) => article(option.type ?? 'object'));
    at(node, `${path} must be ${[...new Set(types)].join(' or ')}, but this is ${article(typeOf(target))}`);
  }

  function checkMap(node: Node | null, pairs: Pair<Node, Node>[], rule: Schema, path: string): void {
    const keys = new Set<string>();
    for (const pair of pairs) {
      const key = String(isScalar(pair.key) ? pair.key.value : pair.key);
      keys.add(key);
      const below = path ? `${path}.${key}` : key;
      const known = rule.properties && Object.hasOwn(rule.properties, key) ? rule.properties[key] : undefined;
      if (known) check(pair.value, known, below);
      else if (rule.additionalProperties === false)
        at(
          pair.key,
          `unknown key ${JSON.stringify(key)}${path ? ` in ${path}` : ''}${suggestion(key, Object.keys(rule.properties ?? {})) || deeper(key, rule)}`,
        );
      else if (typeof rule.additionalProperties === 'object') check(pair.value, rule.additionalProperties, below);
    }
    for (const name of rule.required ?? []) if (!keys.has(name)) at(node, `${path || 'the scenario'} has no ${JSON.stringify(name)}`);
    if (rule.minProperties && pairs.length < rule.minProperties)
      at(node, `${path} is empty: it needs one of ${Object.keys(rule.properties ?? {}).join(', ')}`);
    if (rule.maxProperties && pairs.length > rule.maxProperties)
      at(node, `${path} has ${pairs.length} keys, but takes one of ${Object.keys(rule.properties ?? {}).join(', ')}`);
  }

  check(document.contents as Node | null, schema, '');
  return problems;
}

function resolve(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  return DEFINITIONS[schema.$ref.replace('#/$defs/', '')]!;
}

function typeOf(node: Node | null): string {
  if (isMap(node)) return 'object';
  if (isSeq(node)) return 'array';
  const value = isScalar(node) ? node.value : null;
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'bigint' ? 'integer' : typeof value;
}

function typeFits(node: Node | null, type: NonNullable<Schema['type']>): boolean {
  const actual = typeOf(node);
  return [type].flat().some((wanted) => wanted === actual || (wanted === 'number' && actual === 'integer'));
}

const WORDS: Record<string, string> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
};
const article = (type: string | readonly string[]): string =>
  [type]
    .flat()
    .map((t) => WORDS[t] ?? t)
    .join(' or ');

/** A key that belongs one level down: `expect` beside `run` instead of within it. */
function deeper(key: string, rule: Schema): string {
  for (const [name, below] of Object.entries(rule.properties ?? {}))
    for (const option of alternatives(below)) {
      const near = nearest(key, Object.keys(option.properties ?? {}));
      if (near) return ` (did you mean ${near}, within ${name}?)`;
    }
  return '';
}

function alternatives(schema: Schema): Schema[] {
  const rule = resolve(schema);
  return [rule, ...[rule.items ?? []].flat().map(resolve), ...(rule.oneOf ?? []).flatMap(alternatives)];
}

function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near ? ` (did you mean ${near}?)` : '';
}
