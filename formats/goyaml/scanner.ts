/**
 * Text to tokens, after libyaml's scanner: the states are the indentation levels, the flow level, whether a simple key may start here, and the
 * simple keys that may yet turn out to be ones. go-yaml's messages come from these states.
 */
import { BOM, SPACE, TAB, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isWord } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { scannerError, type Mark } from './errors.ts';
import { scanBlock, scanPlain, scanQuoted } from './scalars.ts';
import { scanDirective, scanTag } from './tags.ts';
import { token, type Token, type TokenKind } from './tokens.ts';

/** A token that becomes a mapping key if a `:` follows it on the same line. */
interface SimpleKey {
  required: boolean;
  token: number;
  mark: Mark;
}

/** The `:` of a simple key stands no further off. */
const SIMPLE_KEY_LENGTH = 1024;
/** go-yaml's own limit is 10,000; this is what a JavaScript stack bears. */
const MAX_DEPTH = 1000;

const FLOW_STARTS: Record<string, TokenKind> = { '[': 'flow sequence start', '{': 'flow mapping start' };
const FLOW_ENDS: Record<string, TokenKind> = { ']': 'flow sequence end', '}': 'flow mapping end' };
const SPACES = / +/y;
const NO_PLAIN_START = new Set('-?:,[]{}#&*!|>\'"%@`');

export class Scanner {
  private readonly queue: Token[] = [];
  private head = 0;
  /** How many tokens the parser has taken. */
  private taken = 0;
  private ended = false;
  /** Whether the token at the head is known to be the next one. */
  private settled = false;
  private indent = -1;
  private readonly indents: number[] = [];
  private simpleKeyAllowed = true;
  /** One a flow level, the block level first. */
  private readonly simpleKeys: (SimpleKey | undefined)[] = [undefined];

  constructor(private readonly cursor: Cursor) {}

  /** The next token, left where it is. */
  peek(): Token {
    if (!this.settled) {
      while (this.needsMore()) this.fetch();
      this.settled = true;
    }
    return this.queue[this.head];
  }

  /** Takes the next token. */
  take(): Token {
    const next = this.peek();
    this.head++;
    this.taken++;
    this.settled = false;
    if (this.head > 64) {
      this.queue.splice(0, this.head);
      this.head = 0;
    }
    return next;
  }

  private get flowLevel(): number {
    return this.simpleKeys.length - 1;
  }

  /** A token that may yet become a key cannot be handed out: a KEY token would have to stand before it. */
  private needsMore(): boolean {
    if (this.ended) return false;
    if (this.head === this.queue.length) return true;
    const level = this.simpleKeys.findIndex((key) => key?.token === this.taken);
    return level >= 0 && this.isValid(level);
  }

  private isValid(level: number): boolean {
    const key = this.simpleKeys[level];
    if (!key) return false;
    if (key.mark.line === this.cursor.line && key.mark.index + SIMPLE_KEY_LENGTH >= this.cursor.index) return true;
    if (key.required) this.fail("could not find expected ':'", key.mark);
    this.simpleKeys[level] = undefined;
    return false;
  }

  private fetch(): void {
    this.skipToToken();
    const { cursor } = this;
    this.unrollIndent(cursor.column);
    if (cursor.atEnd()) return this.fetchStreamEnd();
    const char = cursor.text[cursor.index];
    if (char === '%' && cursor.column === 0) return this.fetchDirective();
    if (cursor.atDocumentIndicator()) return this.fetchDocumentIndicator(char === '-' ? 'document start' : 'document end');
    if (FLOW_STARTS[char]) return this.fetchFlowStart(FLOW_STARTS[char]);
    if (FLOW_ENDS[char]) return this.fetchFlowEnd(FLOW_ENDS[char]);
    if (char === ',') return this.fetchFlowEntry();
    const spaced = isBlankOrEnd(cursor.peek(1));
    if (char === '-' && spaced) return this.fetchBlockEntry();
    if (char === '?' && (spaced || this.flowLevel)) return this.fetchKey();
    if (char === ':' && (spaced || this.flowLevel)) return this.fetchValue();
    if (char === '*') return this.fetchAnchor('alias');
    if (char === '&') return this.fetchAnchor('anchor');
    if (char === '!') return this.fetchTag();
    if ((char === '|' || char === '>') && !this.flowLevel) return this.fetchBlockScalar();
    if (char === '"' || char === "'") return this.fetchQuoted();
    if (this.startsPlain(char)) return this.fetchPlain();
    this.fail('found character that cannot start any token');
  }

  private startsPlain(char: string): boolean {
    if (isBlankOrEnd(this.cursor.peek())) return false;
    if (!NO_PLAIN_START.has(char)) return true;
    if (char === '-') return !isBlank(this.cursor.peek(1));
    return !this.flowLevel && (char === '?' || char === ':') && !isBlankOrEnd(this.cursor.peek(1));
  }

  /** Skips space, comments and line breaks; a tab only where it cannot be taken for indentation. */
  private skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      if (cursor.column === 0 && cursor.peek() === BOM) cursor.skip();
      cursor.readPattern(SPACES);
      while (cursor.peek() === SPACE || (cursor.peek() === TAB && (this.flowLevel || !this.simpleKeyAllowed))) cursor.skip();
      if (cursor.peek() === 0x23) cursor.readWhile((code) => !isBreakOrEnd(code));
      if (!isBreak(cursor.peek())) return;
      cursor.readBreak();
      if (!this.flowLevel) this.simpleKeyAllowed = true;
    }
  }

  private fetchStreamEnd(): void {
    // The end always stands on a line of its own.
    if (this.cursor.column !== 0) {
      this.cursor.column = 0;
      this.cursor.line++;
    }
    this.unrollIndent(-1);
    this.removeSimpleKey();
    this.simpleKeyAllowed = false;
    this.push(token('stream end', this.cursor.mark()));
    this.ended = true;
  }

  private fetchDirective(): void {
    this.unrollIndent(-1);
    this.removeSimpleKey();
    this.simpleKeyAllowed = false;
    this.push(scanDirective(this.cursor));
  }

  private fetchDocumentIndicator(kind: TokenKind): void {
    this.unrollIndent(-1);
    this.removeSimpleKey();
    this.simpleKeyAllowed = false;
    this.pushIndicator(kind, 3);
  }

  private fetchFlowStart(kind: TokenKind): void {
    this.saveSimpleKey();
    this.simpleKeys.push(undefined);
    if (this.flowLevel > MAX_DEPTH) this.fail(`exceeded max depth of ${MAX_DEPTH}`);
    this.simpleKeyAllowed = true;
    this.pushIndicator(kind);
  }

  private fetchFlowEnd(kind: TokenKind): void {
    this.removeSimpleKey();
    if (this.flowLevel) this.simpleKeys.pop();
    this.simpleKeyAllowed = false;
    this.pushIndicator(kind);
  }

  private fetchFlowEntry(): void {
    this.removeSimpleKey();
    this.simpleKeyAllowed = true;
    this.pushIndicator('flow entry');
  }

  private fetchBlockEntry(): void {
    // In a flow it is the parser that complains.
    if (!this.flowLevel) {
      if (!this.simpleKeyAllowed) this.fail('block sequence entries are not allowed in this context');
      this.rollIndent(this.cursor.column, 'block sequence start', this.cursor.mark());
    }
    this.removeSimpleKey();
    this.simpleKeyAllowed = true;
    this.pushIndicator('block entry');
  }

  private fetchKey(): void {
    if (!this.flowLevel) {
      if (!this.simpleKeyAllowed) this.fail('mapping keys are not allowed in this context');
      this.rollIndent(this.cursor.column, 'block mapping start', this.cursor.mark());
    }
    this.removeSimpleKey();
    this.simpleKeyAllowed = !this.flowLevel;
    this.pushIndicator('key');
  }

  private fetchValue(): void {
    const level = this.flowLevel;
    if (this.isValid(level)) {
      const key = this.simpleKeys[level]!;
      this.insert(key.token, token('key', key.mark));
      this.rollIndent(key.mark.column, 'block mapping start', key.mark, key.token);
      this.simpleKeys[level] = undefined;
      this.simpleKeyAllowed = false;
    } else {
      if (!level) {
        if (!this.simpleKeyAllowed) this.fail('mapping values are not allowed in this context');
        this.rollIndent(this.cursor.column, 'block mapping start', this.cursor.mark());
      }
      this.simpleKeyAllowed = !level;
    }
    this.pushIndicator('value');
  }

  private fetchAnchor(kind: 'alias' | 'anchor'): void {
    this.saveSimpleKey();
    this.simpleKeyAllowed = false;
    const start = this.cursor.mark();
    this.cursor.skip();
    const name = this.cursor.readWhile(isWord);
    const after = this.cursor.peek();
    if (!name || !(isBlankOrEnd(after) || '?:,]}%@`'.includes(String.fromCharCode(after)))) {
      this.fail('did not find expected alphabetic or numeric character', start);
    }
    this.push(token(kind, start, name));
  }

  private fetchTag(): void {
    this.saveSimpleKey();
    this.simpleKeyAllowed = false;
    this.push(scanTag(this.cursor));
  }

  private fetchBlockScalar(): void {
    this.removeSimpleKey();
    this.simpleKeyAllowed = true;
    const start = this.cursor.mark();
    this.push(token('scalar', start, scanBlock(this.cursor, this.indent)));
  }

  private fetchQuoted(): void {
    this.saveSimpleKey();
    this.simpleKeyAllowed = false;
    const start = this.cursor.mark();
    this.push(token('scalar', start, scanQuoted(this.cursor)));
  }

  private fetchPlain(): void {
    this.saveSimpleKey();
    this.simpleKeyAllowed = false;
    const start = this.cursor.mark();
    const { value, lines } = scanPlain(this.cursor, this.flowLevel > 0, this.indent + 1);
    if (lines) this.simpleKeyAllowed = true;
    this.push(token('scalar', start, value, '', true));
  }

  private saveSimpleKey(): void {
    if (!this.simpleKeyAllowed) return;
    const required = !this.flowLevel && this.indent === this.cursor.column;
    this.removeSimpleKey();
    this.simpleKeys[this.flowLevel] = { required, token: this.taken + this.queue.length - this.head, mark: this.cursor.mark() };
  }

  private removeSimpleKey(): void {
    const key = this.simpleKeys[this.flowLevel];
    if (key?.required) this.fail("could not find expected ':'", key.mark);
    this.simpleKeys[this.flowLevel] = undefined;
  }

  private rollIndent(column: number, kind: TokenKind, mark: Mark, before?: number): void {
    if (this.flowLevel || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    if (this.indents.length > MAX_DEPTH) this.fail(`exceeded max depth of ${MAX_DEPTH}`);
    if (before === undefined) this.push(token(kind, mark));
    else this.insert(before, token(kind, mark));
  }

  private unrollIndent(column: number): void {
    if (this.flowLevel) return;
    while (this.indent > column) {
      this.push(token('block end', this.cursor.mark()));
      this.indent = this.indents.pop()!;
    }
  }

  private pushIndicator(kind: TokenKind, length = 1): void {
    this.push(token(kind, this.cursor.mark()));
    this.cursor.skip(length);
  }

  private push(next: Token): void {
    this.queue.push(next);
  }

  /** Puts a token before the one with that number. */
  private insert(number: number, next: Token): void {
    this.queue.splice(this.head + number - this.taken, 0, next);
  }

  private fail(problem: string, context: Mark = this.cursor.mark()): never {
    throw scannerError(problem, this.cursor.mark(), context);
  }
}
