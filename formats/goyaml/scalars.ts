/** Scanning the three families of scalars: plain, quoted, block. */
import { TAB, SPACE, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isDigit, isHex } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { Mark } from './errors.ts';

const HASH = 0x23;
const SINGLE_QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Characters of a plain scalar up to the next space, or the indicator that ends it: a `:` before space, and in a flow its punctuation. */
const BLOCK_RUN = /(?:[^: \t\r\n\x85\u2028\u2029]+|:(?=[^ \t\r\n\x85\u2028\u2029]))+/y;
const FLOW_RUN = /(?:[^:,?[\]{} \t\r\n\x85\u2028\u2029]+|:(?=[^ \t\r\n\x85\u2028\u2029]))+/y;
/** Characters of a quoted scalar that mean nothing but themselves. */
const QUOTED_RUN = /[^'"\\ \t\r\n\x85\u2028\u2029]+/y;
const LINE = /[^\r\n\x85\u2028\u2029]+/y;

/** Folds what stands between two lines of a flow scalar: one break becomes a space, further breaks stay. */
class Spacing {
  private blanks = '';
  private first: string | undefined;
  private rest = '';

  get hasBreak(): boolean {
    return this.first !== undefined;
  }

  addBlank(char: string): void {
    if (!this.hasBreak) this.blanks += char;
  }

  addBreak(text: string): void {
    if (this.hasBreak) this.rest += text;
    else this.first = text;
  }

  fold(): string {
    if (this.first === undefined) return this.blanks;
    if (this.first !== '\n') return this.first + this.rest;
    return this.rest || ' ';
  }
}

/** A plain scalar; `lines` says whether it went over a line break. */
export function scanPlain(cursor: Cursor, flow: boolean, indent: number): { value: string; lines: boolean } {
  const start = cursor.mark();
  let value = '';
  let spacing = new Spacing();
  for (;;) {
    if (cursor.atDocumentIndicator() || cursor.peek() === HASH) break;
    const text = cursor.readPattern(flow ? FLOW_RUN : BLOCK_RUN);
    if (text) {
      value += spacing.fold() + text;
      spacing = new Spacing();
    }
    if (!isBlank(cursor.peek()) && !isBreak(cursor.peek())) break;
    skipPlainSpacing(cursor, spacing, indent, start);
    if (!flow && cursor.column < indent) break;
  }
  return { value, lines: spacing.hasBreak };
}

function skipPlainSpacing(cursor: Cursor, spacing: Spacing, indent: number, start: Mark): void {
  for (;;) {
    const code = cursor.peek();
    if (isBreak(code)) {
      spacing.addBreak(cursor.readBreak());
      continue;
    }
    if (!isBlank(code)) return;
    if (spacing.hasBreak && cursor.column < indent && code === TAB) cursor.fail('found a tab character that violates indentation', start);
    spacing.addBlank(cursor.read());
  }
}

/** A scalar in single or double quotes; the cursor stands on the opening one. */
export function scanQuoted(cursor: Cursor): string {
  const start = cursor.mark();
  const quote = cursor.peek();
  let value = '';
  cursor.skip();
  for (;;) {
    if (cursor.atDocumentIndicator()) cursor.fail('found unexpected document indicator', start);
    if (cursor.atEnd()) cursor.fail('found unexpected end of stream', start);
    const spacing = new Spacing();
    value += quotedRun(cursor, quote, spacing, start);
    if (cursor.peek() === quote) break;
    for (;;) {
      const code = cursor.peek();
      if (isBreak(code)) spacing.addBreak(cursor.readBreak());
      else if (isBlank(code)) spacing.addBlank(cursor.read());
      else break;
    }
    value += spacing.fold();
  }
  cursor.skip();
  return value;
}

function quotedRun(cursor: Cursor, quote: number, spacing: Spacing, start: Mark): string {
  let value = '';
  for (;;) {
    value += cursor.readPattern(QUOTED_RUN);
    const code = cursor.peek();
    if (isBlankOrEnd(code)) return value;
    if (code === SINGLE_QUOTE && quote === SINGLE_QUOTE && cursor.peek(1) === SINGLE_QUOTE) {
      value += "'";
      cursor.skip(2);
    } else if (code === quote) {
      return value;
    } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
      if (isBreak(cursor.peek(1))) {
        // An escaped line break: nothing is folded in, and the next line's indentation goes.
        cursor.skip();
        cursor.readBreak();
        spacing.addBreak('');
        return value;
      }
      value += scanEscape(cursor, start);
    } else {
      value += cursor.read();
    }
  }
}

const ESCAPES: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 };

function scanEscape(cursor: Cursor, start: Mark): string {
  const letter = cursor.text[cursor.index + 1];
  const digits = HEX_DIGITS[letter];
  if (!digits && ESCAPES[letter] === undefined) cursor.fail('found unknown escape character', start);
  cursor.skip(2);
  if (!digits) return ESCAPES[letter];
  for (let i = 0; i < digits; i++) if (!isHex(cursor.peek(i))) cursor.fail('did not find expected hexdecimal number', start);
  const code = parseInt(cursor.text.slice(cursor.index, cursor.index + digits), 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) cursor.fail('found invalid Unicode character escape code', start);
  cursor.skip(digits);
  return String.fromCodePoint(code);
}

interface BlockHeader {
  chomping: '' | '+' | '-';
  increment: number;
}

/** A block scalar; the cursor stands on its `|` or `>`. `parent` is the indentation of the block around it. */
export function scanBlock(cursor: Cursor, parent: number): string {
  const start = cursor.mark();
  const literal = cursor.read() === '|';
  const { chomping, increment } = scanBlockHeader(cursor, start);
  const fixed = increment ? Math.max(parent, 0) + increment : 0;
  let { indent, breaks } = scanBlockBreaks(cursor, fixed, parent, start);
  let value = '';
  let lineBreak = '';
  let afterBlank = false;
  while (cursor.column === indent && !cursor.atEnd()) {
    const blank = isBlank(cursor.peek());
    const folds = !literal && !afterBlank && !blank && lineBreak === '\n';
    value += folds ? (breaks === '' ? ' ' : '') : lineBreak;
    value += breaks + cursor.readPattern(LINE);
    afterBlank = blank;
    lineBreak = cursor.readBreak();
    ({ breaks } = scanBlockBreaks(cursor, indent, parent, start));
  }
  if (chomping !== '-') value += lineBreak;
  return chomping === '+' ? value + breaks : value;
}

function scanBlockHeader(cursor: Cursor, start: Mark): BlockHeader {
  let chomping: BlockHeader['chomping'] = '';
  let increment = 0;
  // The chomping and the indentation indicator come in either order, each at most once.
  for (let i = 0; i < 2; i++) {
    const code = cursor.peek();
    if (!chomping && (code === 0x2b || code === 0x2d)) {
      chomping = cursor.read() as '+' | '-';
    } else if (!increment && isDigit(code)) {
      if (code === 0x30) cursor.fail('found an indentation indicator equal to 0', start);
      increment = Number(cursor.read());
    }
  }
  cursor.readWhile(isBlank);
  if (cursor.peek() === HASH) cursor.readWhile((code) => !isBreakOrEnd(code));
  if (!isBreakOrEnd(cursor.peek())) cursor.fail('did not find expected comment or line break', start);
  cursor.readBreak();
  return { chomping, increment };
}

/** Takes indentation and empty lines; where `indent` is 0, finds it: that of the first line with text. */
function scanBlockBreaks(cursor: Cursor, indent: number, parent: number, start: Mark): { indent: number; breaks: string } {
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.peek() === SPACE) cursor.skip();
    widest = Math.max(widest, cursor.column);
    if ((indent === 0 || cursor.column < indent) && cursor.peek() === TAB) {
      cursor.fail('found a tab character where an indentation space is expected', start);
    }
    if (!isBreak(cursor.peek())) break;
    breaks += cursor.readBreak();
  }
  return { indent: indent || Math.max(widest, parent + 1, 1), breaks };
}
