/**
 * Makes core/kubernetes/schema/table.ts from scripts/data/schema.json.gz and what go.ts adds.
 * Run it with `npx tsx scripts/schema/generate.ts` after changing either; core/kubernetes/schema/lookup.ts says how a line is read.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { EMBEDDED, GO_NAMES, KEPT, POINTER_SCALARS, POINTER_STRINGS, REQUIRED_POINTERS, STRING_ITEMS, VALUE_STRUCTS } from './go.ts';

interface OpenApi {
  $ref?: string;
  type?: string;
  format?: string;
  items?: OpenApi;
  additionalProperties?: OpenApi;
  properties?: Record<string, OpenApi>;
  required?: string[];
  'x-kubernetes-patch-strategy'?: string;
  'x-kubernetes-patch-merge-key'?: string;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

const source = new URL('../data/schema.json.gz', import.meta.url);
export const target = new URL('../../core/kubernetes/schema/table.ts', import.meta.url);
const definitions: Record<string, OpenApi> = JSON.parse(gunzipSync(readFileSync(source)).toString());

const SPECIAL: Record<string, string> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 't',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'm',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'x',
};
const SCALARS: Record<string, string> = { string: 's', boolean: 'b', int32: 'i', int64: 'l', double: 'd', byte: 'y' };

const shortName = (name: string): string => name.replace('io.k8s.apimachinery.pkg.apis.meta.', 'meta.').replace('io.k8s.api.', '');
const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
const version = (name: string): string => name.split('.').at(-2)!;
const holds = (table: Record<string, true | readonly string[]>, field: string, owner: string): boolean => {
  const where = Object.hasOwn(table, field) ? table[field]! : [];
  return where === true || where.includes(lastPart(owner)) || where.includes(`${lastPart(owner)}_${owner.split('.').at(-3)}`);
};

function typeCode(schema: OpenApi): string {
  if (schema.$ref) {
    const name = schema.$ref.replace('#/definitions/', '');
    if (SPECIAL[name]) return SPECIAL[name];
    return definitions[name]!.properties ? `@${shortName(name)}` : 'j';
  }
  if (schema.items) return `[${typeCode(schema.items)}`;
  if (schema.additionalProperties) return `{${typeCode(schema.additionalProperties)}`;
  return SCALARS[schema.format ?? ''] ?? SCALARS[schema.type ?? ''] ?? 'j';
}

/** A required field carries its place among the required ones: messages name missing fields in that order. */
function flags(owner: string, field: string, type: string, required: boolean): string {
  if (required) return `!${definitions[owner]!.required!.indexOf(field)}${holds(REQUIRED_POINTERS, field, owner) ? '*' : ''}`;
  if (type.startsWith('@')) return holds(VALUE_STRUCTS, field, owner) ? '+' : '*';
  if (type === 'j') return holds(VALUE_STRUCTS, field, owner) ? '+' : '*';
  if (type === 's') return holds(POINTER_STRINGS, field, owner) ? '*' : holds(KEPT, field, owner) ? '+' : '';
  if ('[{y'.includes(type[0]!)) return holds(KEPT, field, owner) ? '+' : '';
  if (holds(POINTER_SCALARS, field, owner)) return '*';
  // Structs of Go with a JSON form of their own: omitempty does not leave them out.
  return 'qtmx'.includes(type) ? '+' : '';
}

function goName(owner: string, field: string): string {
  const type = lastPart(owner);
  if (field === 'metadata') return type.endsWith('List') || type === 'Status' ? 'ListMeta' : 'ObjectMeta';
  const own = GO_NAMES[field] ?? field[0]!.toUpperCase() + field.slice(1);
  const embedded = EMBEDDED.find(
    (e) =>
      e.in === type && (Array.isArray(e.fields) ? e.fields.includes(field) : !(e.fields as { not: readonly string[] }).not.includes(field)),
  );
  if (embedded) return `${embedded.as}: ${own}`;
  const hasTypeMeta = definitions[owner]!['x-kubernetes-group-version-kind'] && (field === 'kind' || field === 'apiVersion');
  return hasTypeMeta ? `TypeMeta: ${own}` : own;
}

function fieldToken(owner: string, field: string, schema: OpenApi, required: boolean): string {
  const type = typeCode(schema);
  let token = `${field}:${flags(owner, field, type, required)}${type}`;
  if (schema['x-kubernetes-patch-strategy'])
    token += `~${schema['x-kubernetes-patch-strategy']}~${schema['x-kubernetes-patch-merge-key'] ?? ''}`;
  if (schema['x-kubernetes-list-type'])
    token += `#${schema['x-kubernetes-list-type']}#${(schema['x-kubernetes-list-map-keys'] ?? []).join(',')}`;
  const name = goName(owner, field);
  if (name !== field[0]!.toUpperCase() + field.slice(1)) token += `=${name}`;
  const item = STRING_ITEMS[`${lastPart(owner)}.${field}`];
  if (item) token += `>${item.replace('*', version(owner))}`;
  return token;
}

/** The text of table.ts. */
export function tableText(): string {
  const lines: string[] = [];
  const kinds: string[] = [];
  for (const name of Object.keys(definitions).sort()) {
    const definition = definitions[name]!;
    for (const kind of definition['x-kubernetes-group-version-kind'] ?? [])
      kinds.push(`${kind.group}/${kind.version}/${kind.kind}=${shortName(name)}`);
    if (!definition.properties) continue;
    const required = new Set(definition.required);
    const fields = Object.keys(definition.properties).sort();
    lines.push(
      [shortName(name), ...fields.map((field) => fieldToken(name, field, definition.properties![field]!, required.has(field)))].join('|'),
    );
  }
  return [
    '// Written by scripts/schema/generate.ts; do not edit.',
    '/** One line a type: its name, then its fields. */',
    `export const TYPES = ${JSON.stringify(lines.join('\n'))};`,
    '/** One line a kind: `group/version/kind=type`. */',
    `export const KINDS = ${JSON.stringify(kinds.join('\n'))};`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, tableText());
