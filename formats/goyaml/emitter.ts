/** JSON values to YAML, byte for byte as sigs.k8s.io/yaml's Marshal under go-yaml v2.2.8. */
import { formatFloat, type GoValue } from '../gofmt.ts';
import { isBreak } from './characters.ts';
import { compareKeys } from './keyorder.ts';
import { isBase60, resolve } from './resolver.ts';
import { analyse, escapeChar, isPrintable, type Analysis } from './analysis.ts';

const INDENT = 2;
/** Text is folded at the first space past this column. */
const BEST_WIDTH = 80;
/** In bytes; a longer key stands behind a `?`. */
const SIMPLE_KEY_LENGTH = 128;

type Style = 'plain' | 'single' | 'double' | 'literal';
type Place = 'root' | 'item' | 'key' | 'value';

/** The YAML of a JSON value, ending in a line break. Fields that are undefined are left out. */
export function emitYaml(value: GoValue): string {
  const emitter = new Emitter();
  emitter.node(value, -1, 'root');
  return emitter.finish();
}

class Emitter {
  private out = '';
  private column = 0;
  /** Whether the last thing written was space, so that no further one is needed. */
  private spaced = true;
  /** Whether this line holds nothing but indentation and `-`, `?` and `:` indicators. */
  private indenting = true;

  finish(): string {
    this.newLine(0);
    return this.out;
  }

  node(value: GoValue, indent: number, place: Place): void {
    if (value === null || typeof value !== 'object') this.scalar(value, indent, place);
    else if (Array.isArray(value)) this.sequence(value, indent, place);
    else this.mapping(value, indent);
  }

  private sequence(items: GoValue[], indent: number, place: Place): void {
    if (!items.length) return this.write('[]');
    // In a mapping the items stand no deeper than the key.
    const indentless = place === 'value' && !this.indenting;
    const inner = indent < 0 ? 0 : indentless ? indent : indent + INDENT;
    for (const item of items) {
      this.newLine(inner);
      this.indicator('-');
      this.node(item ?? null, inner, 'item');
    }
  }

  private mapping(object: { [key: string]: GoValue }, indent: number): void {
    const keys = Object.keys(object)
      .filter((key) => object[key] !== undefined)
      .sort(compareKeys);
    if (!keys.length) return this.write('{}');
    const inner = indent < 0 ? 0 : indent + INDENT;
    for (const key of keys) {
      this.newLine(inner);
      if (isSimpleKey(key)) {
        this.scalar(key, inner, 'key');
        this.put(':');
        this.spaced = this.indenting = false;
      } else {
        this.indicator('?');
        this.scalar(key, inner, 'value');
        this.newLine(inner);
        this.indicator(':');
      }
      this.node(object[key], inner, 'value');
    }
  }

  private scalar(value: Exclude<GoValue, object>, indent: number, place: Place): void {
    if (typeof value !== 'string') return this.write(literalText(value));
    const inner = indent < 0 ? INDENT : indent + INDENT;
    const analysis = analyse(value);
    const style = styleOf(value, analysis, place === 'key');
    if (style === 'literal') this.literal(value, inner);
    else if (style === 'plain') this.flowText(value, '', inner, place !== 'key');
    else if (style === 'single') this.flowText(value, "'", inner, place !== 'key');
    else this.doubleQuoted(value, inner, place !== 'key');
  }

  /** A plain or single-quoted scalar; `folds` where a long one may go over lines. */
  private flowText(text: string, quote: '' | "'", indent: number, folds: boolean): void {
    this.space();
    this.put(quote);
    let afterSpace = false;
    let afterBreak = false;
    for (let i = 0; i < text.length; i++) {
      const char = text[i];
      if (char === ' ') {
        const inside = quote === '' || (i > 0 && i < text.length - 1);
        if (folds && !afterSpace && this.column > BEST_WIDTH && inside && text[i + 1] !== ' ') this.newLine(indent);
        else this.put(' ');
        afterSpace = true;
      } else if (isBreak(char.charCodeAt(0))) {
        if (!afterBreak && char === '\n') this.lineBreak();
        this.lineBreak(char);
        this.indenting = afterBreak = true;
      } else {
        if (afterBreak) this.newLine(indent);
        this.put(quote && char === quote ? "''" : char);
        this.indenting = afterSpace = afterBreak = false;
      }
    }
    this.put(quote);
    this.spaced = this.indenting = false;
  }

  private doubleQuoted(text: string, indent: number, folds: boolean): void {
    this.space();
    this.put('"');
    this.spaced = this.indenting = false;
    let afterSpace = false;
    const chars = [...text];
    chars.forEach((char, i) => {
      if (char !== ' ') {
        this.put(isPrintable(char) && char !== '"' && char !== '\\' && !isBreak(char.charCodeAt(0)) ? char : escapeChar(char));
        afterSpace = false;
        return;
      }
      if (folds && !afterSpace && this.column > BEST_WIDTH && i > 0 && i < chars.length - 1) {
        this.newLine(indent);
        if (chars[i + 1] === ' ') this.put('\\');
      } else {
        this.put(' ');
      }
      afterSpace = true;
    });
    this.put('"');
    this.spaced = this.indenting = false;
  }

  private literal(text: string, indent: number): void {
    this.space();
    this.put(`|${literalHints(text)}`);
    this.lineBreak();
    for (const line of text.split(/(?<=[\n\x85\u2028\u2029])/)) {
      const content = line.replace(/[\n\x85\u2028\u2029]$/, '');
      if (content) {
        this.newLine(indent);
        this.put(content);
        this.indenting = false;
      }
      if (content !== line) this.lineBreak(line.at(-1));
    }
  }

  /** A scalar without line breaks or folding, or an empty collection. */
  private write(text: string): void {
    this.space();
    this.put(text);
    this.spaced = this.indenting = false;
  }

  /** `-`, `?` or a `:` on a line of its own: more may follow on the same line as if it were indentation. */
  private indicator(char: string): void {
    this.space();
    this.put(char);
    this.spaced = true;
    this.put(' ');
  }

  private space(): void {
    if (!this.spaced) this.put(' ');
  }

  private put(text: string): void {
    this.out += text;
    this.column += text.length;
  }

  private lineBreak(char = '\n'): void {
    this.out += char;
    this.column = 0;
    this.spaced = this.indenting = true;
  }

  /** Starts a line at this indentation, unless the line at hand holds only indentation that reaches no further. */
  private newLine(indent: number): void {
    if (!this.indenting || this.column > indent || (this.column === indent && !this.spaced)) this.lineBreak();
    this.put(' '.repeat(indent - this.column));
    this.spaced = this.indenting = true;
  }
}

function literalText(value: null | boolean | number | bigint): string {
  if (typeof value !== 'number') return String(value);
  // JSON's digits are read back as YAML: an integer within int64 or uint64 stays one, what is larger is a float.
  if (Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 64) return String(value);
  return formatFloat(value);
}

function styleOf(text: string, analysis: Analysis, key: boolean): Style {
  if (text.includes('\n')) return analysis.block && !key ? 'literal' : 'double';
  if (resolve('', text).tag !== '!!str' || isBase60(text)) return 'double';
  if (analysis.multiline && key) return 'double';
  if (analysis.plain && text !== '') return 'plain';
  return analysis.single ? 'single' : 'double';
}

function isSimpleKey(key: string): boolean {
  return !analyse(key).multiline && new TextEncoder().encode(key).length <= SIMPLE_KEY_LENGTH;
}

/** What stands behind `|`: the indentation where the text starts with space, and how it ends. */
function literalHints(text: string): string {
  const first = text.charCodeAt(0);
  const indentation = first === 0x20 || isBreak(first) ? String(INDENT) : '';
  if (!isBreak(text.charCodeAt(text.length - 1))) return `${indentation}-`;
  const keeps = text.length === 1 || isBreak(text.charCodeAt(text.length - 2));
  return indentation + (keeps ? '+' : '');
}
