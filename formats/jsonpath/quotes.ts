/** Go's quoted strings, between double or single quotes: client-go's UnquoteExtend. */

const ESCAPES: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };
const ESCAPE = /\\(?:([abfnrtv\\])|(['"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]|$))/g;

/** The text that a quoted string stands for; undefined where it is none. */
export function unquote(text: string): string | undefined {
  const quote = text[0];
  if (text.length < 2 || quote !== text.at(-1) || (quote !== '"' && quote !== "'")) return undefined;
  const inside = text.slice(1, -1);
  if (inside.includes('\n')) return undefined;
  let valid = true;
  const value = inside.replace(ESCAPE, (_, simple, mark, hex, unicode, wide, octal) => {
    if (simple !== undefined) return ESCAPES[simple]!;
    if (mark !== undefined) {
      valid &&= mark === quote;
      return mark;
    }
    const code = hex ?? unicode ?? wide;
    const point = code !== undefined ? parseInt(code, 16) : octal !== undefined ? parseInt(octal, 8) : -1;
    if (point < 0 || point > 0x10ffff || (octal !== undefined && point > 255)) {
      valid = false;
      return '';
    }
    return String.fromCodePoint(point);
  });
  return valid ? value : undefined;
}
