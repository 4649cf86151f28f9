import { BOM, CONTROL, NEWLINE, RETURN, isBreak } from './characters.ts';
import { scannerError, YamlError, type Mark } from './errors.ts';

/** The text under the scanner, and where in it the scanner stands. */
export class Cursor {
  index = 0;
  line = 0;
  column = 0;

  constructor(readonly text: string) {
    if (CONTROL.test(text)) throw new YamlError('control characters are not allowed');
    if (text.charCodeAt(0) === BOM) this.index = 1;
  }

  /** The character `ahead` of here; NaN past the end. */
  peek(ahead = 0): number {
    return this.text.charCodeAt(this.index + ahead);
  }

  atEnd(): boolean {
    return this.index >= this.text.length;
  }

  mark(): Mark {
    return { index: this.index, line: this.line, column: this.column };
  }

  skip(count = 1): void {
    this.index += count;
    this.column += count;
  }

  read(): string {
    const char = this.text[this.index];
    this.skip();
    return char;
  }

  /** What a sticky pattern without line breaks matches here, '' where nothing. */
  readPattern(pattern: RegExp): string {
    const start = this.index;
    pattern.lastIndex = start;
    if (!pattern.test(this.text)) return '';
    this.skip(pattern.lastIndex - start);
    return this.text.slice(start, this.index);
  }

  /** Everything that `belongs`, from here on. */
  readWhile(belongs: (code: number) => boolean): string {
    const start = this.index;
    while (belongs(this.peek())) this.skip();
    return this.text.slice(start, this.index);
  }

  /** Takes a line break, if here is one, in its normal form. */
  readBreak(): string {
    const code = this.peek();
    if (!isBreak(code)) return '';
    this.index += code === RETURN && this.peek(1) === NEWLINE ? 2 : 1;
    this.line++;
    this.column = 0;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  /** Whether three of this character (`-` or `.`) and then space stand at the start of a line here. */
  atDocumentIndicator(): boolean {
    const code = this.peek();
    if (this.column !== 0 || (code !== 0x2d && code !== 0x2e)) return false;
    if (this.peek(1) !== code || this.peek(2) !== code) return false;
    const after = this.peek(3);
    return Number.isNaN(after) || after === 0x20 || after === 0x09 || isBreak(after);
  }

  fail(problem: string, context: Mark = this.mark()): never {
    throw scannerError(problem, this.mark(), context);
  }
}
