/** Values of the server's internal Go types, made from their JSON by the schema: what the differ walks. */
import { formatQuantity, parseQuantity } from '../../../schema/quantity.ts';
import { fieldsOf } from '../../../schema/lookup.ts';
import { sentEmpty } from '../../../schema/empty.ts';
import type { FieldSchema, FieldType } from '../../../schema/types.ts';
import { ORDER, REPLACED } from './order.ts';

type Fields = Record<string, any>;

export type GoValue =
  | { kind: 'struct'; type: string; fields: GoField[]; /** Compared by an Equal method, not field by field. */ opaque?: string }
  | { kind: 'slice'; type: string; items: GoValue[] | null }
  | { kind: 'map'; type: string; /** Keys as they are shown. */ entries: [string, GoValue][] | null }
  | { kind: 'pointer'; type: string; to: GoValue | null }
  | { kind: 'string'; type: string; text: string }
  | { kind: 'plain'; type: string; text: string; zero: boolean };

export interface GoField {
  name: string;
  value: GoValue;
}

const CORE = 'io.k8s.api.core.v1.';
const plain = (type: string, value: unknown, zero: unknown): GoValue => ({
  kind: 'plain',
  type,
  text: String(value ?? zero),
  zero: (value ?? zero) === zero,
});

/** A spec as core.PodSpec: what the internal type keeps in the security context is moved there. */
export function podSpecValue(spec: Fields): GoValue {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace } = spec;
  return structValue(`${CORE}PodSpec`, {
    ...spec,
    securityContext: { ...spec.securityContext, hostNetwork, hostPID, hostIPC, shareProcessNamespace },
  });
}

/** Any other struct of core, by its definition's last name: `Toleration`. */
export const coreValue = (name: string, value: Fields): GoValue =>
  name === 'PodSpec' ? podSpecValue(value) : structValue(`${CORE}${name}`, value);

/** A claim's spec as core.PersistentVolumeClaimSpec. */
export const claimSpecValue = (spec: Fields): GoValue => structValue(`${CORE}PersistentVolumeClaimSpec`, spec);

function structValue(definition: string, value: Fields): GoValue {
  const short = definition.slice(definition.lastIndexOf('.') + 1);
  const schema = fieldsOf(definition);
  const order = ORDER[short] ?? [...schema.values()].map((field) => field.name);
  const named = [...schema.values()];
  const fields = order.map((name): GoField => {
    const extra = REPLACED[`${short}.${name}`];
    if (extra) return { name: extra.goName, value: extra.make(value[name]) };
    const field = schema.get(name);
    if (field && !field.goName.includes(': ')) return { name: field.goName, value: fieldValue(field, value) };
    if (field && ORDER[short]?.includes(name)) return { name: field.goName.split(': ').at(-1)!, value: fieldValue(field, value) };
    return {
      name,
      value: embeddedValue(
        name,
        named.filter(({ goName }) => goName.startsWith(`${name}: `)),
        value,
      ),
    };
  });
  return { kind: 'struct', type: `${definition.startsWith(CORE) ? 'core' : 'v1'}.${short}`, fields };
}

/** A struct that JSON has inlined. */
function embeddedValue(name: string, inlined: FieldSchema[], value: Fields): GoValue {
  const order = ORDER[name] ?? inlined.map((field) => field.name);
  const fields = order
    .flatMap((json) => inlined.filter((field) => field.name === json))
    .map((field) => ({ name: field.goName.split(': ').at(-1)!, value: fieldValue(field, value) }));
  return { kind: 'struct', type: `core.${name}`, fields };
}

function fieldValue(field: FieldSchema, owner: Fields): GoValue {
  const given = owner[field.name];
  const isEmpty = given === undefined && sentEmpty(owner, field.name);
  const value = typeValue(field.type, isEmpty ? (field.type.kind === 'array' ? [] : {}) : given, field.goItem);
  if (!field.pointer) return value;
  return { kind: 'pointer', type: `*${value.type}`, to: given === undefined || given === null ? null : value };
}

function typeValue(type: FieldType, value: any, goItem?: string): GoValue {
  switch (type.kind) {
    case 'object':
      return structValue(type.type, value ?? {});
    case 'array': {
      const isMeta = type.of.kind === 'object' && !type.of.type.startsWith(CORE);
      const item = (isMeta ? goItem : goItem?.replace(/^v1\./, 'core.')) ?? 'string';
      return { kind: 'slice', type: `[]${item}`, items: value ? (value as any[]).map((one) => typeValue(type.of, one)) : null };
    }
    case 'map': {
      const isResources = type.of.kind === 'quantity';
      const entries =
        value &&
        Object.keys(value)
          .sort()
          .map((key): [string, GoValue] => [isResources ? `s${JSON.stringify(key)}` : JSON.stringify(key), typeValue(type.of, value[key])]);
      return { kind: 'map', type: isResources ? 'core.ResourceList' : 'map[string]string', entries: entries || null };
    }
    case 'string':
      return { kind: 'string', type: 'string', text: value ?? '' };
    case 'boolean':
      return plain('bool', value, false);
    case 'quantity':
      return quantityValue(value ?? '0');
    case 'intOrString':
      return intOrStringValue(value ?? 0);
    default:
      return plain(type.kind === 'int32' || type.kind === 'int64' ? type.kind : 'string', value, 0);
  }
}

function intOrStringValue(value: number | string): GoValue {
  const isText = typeof value === 'string';
  return {
    kind: 'struct',
    type: 'intstr.IntOrString',
    fields: [
      { name: 'Type', value: plain('intstr.Type', isText ? 1 : 0, 0) },
      { name: 'IntVal', value: plain('int32', isText ? 0 : value, 0) },
      { name: 'StrVal', value: { kind: 'string', type: 'string', text: isText ? value : '' } },
    ],
  };
}

/** resource.Quantity: an amount and a power of ten; of decimal ones the text is kept beside. */
function quantityValue(text: string): GoValue {
  const parsed = parseQuantity(text);
  if ('error' in parsed) throw new Error(parsed.error);
  const isBinary = parsed.format === 'binary';
  const [, digits = '0', suffix = ''] = /^(-?\d+)(.*)$/.exec(formatQuantity(parsed))!;
  const scale = isBinary ? 0 : ({ n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }[suffix] ?? 0);
  const amount = isBinary ? String(parsed.nano / 1_000_000_000n) : digits;
  return {
    kind: 'struct',
    type: 'resource.Quantity',
    opaque: String(parsed.nano),
    fields: [
      {
        name: 'i',
        value: {
          kind: 'struct',
          type: 'resource.int64Amount',
          fields: [
            { name: 'value', value: plain('int64', amount, '0') },
            { name: 'scale', value: plain('resource.Scale', scale, 0) },
          ],
        },
      },
      { name: 's', value: { kind: 'string', type: 'string', text: isBinary ? '' : text } },
      {
        name: 'Format',
        value: {
          kind: 'string',
          type: 'resource.Format',
          text: isBinary ? 'BinarySI' : parsed.format === 'exponent' ? 'DecimalExponent' : 'DecimalSI',
        },
      },
    ],
  };
}

export function isZero(value: GoValue): boolean {
  switch (value.kind) {
    case 'struct':
      return value.fields.every((field) => isZero(field.value));
    case 'slice':
      return value.items === null;
    case 'map':
      return value.entries === null;
    case 'pointer':
      return value.to === null;
    case 'string':
      return value.text === '';
    default:
      return value.zero;
  }
}
