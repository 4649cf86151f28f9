import { KINDS, TYPES } from './table.ts';
import type { FieldSchema, FieldType, GroupVersionKind, Scalar, TypeSchema } from './types.ts';

/** Kinds of later versions whose fields are those of an earlier one (1.21 to 1.25 serve them, versions.ts says when). */
const LATER_KINDS: Record<string, string> = {
  'batch/v1/CronJob': 'batch/v1beta1/CronJob',
  'batch/v1/CronJobList': 'batch/v1beta1/CronJobList',
  'policy/v1/PodDisruptionBudget': 'policy/v1beta1/PodDisruptionBudget',
  'policy/v1/PodDisruptionBudgetList': 'policy/v1beta1/PodDisruptionBudgetList',
  'policy/v1/Eviction': 'policy/v1beta1/Eviction',
  'autoscaling/v2/HorizontalPodAutoscaler': 'autoscaling/v2beta2/HorizontalPodAutoscaler',
  'autoscaling/v2/HorizontalPodAutoscalerList': 'autoscaling/v2beta2/HorizontalPodAutoscalerList',
  'discovery.k8s.io/v1/EndpointSlice': 'discovery.k8s.io/v1beta1/EndpointSlice',
  'discovery.k8s.io/v1/EndpointSliceList': 'discovery.k8s.io/v1beta1/EndpointSliceList',
  'flowcontrol.apiserver.k8s.io/v1beta2/FlowSchema': 'flowcontrol.apiserver.k8s.io/v1beta1/FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1beta2/FlowSchemaList': 'flowcontrol.apiserver.k8s.io/v1beta1/FlowSchemaList',
  'flowcontrol.apiserver.k8s.io/v1beta2/PriorityLevelConfiguration': 'flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfiguration',
  'flowcontrol.apiserver.k8s.io/v1beta2/PriorityLevelConfigurationList':
    'flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfigurationList',
};

const SCALARS: Record<string, Scalar> = {
  s: 'string',
  b: 'boolean',
  i: 'int32',
  l: 'int64',
  d: 'double',
  q: 'quantity',
  t: 'time',
  m: 'microTime',
  x: 'intOrString',
  y: 'bytes',
  j: 'any',
};

const parsed = new Map<string, TypeSchema>();

const longName = (short: string): string =>
  short.startsWith('meta.') ? `io.k8s.apimachinery.pkg.apis.${short}` : short.startsWith('io.k8s.') ? short : `io.k8s.api.${short}`;
const shortName = (name: string): string => name.replace('io.k8s.apimachinery.pkg.apis.meta.', 'meta.').replace('io.k8s.api.', '');

/** What follows `key` on its line of a table, or undefined. A search, so that a short run does not pay for an index. */
function lineOf(table: string, key: string): string | undefined {
  const start = table.startsWith(key) ? 0 : table.indexOf(`\n${key}`) + 1;
  if (start === 0 && !table.startsWith(key)) return undefined;
  const end = table.indexOf('\n', start);
  return table.slice(start + key.length, end === -1 ? undefined : end);
}

/** The type with that definition name, `io.k8s.api.core.v1.PodSpec`, or undefined. Its line is read on the first question. */
export function typeNamed(name: string): TypeSchema | undefined {
  const known = parsed.get(name);
  if (known) return known;
  const line = lineOf(TYPES, `${shortName(name)}|`);
  if (line === undefined) return undefined;
  const type = parseType(name, line);
  parsed.set(name, type);
  return type;
}

const ofKind = new Map<string, TypeSchema>();

/** The type of a kind, or undefined where the server does not know it. */
export function typeOf({ group, version, kind }: GroupVersionKind): TypeSchema | undefined {
  const key = `${group}/${version}/${kind}`;
  const known = ofKind.get(key);
  if (known) return known;
  const name = lineOf(KINDS, `${LATER_KINDS[key] ?? key}=`);
  const type = name === undefined ? undefined : typeNamed(longName(name));
  if (type) ofKind.set(key, type);
  return type;
}

/** The fields of a definition, by JSON name; empty where it is unknown or free-form. */
export function fieldsOf(name: string): ReadonlyMap<string, FieldSchema> {
  return typeNamed(name)?.fields ?? new Map();
}

/** The kinds that a definition is, most often one; deletion options belong to every group. */
function kindsOf(short: string): GroupVersionKind[] {
  const suffix = `=${short}`;
  return KINDS.split('\n')
    .filter((line) => line.endsWith(suffix))
    .map((line) => {
      const [group, version, kind] = line.slice(0, -suffix.length).split('/') as [string, string, string];
      return { group, version, kind };
    });
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
const TOKEN = /^([^:]+):((?:!\d+|[*+])*)([^~#=>]+)(?:~([^~]*)~([^#=>]*))?(?:#([^#]*)#([^=>]*))?(?:=([^>]*))?(?:>(.*))?$/;

function parseField(token: string): FieldSchema {
  const [, name, flags, code, strategies, mergeKey, listType, mapKeys, goName, goItem] = TOKEN.exec(token)! as unknown as [
    string,
    string,
    string,
    string,
    ...(string | undefined)[],
  ];
  const type = parseFieldType(code);
  return {
    name,
    type,
    required: flags.includes('!'),
    requiredOrder: Number(/!(\d+)/.exec(flags)?.[1] ?? 0),
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
  boolean: 'bool',
  double: 'float64',
  bytes: 'uint8',
  quantity: 'resource.Quantity',
  intOrString: 'intstr.IntOrString',
  time: 'v1.Time',
  microTime: 'v1.MicroTime',
  any: 'runtime.RawExtension',
};

function goType(type: FieldType): string {
  if (type.kind === 'object') return type.type.split('.').slice(-2).join('.');
  if (type.kind === 'array') return `[]${goType(type.of)}`;
  if (type.kind === 'map') return `map[string]${goType(type.of)}`;
  return GO_SCALARS[type.kind] ?? type.kind;
}
