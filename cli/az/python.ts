import { isWritten } from './query/written.ts';

/** How Python writes values into messages. */

/** repr() of a string. */
export function repr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = '';
  for (const character of text) {
    if (character === quote || character === '\\') out += `\\${character}`;
    else if (character === '\n') out += '\\n';
    else if (character === '\r') out += '\\r';
    else if (character === '\t') out += '\\t';
    else if (character < ' ' || character === '\x7f') out += `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
    else out += character;
  }
  return quote + out + quote;
}

/** str() of a JSON value, repr() of what is inside containers. */
export function str(value: unknown): string {
  return typeof value === 'string' ? value : reprOf(value);
}

/** repr() of a JSON value. */
export function reprOf(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return repr(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(reprOf).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => [repr(key), reprOf(item)]);
  if (isWritten(value))
    return entries.length ? `OrderedDict([${entries.map((entry) => `(${entry.join(', ')})`).join(', ')}])` : 'OrderedDict()';
  return `{${entries.map((entry) => entry.join(': ')).join(', ')}}`;
}
