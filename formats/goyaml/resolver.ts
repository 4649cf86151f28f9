/** What a scalar's text means in YAML 1.1, as go-yaml v2 resolves it. */
import { YAML_TAG } from './tags.ts';
import { YamlError } from './errors.ts';

export type Scalar = null | boolean | number | bigint | string;
export type ScalarTag = '!!null' | '!!bool' | '!!int' | '!!float' | '!!str' | '!!timestamp' | '!!merge' | '!!binary';

export interface Resolved {
  /** Where the tag is one of the user's own, that. */
  tag: ScalarTag | (string & {});
  value: Scalar;
}

const WORDS = new Map<string, Resolved>();
for (const [tag, value, words] of [
  ['!!null', null, ['', '~', 'null', 'Null', 'NULL']],
  ['!!bool', true, ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']],
  ['!!bool', false, ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']],
  ['!!float', NaN, ['.nan', '.NaN', '.NAN']],
  ['!!float', Infinity, ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF']],
  ['!!float', -Infinity, ['-.inf', '-.Inf', '-.INF']],
  ['!!merge', '<<', ['<<']],
] as [ScalarTag, Scalar, string[]][]) {
  for (const word of words) WORDS.set(word, { tag, value });
}

const RESOLVABLE = new Set(['!!null', '!!bool', '!!int', '!!float', '!!str', '!!timestamp']);
const NUMERIC_START = /^[-+0-9.]/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const MIN_INT64 = -(2n ** 63n);
const MAX_UINT64 = 2n ** 64n - 1n;

/** `!!int` of `tag:yaml.org,2002:int`; other tags as they are. */
export function shortTag(tag: string): string {
  return tag.startsWith(YAML_TAG) ? `!!${tag.slice(YAML_TAG.length)}` : tag;
}

/** The meaning of a scalar's text under a tag, '' for none. Throws where the text is none of the tag's. */
export function resolve(tag: string, text: string): Resolved {
  const wanted = shortTag(tag);
  if (wanted === '!!str' || wanted === '!!binary') return { tag: wanted, value: text };
  if (wanted && !RESOLVABLE.has(wanted)) return { tag: wanted, value: text };
  const found = resolveText(text, wanted);
  if (!wanted || wanted === found.tag) return found;
  if (wanted === '!!float' && found.tag === '!!int') return { tag: wanted, value: Number(found.value) };
  throw mismatch(found.tag, text, wanted);
}

function mismatch(found: string, text: string, wanted: string): YamlError {
  return new YamlError(`cannot decode ${found} \`${text}\` as a ${wanted}`);
}

/** The characters that text which means something else than itself starts with. */
const HINTS = new Set('+-.0123456789yYnNtTfFoO~<');

function resolveText(text: string, wanted: string): Resolved {
  if (text !== '' && !HINTS.has(text[0])) return { tag: '!!str', value: text };
  const word = WORDS.get(text);
  if (word) return word;
  if (NUMERIC_START.test(text)) {
    const number = text[0] === '.' ? resolveFraction(text) : resolveNumber(text, wanted);
    if (number) return number;
  }
  return { tag: '!!str', value: text };
}

/** After a leading point go-yaml leaves it to strconv.ParseFloat alone. */
function resolveFraction(text: string): Resolved | undefined {
  return /^\.[0-9]+([eE][-+]?[0-9]+)?$/.test(text) ? float(text) : undefined;
}

function resolveNumber(text: string, wanted: string): Resolved | undefined {
  if ((wanted === '' || wanted === '!!timestamp') && isTimestamp(text)) return { tag: '!!timestamp', value: text };
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const integer = parseInteger(plain);
  if (integer !== undefined) return { tag: '!!int', value: integer };
  return FLOAT.test(plain) ? float(plain) : undefined;
}

function float(text: string): Resolved | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? { tag: '!!float', value } : undefined;
}

/** strconv.ParseInt and ParseUint with base 0: undefined outside of int64 and uint64. */
function parseInteger(text: string): number | bigint | undefined {
  const match = INTEGER.exec(text);
  if (!match) return undefined;
  const [, sign, hex, binary, octal, decimal] = match;
  if (decimal !== undefined && decimal.length < 16) return sign === '-' ? 0 - Number(decimal) : Number(decimal);
  const size = BigInt(hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : octal !== undefined ? `0o${octal}` : decimal);
  const value = sign === '-' ? -size : size;
  // ParseUint, which takes what is beyond int64, takes no sign.
  if (value < MIN_INT64 || value > (sign ? 2n ** 63n - 1n : MAX_UINT64)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const CLOCK = String.raw`(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?`;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(.*)$/;
const TIME = new RegExp(String.raw`^(?:[Tt]${CLOCK}(?:Z|[-+]\d\d:\d\d)| +${CLOCK})$`);

/** What go-yaml's time layouts take: a date; with `T` and a time and a zone; with a space and a time. */
function isTimestamp(text: string): boolean {
  const date = DATE.exec(text);
  if (!date) return false;
  const [year, month, day] = date.slice(1, 4).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  if (!date[4]) return true;
  const time = TIME.exec(date[4]);
  if (!time) return false;
  const [hour, minute, second] = time
    .slice(1)
    .filter((part) => part !== undefined)
    .map(Number);
  return hour < 24 && minute < 60 && second < 60;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** Whether text reads like a YAML 1.1 number to the base 60, which go-yaml reads as text, yet quotes. */
export function isBase60(text: string): boolean {
  return /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text);
}
