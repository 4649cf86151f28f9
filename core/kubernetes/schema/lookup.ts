import { KINDS, TYPES } from './table.ts';
import type { FieldSchema, FieldType, GroupVersionKind, Scalar, TypeSchema } from './types.ts';

/** Kinds of later versions whose fields are those of an earlier one (1.21 to 1.25 serve them, versions.ts says when). */
const LATER_KINDS: Record<string, string> = {
  'batch/v1/CronJob': 'batch/v1beta1/CronJob',
  'batch/v1/CronJobList': 'batch/v1beta1/CronJobList',
  'policy/v1/PodDisruptionBudget': 'policy/v1beta1/PodDisruptionBudget',
  'policy/v1/PodDisruptionBudgetList': 'policy/v1beta1/PodDisruptionBudgetList',
  'policy/v1/Eviction': 'policy/v1beta1/Eviction',
};

const SCALARS: Record<string, Scalar> = {
  s: 'string', b: 'boolean', i: 'int32', l: 'int64', d: 'double', q: 'quantity', t: 'time', m: 'microTime', x: 'intOrString', y: 'bytes', j: 'any',
};

let lines: Map<string, string> | undefined;
let kindNames: Map<string, string> | undefined;
const parsed = new Map<string, TypeSchema>();

const longName = (short: string): string =>
  short.startsWith('meta.') ? `io.k8s.apimachinery.pkg.apis.${short}` : short.startsWith('io.k8s.') ? short : `io.k8s.api.${short}`;
const shortName = (name: string): string => name.replace('io.k8s.apimachinery.pkg.apis.meta.', 'meta.').replace('io.k8s.api.', '');

/** A map of `key<separator>rest` lines; split once, on the first question. */
function index(table: string, separator: string): Map<string, string> {
  const out = new Map<string, string>();
  for (const line of table.split('\n')) {
    const end = line.indexOf(separator);
    out.set(line.slice(0, end), line.slice(end + 1));
  }
  return out;
}

/** The type with that definition name, `io.k8s.api.core.v1.PodSpec`, or undefined. Its line is read on the first question. */
export function typeNamed(name: string): TypeSchema | undefined {
  const known = parsed.get(name);
  if (known) return known;
  lines ??= index(TYPES, '|');
  const line = lines.get(shortName(name));
  if (line === undefined) return undefined;
  const type = parseType(name, line);
  parsed.set(name, type);
  return type;
}

/** The type of a kind, or undefined where the server does not know it. */
export function typeOf({ group, version, kind }: GroupVersionKind): TypeSchema | undefined {
  kindNames ??= index(KINDS, '=');
  const key = `${group}/${version}/${kind}`;
  const name = kindNames.get(key) ?? kindNames.get(LATER_KINDS[key] ?? '');
  return name === undefined ? undefined : typeNamed(longName(name));
}

/** The fields of a definition, by JSON name; empty where it is unknown or free-form. */
export function fieldsOf(name: string): ReadonlyMap<string, FieldSchema> {
  return typeNamed(name)?.fields ?? new Map();
}

/** The kinds that a definition is, most often one; deletion options belong to every group. */
function kindsOf(short: string): GroupVersionKind[] {
  kindNames ??= index(KINDS, '=');
  const out: GroupVersionKind[] = [];
  for (const [key, name] of kindNames) {
    if (name !== short) continue;
    const [group, version, kind] = key.split('/') as [string, string, string];
    out.push({ group, version, kind });
  }
  return out;
}

function parseType(name: string, line: string): TypeSchema {
  const fields = new Map<string, FieldSchema>();
  for (const token of line.split('|')) {
    const field = parseField(token);
    fields.set(field.name, field);
  }
  let kinds: GroupVersionKind[] | undefined;
  return {
    name,
    goName: name.split('.').slice(-2).join('.'),
    fields,
    get kinds() {
      return (kinds ??= kindsOf(shortName(name)));
    },
  };
}

/** `name:flags type`, then in this order `~strategies~mergeKey`, `#listType#listMapKeys`, `=GoName`, `>GoItem`. */
const TOKEN = /^([^:]+):([!*+]*)([^~#=>]+)(?:~([^~]*)~([^#=>]*))?(?:#([^#]*)#([^=>]*))?(?:=([^>]*))?(?:>(.*))?$/;

function parseField(token: string): FieldSchema {
  const [, name, flags, code, strategies, mergeKey, listType, mapKeys, goName, goItem] = TOKEN.exec(token)! as unknown as [string, string, string, string, ...(string | undefined)[]];
  const type = parseFieldType(code);
  return {
    name,
    type,
    required: flags.includes('!'),
    pointer: flags.includes('*'),
    kept: flags.includes('!') || flags.includes('+'),
    patchStrategies: strategies ? strategies.split(',') : [],
    mergeKey: mergeKey || undefined,
    listType,
    listMapKeys: mapKeys ? mapKeys.split(',') : undefined,
    goName: goName ?? name[0]!.toUpperCase() + name.slice(1),
    goItem: type.kind === 'array' ? (goItem ?? goType(type.of)) : undefined,
  };
}

function parseFieldType(code: string): FieldType {
  const rest = code.slice(1);
  if (code[0] === '@') return { kind: 'object', type: longName(rest) };
  if (code[0] === '[') return { kind: 'array', of: parseFieldType(rest) };
  if (code[0] === '{') return { kind: 'map', of: parseFieldType(rest) };
  return { kind: SCALARS[code]! };
}

const GO_SCALARS: Partial<Record<FieldType['kind'], string>> = {
  boolean: 'bool', double: 'float64', bytes: 'uint8', quantity: 'resource.Quantity', intOrString: 'intstr.IntOrString', time: 'v1.Time', microTime: 'v1.MicroTime', any: 'runtime.RawExtension',
};

function goType(type: FieldType): string {
  if (type.kind === 'object') return type.type.split('.').slice(-2).join('.');
  if (type.kind === 'array') return `[]${goType(type.of)}`;
  if (type.kind === 'map') return `map[string]${goType(type.of)}`;
  return GO_SCALARS[type.kind] ?? type.kind;
}
