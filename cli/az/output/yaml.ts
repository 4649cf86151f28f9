/** YAML as PyYAML's `safe_dump(default_flow_style=False, allow_unicode=True)` writes it. */

/** PyYAML's best_width: plain and quoted text is folded at the first space past this column. */
const WIDTH = 80;

export function dumpYaml(value: unknown, { sortKeys }: { sortKeys: boolean }): string {
  if (isScalar(value)) {
    const text = scalar(value, 0, 2, false);
    return `${text}\n${/^['"]/.test(text) ? '' : '...\n'}`;
  }
  if (isEmpty(value)) return `${Array.isArray(value) ? '[]' : '{}'}\n`;
  return `${block(value, 0, sortKeys).join('\n')}\n`;
}

function block(value: unknown, indent: number, sortKeys: boolean): string[] {
  return Array.isArray(value) ? sequence(value, indent, sortKeys) : mapping(value as Record<string, unknown>, indent, sortKeys);
}

function sequence(items: unknown[], indent: number, sortKeys: boolean): string[] {
  const pad = ' '.repeat(indent);
  return items.flatMap((item) => {
    if (isScalar(item)) return `${pad}- ${scalar(item, indent + 2, indent + 2, false)}`.split('\n');
    if (isEmpty(item)) return [`${pad}- ${Array.isArray(item) ? '[]' : '{}'}`];
    const lines = block(item, indent + 2, sortKeys);
    return [`${pad}- ${lines[0]!.slice(indent + 2)}`, ...lines.slice(1)];
  });
}

function mapping(map: Record<string, unknown>, indent: number, sortKeys: boolean): string[] {
  const pad = ' '.repeat(indent);
  const keys = Object.keys(map).filter((key) => map[key] !== undefined);
  if (sortKeys) keys.sort();
  return keys.flatMap((name) => {
    const key = scalar(name, indent, indent, true);
    const item = map[name];
    const start = `${pad}${key}:`;
    if (isScalar(item)) return `${start} ${scalar(item, start.length + 1, indent + 2, false)}`.split('\n');
    if (isEmpty(item)) return [`${start} ${Array.isArray(item) ? '[]' : '{}'}`];
    // A sequence stands as deep as its key.
    return [start, ...block(item, Array.isArray(item) ? indent : indent + 2, sortKeys)];
  });
}

const isScalar = (value: unknown) => typeof value !== 'object' || value === null;
const isEmpty = (value: unknown) => Object.keys(value as object).length === 0;

/** @param column where it starts  @param indent where its further lines start */
function scalar(value: unknown, column: number, indent: number, key: boolean): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'string') return String(value);
  if (needsDoubleQuotes(value)) return doubleQuoted(value);
  if (value.includes('\n')) return key ? doubleQuoted(value) : `'${fold(value.replaceAll("'", "''"), column + 1, indent, !key)}'`;
  const plain = isPlain(value);
  const text = plain ? value : value.replaceAll("'", "''");
  const folded = fold(text, column + (plain ? 0 : 1), indent, !key);
  return plain ? folded : `'${folded}'`;
}

/** Breaks at single spaces once the line is past the width; a newline of the text takes one line more. */
function fold(text: string, column: number, indent: number, split: boolean): string {
  const pad = ' '.repeat(indent);
  const lines = text.split(/(\n+)/).map((part, i) => (i % 2 ? `\n${part}${pad}` : foldLine(part, i === 0 ? column : indent, pad, split)));
  return lines.join('');
}

function foldLine(line: string, column: number, pad: string, split: boolean): string {
  let at = column;
  let out = '';
  const words = line.split(' ');
  words.forEach((word, i) => {
    const single = i > 0 && word !== '' && words[i - 1] !== '';
    if (split && single && at > WIDTH) {
      out += `\n${pad}${word}`;
      at = pad.length + word.length;
    } else {
      out += (i > 0 ? ' ' : '') + word;
      at += (i > 0 ? 1 : 0) + word.length;
    }
  });
  return out;
}

/** Text that a reader would take for something else: YAML 1.1's other types, by PyYAML's resolver. */
const IMPLICIT = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^(?:~|null|Null|NULL|)$/,
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  /^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
  /^(?:=|<<)$/,
];

function isPlain(text: string): boolean {
  if (IMPLICIT.some((pattern) => pattern.test(text))) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^[-?:](?:\s|$)/.test(text) || /^(?:---|\.\.\.)/.test(text)) return false;
  return !/^\s|\s$|: |:$| #/.test(text);
}

const needsDoubleQuotes = (text: string) => /[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|\ufeff| \n|\n /u.test(text);
const ESCAPES: Record<string, string> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
};

function doubleQuoted(text: string): string {
  const escaped = [...text].map((character) => {
    if (ESCAPES[character]) return ESCAPES[character];
    const code = character.codePointAt(0)!;
    return code < 0x20 || (code >= 0x7f && code < 0xa0) ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}` : character;
  });
  return `"${escaped.join('')}"`;
}
