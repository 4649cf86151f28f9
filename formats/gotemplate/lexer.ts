/** Template text to items, as text/template/parse of Go 1.19 (of the recorded kubectl 1.20.2) lexes it. */

export type ItemKind =
  | 'text'
  | 'left'
  | 'right'
  | 'space'
  | 'assign'
  | 'declare'
  | 'pipe'
  | 'string'
  | 'raw string'
  | 'char constant'
  | 'number'
  | 'bool'
  | 'dot'
  | 'nil'
  | 'field'
  | 'variable'
  | 'identifier'
  | 'keyword'
  | '('
  | ')'
  | 'char'
  | 'error'
  | 'eof';

export interface Item {
  kind: ItemKind;
  value: string;
  position: number;
  line: number;
}

const KEYWORDS = new Set(['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with']);
const LEFT = '{{';
const RIGHT = '}}';
const WORD = /[\p{L}\p{Nd}_]*/uy;
const NUMBER = new RegExp(
  `[+-]?(?:${[
    '0[xX][0-9a-fA-F_]*\\.?[0-9a-fA-F_]*(?:[pP][+-]?[0-9_]*)?',
    '0[oO][0-7_]*\\.?[0-7_]*',
    '0[bB][01_]*\\.?[01_]*',
    '[0-9_]*\\.?[0-9_]*(?:[eE][+-]?[0-9_]*)?',
  ].join('|')})i?`,
  'y',
);
const TERMINATORS = ' \t\r\n.,|:)(';
const SPACES = ' \t\r\n';
const LEFT_TRIM = /-[ \t\r\n]/y;
const RIGHT_TRIM = /[ \t\r\n]-\}\}/y;

/** All items; the last one is an error or the end of the text. */
export function lex(text: string): Item[] {
  return new Lexer(text).run();
}

class Lexer {
  private readonly items: Item[] = [];
  private start = 0;
  private position = 0;
  private line = 1;
  private depth = 0;
  private done = false;

  constructor(private readonly text: string) {}

  run(): Item[] {
    while (!this.done) this.lexText();
    return this.items;
  }

  private lexText(): void {
    const open = this.text.indexOf(LEFT, this.position);
    this.position = open < 0 ? this.text.length : open;
    const trims = open >= 0 && matchesAt(LEFT_TRIM, this.text, open + LEFT.length);
    const text = this.text.slice(this.start, this.position);
    const kept = trims ? text.replace(/[ \t\r\n]+$/, '') : text;
    if (kept) this.push('text', kept);
    this.skip();
    if (open < 0) return this.end('eof', '');
    this.position += LEFT.length;
    const marker = trims ? 2 : 0;
    if (this.text.startsWith('/*', this.position + marker)) return this.lexComment(marker);
    this.emit('left');
    this.position += marker;
    this.skip();
    this.depth = 0;
    while (!this.done && this.lexInside());
  }

  private lexComment(marker: number): void {
    const close = this.text.indexOf('*/', this.position + marker + 2);
    if (close < 0) return this.fail('unclosed comment');
    this.position = close + 2;
    const right = this.rightDelimiter();
    if (!right) return this.fail('comment ends before closing delimiter');
    this.closeAction(right);
  }

  /** How the action ends here: with the trim marker or without. */
  private rightDelimiter(): 'trim' | 'plain' | undefined {
    if (matchesAt(RIGHT_TRIM, this.text, this.position)) return 'trim';
    return this.text.startsWith(RIGHT, this.position) ? 'plain' : undefined;
  }

  private closeAction(right: 'trim' | 'plain'): void {
    this.position += RIGHT.length + (right === 'trim' ? 2 : 0);
    if (right === 'trim') while (SPACES.includes(this.text[this.position] ?? '!')) this.position++;
    this.skip();
  }

  /** One item of an action; false at its end. */
  private lexInside(): boolean {
    const right = this.rightDelimiter();
    if (right) {
      if (this.depth) return this.stop('unclosed left paren');
      this.push('right', RIGHT);
      this.closeAction(right);
      return false;
    }
    const char = this.next();
    if (char === '') return this.stop('unclosed action');
    if (SPACES.includes(char)) return this.lexSpace();
    if (char === '=') return this.emit('assign');
    if (char === ':') return this.next() === '=' ? this.emit('declare') : this.stop('expected :=');
    if (char === '|') return this.emit('pipe');
    if (char === '"') return this.lexQuoted('"', 'string', 'unterminated quoted string');
    if (char === "'") return this.lexQuoted("'", 'char constant', 'unterminated character constant');
    if (char === '`') return this.lexRaw();
    if (char === '$') return this.lexName('variable');
    // A dot at the end of the text is one of a number.
    if (char === '.' && !isDigit(this.text[this.position] ?? '0')) return this.lexName('field');
    if ('+-.'.includes(char) || isDigit(char)) return this.lexNumber();
    if (isWord(char)) return this.lexIdentifier();
    if (char === '(' || char === ')') return this.lexParen(char);
    return /^[\x21-\x7e]$/.test(char) ? this.emit('char') : this.stop(`unrecognized character in action: ${unicode(char)}`);
  }

  private lexParen(char: '(' | ')'): boolean {
    this.emit(char);
    this.depth += char === '(' ? 1 : -1;
    return this.depth < 0 ? this.stop(`unexpected right paren ${unicode(char)}`) : true;
  }

  private lexSpace(): boolean {
    // The last space before `-}}` belongs to the delimiter.
    while (!this.rightDelimiter() && SPACES.includes(this.text[this.position] ?? '!')) this.position++;
    return this.emit('space');
  }

  private lexQuoted(quote: string, kind: ItemKind, problem: string): boolean {
    for (;;) {
      const char = this.next();
      if (char === quote) return this.emit(kind);
      const escaped = char === '\\' ? this.next() : char;
      if (escaped === '' || escaped === '\n') return this.stop(problem);
    }
  }

  private lexRaw(): boolean {
    const close = this.text.indexOf('`', this.position);
    if (close < 0) return this.stop('unterminated raw quoted string');
    this.position = close + 1;
    return this.emit('raw string');
  }

  /** A field or variable; `.` and `$` alone are one too. */
  private lexName(kind: 'field' | 'variable'): boolean {
    if (this.atTerminator()) return this.emit(kind === 'variable' ? kind : 'dot');
    this.skipWord();
    return this.atTerminator() ? this.emit(kind) : this.badCharacter();
  }

  /** A number, or two of which the second is imaginary. */
  private lexNumber(): boolean {
    this.position = this.start;
    const real = this.scanNumber();
    if (real && !'+-'.includes(this.text[this.position] ?? '!')) return this.emit('number');
    if (real && this.scanNumber() && this.text[this.position - 1] === 'i') return this.emit('number');
    return this.stop(`bad number syntax: ${JSON.stringify(this.text.slice(this.start, this.position))}`);
  }

  private scanNumber(): boolean {
    NUMBER.lastIndex = this.position;
    this.position += NUMBER.exec(this.text)?.[0].length ?? 0;
    const clear = !isWord(this.text[this.position] ?? '');
    if (!clear) this.next();
    return clear;
  }

  private lexIdentifier(): boolean {
    this.skipWord();
    if (!this.atTerminator()) return this.badCharacter();
    const word = this.text.slice(this.start, this.position);
    if (KEYWORDS.has(word)) return this.emit('keyword');
    if (word === 'nil') return this.emit('nil');
    return this.emit(word === 'true' || word === 'false' ? 'bool' : 'identifier');
  }

  private skipWord(): void {
    WORD.lastIndex = this.position;
    this.position += WORD.exec(this.text)![0].length;
  }

  private atTerminator(): boolean {
    const char = this.text[this.position];
    return char === undefined || TERMINATORS.includes(char) || this.text.startsWith(RIGHT, this.position);
  }

  private badCharacter(): boolean {
    return this.stop(`bad character ${unicode(this.next())}`);
  }

  private next(): string {
    const code = this.text.codePointAt(this.position);
    if (code === undefined) return '';
    const char = String.fromCodePoint(code);
    this.position += char.length;
    return char;
  }

  private emit(kind: ItemKind): true {
    this.push(kind, this.text.slice(this.start, this.position));
    this.skip();
    return true;
  }

  private push(kind: ItemKind, value: string): void {
    this.items.push({ kind, value, position: this.start, line: this.line });
  }

  /** What lies between here and the last item is done with. */
  private skip(): void {
    for (let i = this.start; i < this.position; i++) if (this.text[i] === '\n') this.line++;
    this.start = this.position;
  }

  private stop(problem: string): false {
    this.fail(problem);
    return false;
  }

  private fail(problem: string): void {
    this.end('error', problem);
  }

  private end(kind: ItemKind, value: string): void {
    this.push(kind, value);
    this.done = true;
  }
}

function matchesAt(pattern: RegExp, text: string, position: number): boolean {
  pattern.lastIndex = position;
  return pattern.test(text);
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

function isWord(char: string): boolean {
  return /^[\p{L}\p{Nd}_]/u.test(char);
}

/** fmt's %#U: `U+0029 ')'`. */
function unicode(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}${code >= 0x20 && code !== 0x7f ? ` '${char}'` : ''}`;
}
