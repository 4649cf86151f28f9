/** From the text of a file to its objects, as kubectl reads `-f`: k8s.io/apimachinery's YAMLOrJSONDecoder. */
import type { GoValue } from '../gofmt.ts';
import { JsonSyntaxError, decodeNext, marshal, type ReadOptions } from '../gojson.ts';
import { ConversionError, decode } from './decode.ts';
import { YamlError } from './errors.ts';
import { parse } from './parser.ts';

/** A document's value with its JSON text, or what kubectl says of it (`error: error parsing FILE: ` goes before). */
export type YamlDocument<T = JsonValue> =
  { value: T; raw: string; error?: undefined } | { error: string; value?: undefined; raw?: undefined };
/** A JSON value whose numbers are all JavaScript numbers. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** Go's unicode.IsSpace, which does not count the byte order mark. */
const SPACE = String.raw`[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`;
const JSON_START = new RegExp(`^${SPACE}*\\{`);
const SEPARATOR = new RegExp(`^---${SPACE}*$`);

/**
 * The documents of a file: JSON objects one after another where the text starts with `{`, else YAML between `---` lines. Documents that hold
 * nothing are left out; reading ends at the first error. `raw` is the document's JSON as kubectl passes it on (and quotes it in messages),
 * every digit kept; in `value` integers beyond 2^53 are the nearest number, or bigints with `exactIntegers`.
 */
export function readDocuments(text: string, options: ReadOptions & { exactIntegers: true }): YamlDocument<GoValue>[];
export function readDocuments(text: string, options?: ReadOptions): YamlDocument[];
export function readDocuments(text: string, options: ReadOptions = {}): YamlDocument<GoValue>[] {
  const documents: YamlDocument<GoValue>[] = [];
  for (const document of JSON_START.test(text) ? jsonDocuments(text, options) : yamlDocuments(text, options)) {
    if (document.raw !== 'null') documents.push(document);
    if (document.error !== undefined) break;
  }
  return documents;
}

/** sigs.k8s.io/yaml's YAMLToJSON of one document. Throws an Error with its words (`error converting YAML to JSON: ...`). */
export function yamlToJson(text: string): GoValue {
  const document = readYaml(text, { exactIntegers: true });
  if (document.error !== undefined) throw new Error(document.error);
  return document.value;
}

function* yamlDocuments(text: string, options: ReadOptions): Iterable<YamlDocument<GoValue>> {
  for (const part of splitDocuments(text)) yield readYaml(part, options);
}

/** A separator line ends a document; with nothing before it, it belongs to the document that follows. */
function splitDocuments(text: string): string[] {
  const parts: string[] = [];
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  let part: string[] = [];
  for (const line of lines) {
    if (part.length && SEPARATOR.test(line)) {
      parts.push(`${part.join('\n')}\n`);
      part = [];
    } else {
      part.push(line);
    }
  }
  if (part.length) parts.push(`${part.join('\n')}\n`);
  return parts;
}

function readYaml(text: string, options: ReadOptions): YamlDocument<GoValue> {
  try {
    const root = parse(text);
    const value = root === undefined ? null : decode(root);
    const raw = marshal(value);
    return { value: options.exactIntegers ? value : toNumbers(value), raw };
  } catch (error) {
    if (error instanceof YamlError || error instanceof ConversionError) return { error: `error converting YAML to JSON: ${error.message}` };
    throw error;
  }
}

/** Bigints to the nearest numbers, in place. */
function toNumbers(value: GoValue): GoValue {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value !== 'object') return value;
  const fields = value as { [key: string]: GoValue };
  for (const key of Object.keys(fields)) {
    const field = fields[key];
    if (typeof field === 'bigint') fields[key] = Number(field);
    else if (typeof field === 'object') toNumbers(field);
  }
  return value;
}

function* jsonDocuments(text: string, options: ReadOptions): Iterable<YamlDocument<GoValue>> {
  let position = 0;
  try {
    for (let next = decodeNext(text, 0, options); next; next = decodeNext(text, position, options)) {
      yield { value: next.value, raw: next.value === null ? 'null' : text.slice(next.start, next.end) };
      position = next.end;
    }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    yield { error: jsonError(text, position, error) };
  }
}

/** A stream that ends too early is no syntax error to Go's Decoder, so that it has no line. Lines count from 0, and from the value before. */
function jsonError(text: string, start: number, error: JsonSyntaxError): string {
  if (error.message === 'unexpected end of JSON input') return 'unexpected EOF';
  const rest = text.slice(start);
  const before = (rest.length > error.offset ? rest : text).slice(0, error.offset);
  return `json: line ${before.split('\n').length - 1}: ${asFormat(error.message)}`;
}

/** The message goes through fmt.Errorf as a format: `'%'` in it is a verb without an argument. */
function asFormat(message: string): string {
  return message.replace("'%'", "'%!'(NOVERB)");
}
