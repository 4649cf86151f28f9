/**
 * A pod template as go-spew prints the struct (`%#v`: types before values, fields in the order of the struct, nil told from empty), which is what
 * the real controllers hash. The struct is as a controller decoded it from protobuf: what is absent or empty is nil, null times are zero.
 */
import type { JsonValue } from '../../object.ts';
import { parseQuantity } from '../../schema/quantity.ts';
import { templateTypes } from './template-types.ts';

/** Prints a value that is there; undefined prints what Go has for an absent one. */
interface Printer {
  /** As Go names the type: `(v1.PodSpec)`, `([]v1.Volume)`. */
  type: string;
  print(value: any): string;
}

const NIL = '<nil>';
const INTEGERS = new Set(['int32', 'int64']);
const BUILTIN = new Set([...INTEGERS, 'string', 'bool', 'byte']);
/** Named types that are neither struct nor string. */
const MAPS: Record<string, string> = { ResourceList: 'map[ResourceName]resource.Quantity' };

const isNone = (value: unknown): value is undefined | null => value === undefined || value === null;

type Lines = Map<string, string[]>;
const readTypes = (): Lines =>
  new Map(
    templateTypes()
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('|')), line.split('|').slice(1)]),
  );

/** What prints the templates of a minor version. */
export function templatePrinter(minor: number): (template: unknown) => string {
  const lines = readTypes();
  const known = new Map<string, Printer>();
  const printerOf = (type: string): Printer => {
    const before = known.get(type);
    if (before) return before;
    const made: Printer = { type: `(${goName(type)})`, print: () => '' };
    known.set(type, made);
    made.print = printOf(type);
    return made;
  };
  const printOf = (type: string): Printer['print'] => {
    if (SPECIAL[type]) return SPECIAL[type];
    if (MAPS[type]) return mapOf(printerOf(valueType(MAPS[type])));
    if (type.startsWith('*')) return pointerTo(printerOf(type.slice(1)));
    if (type.startsWith('[]')) return listOf(printerOf(type.slice(2)));
    if (type.startsWith('map[')) return mapOf(printerOf(valueType(type)));
    const fields = lines.get(type);
    if (fields) return structOf(fields, minor, printerOf);
    if (INTEGERS.has(type)) return (value) => (isNone(value) ? '0' : String(value));
    return type === 'bool' ? (value) => (value === true ? 'true' : 'false') : (value) => value ?? '';
  };
  const root = printerOf('PodTemplateSpec');
  return (template) => root.type + root.print(template);
}

const valueType = (map: string): string => map.slice(map.indexOf(']') + 1);

function goName(type: string): string {
  const [, wrapping, name] = /^((?:\*|\[\]|map\[string\])*)(.*)$/.exec(type)!;
  return wrapping! + (BUILTIN.has(name!) || name!.includes('.') ? name! : `v1.${name}`);
}

const pointerTo =
  (to: Printer): Printer['print'] =>
  (value) =>
    isNone(value) ? NIL : to.print(value);

const listOf =
  (item: Printer): Printer['print'] =>
  (value: JsonValue[] | undefined) =>
    value?.length ? `[${value.map(item.print).join(' ')}]` : NIL;

function mapOf(item: Printer): Printer['print'] {
  return (value: Record<string, JsonValue> | undefined) => {
    const keys = Object.keys(value ?? {});
    if (keys.length === 0) return NIL;
    return `map[${keys
      .sort()
      .map((key) => `${key}:${item.print(value![key])}`)
      .join(' ')}]`;
  };
}

interface Field {
  /** `Name:(type)` */
  head: string;
  /** Undefined: its fields stand in the object itself. */
  json: string | undefined;
  printer: Printer;
  /** All of it where the value is absent. */
  absent?: string;
}

function structOf(rows: readonly string[], minor: number, printerOf: (type: string) => Printer): Printer['print'] {
  let fields: Field[] | undefined;
  return (value) => {
    fields ??= rows.flatMap((row) => readField(row, minor, printerOf));
    return `{${fields.map((field) => printField(field, value)).join(' ')}}`;
  };
}

function printField(field: Field, owner: any): string {
  const value = field.json === undefined ? owner : owner?.[field.json];
  if (isNone(value)) return (field.absent ??= field.head + field.printer.print(undefined));
  return field.head + field.printer.print(value);
}

function readField(row: string, minor: number, printerOf: (type: string) => Printer): Field[] {
  const [name, type, ...rest] = row.split(' ') as [string, string, ...string[]];
  const bound = (sign: string, otherwise: number): number => Number(rest.find((word) => word.startsWith(sign))?.slice(1) ?? otherwise);
  if (minor < bound('>', 0) || minor >= bound('<', Infinity)) return [];
  const given = rest.find((word) => !/^[<>]/.test(word));
  const printer = printerOf(type);
  return [
    { head: `${name}:${printer.type}`, json: given === '^' ? undefined : (given ?? name[0]!.toLowerCase() + name.slice(1)), printer },
  ];
}

/** Structs whose JSON is no object, with their unexported fields. */
const SPECIAL: Record<string, Printer['print'] | undefined> = {
  Time: (value?: string) =>
    `{Time:(time.Time){wall:(uint64)0 ext:(int64)${isNone(value) ? 0 : Date.parse(value) / 1000 + 62135596800} loc:(*time.Location)${NIL}}}`,
  'intstr.IntOrString': (value?: string | number) =>
    typeof value === 'string'
      ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
      : `{Type:(intstr.Type)0 IntVal:(int32)${value ?? 0} StrVal:(string)}`,
  'resource.Quantity': quantity,
};

const DECIMAL_EXPONENTS: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const FORMATS = { decimal: 'DecimalSI', binary: 'BinarySI', exponent: 'DecimalExponent' };
/** Of an int64 (maxInt64Factors). */
const MAX_DIGITS = 18;

/** A quantity that was written in its canonical form and read again: ParseQuantity keeps that text only where it is sure to be canonical. */
function quantity(text: string | number = '0'): string {
  const written = String(text);
  const parsed = parseQuantity(written);
  if (written === '0' || 'error' in parsed) return struct('0', 0, NIL, '0', 'DecimalSI');
  const [, sign, digits, suffix] = /^(-?)(\d+)(.*)$/.exec(written) ?? ['', '', '', ''];
  const format = FORMATS[parsed.format];
  if (parsed.format === 'binary') {
    const power = 10 * ('KMGTPE'.indexOf(suffix![0]!) + 1);
    if (14 - digits!.length - Math.trunc(power * 0.3) < 0) return struct('0', 0, decimal(parsed.nano), '', format);
    const value = BigInt(sign! + digits!) << BigInt(power);
    return struct(String(value), 0, NIL, BigInt(digits!) & 7n ? written : '', format);
  }
  if (digits!.length > MAX_DIGITS) return struct('0', 0, decimal(parsed.nano), '', format);
  const scale = parsed.format === 'exponent' ? Number(suffix!.slice(1)) : DECIMAL_EXPONENTS[suffix!]!;
  return struct(sign! + digits!, scale, NIL, digits!.endsWith('000') ? '' : written, format);
}

const struct = (value: string, scale: number, dec: string, text: string, format: string): string =>
  `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} d:(resource.infDecAmount){Dec:(*inf.Dec)${dec}} ` +
  `s:(string)${text} Format:(resource.Format)${format}}`;

/** inf.Dec in billionths: its digits in words of 64 bits, the lowest first. */
function decimal(nano: bigint): string {
  const words: string[] = [];
  for (let rest = nano < 0n ? -nano : nano; rest > 0n; rest >>= 64n) words.push(String(rest & 0xffffffffffffffffn));
  return `{unscaled:(big.Int){neg:(bool)${nano < 0n} abs:(big.nat)[${words.join(' ')}]} scale:(inf.Scale)9}`;
}
