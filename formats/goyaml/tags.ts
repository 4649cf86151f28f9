/** Scanning `!tags` and `%DIRECTIVES`. */
import { isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isHex, isWord } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { Mark } from './errors.ts';
import { token, type Token } from './tokens.ts';

/** What `!!` stands for. */
export const YAML_TAG = 'tag:yaml.org,2002:';

const BANG = 0x21;
const PERCENT = 0x25;
const URI_PUNCTUATION = new Set([...";/?:@&=+$,.!~*'()[]%"].map((char) => char.charCodeAt(0)));

/** A tag: `!<uri>`, `!handle!suffix`, `!suffix` or `!`. */
export function scanTag(cursor: Cursor): Token {
  const start = cursor.mark();
  let handle = '';
  let suffix: string;
  if (cursor.text[cursor.index + 1] === '<') {
    cursor.skip(2);
    suffix = scanUri(cursor, '', start);
    if (cursor.text[cursor.index] !== '>') cursor.fail("did not find the expected '>'", start);
    cursor.skip();
  } else {
    handle = scanHandle(cursor, false, start);
    if (handle.length > 1 && handle.endsWith('!')) {
      suffix = scanUri(cursor, '', start);
    } else {
      suffix = scanUri(cursor, handle, start);
      handle = suffix === '' ? '' : '!';
      if (suffix === '') suffix = '!';
    }
  }
  if (!isBlankOrEnd(cursor.peek())) cursor.fail('did not find expected whitespace or line break', start);
  return token('tag', start, handle, suffix);
}

/** `!`, `!word` or `!word!`. */
function scanHandle(cursor: Cursor, directive: boolean, start: Mark): string {
  if (cursor.peek() !== BANG) cursor.fail("did not find expected '!'", start);
  let handle = cursor.read() + cursor.readWhile(isWord);
  if (cursor.peek() === BANG) handle += cursor.read();
  else if (directive && handle !== '!') cursor.fail("did not find expected '!'", start);
  return handle;
}

/** A URI; `head`, a handle that turned out to be none, belongs to it but for its `!`. */
function scanUri(cursor: Cursor, head: string, start: Mark): string {
  let uri = head.slice(1);
  let any = head !== '';
  for (; isWord(cursor.peek()) || URI_PUNCTUATION.has(cursor.peek()); any = true) {
    uri += cursor.peek() === PERCENT ? scanUriEscapes(cursor, start) : cursor.read();
  }
  if (!any) cursor.fail('did not find expected tag URI', start);
  return uri;
}

/** One character from its escaped UTF-8. */
function scanUriEscapes(cursor: Cursor, start: Mark): string {
  const bytes: number[] = [];
  let width = 0;
  do {
    if (cursor.peek() !== PERCENT || !isHex(cursor.peek(1)) || !isHex(cursor.peek(2))) cursor.fail('did not find URI escaped octet', start);
    const octet = parseInt(cursor.text.slice(cursor.index + 1, cursor.index + 3), 16);
    if (!bytes.length) {
      width = octet < 0x80 ? 1 : (octet & 0xe0) === 0xc0 ? 2 : (octet & 0xf0) === 0xe0 ? 3 : (octet & 0xf8) === 0xf0 ? 4 : 0;
      if (!width) cursor.fail('found an incorrect leading UTF-8 octet', start);
    } else if ((octet & 0xc0) !== 0x80) {
      cursor.fail('found an incorrect trailing UTF-8 octet', start);
    }
    bytes.push(octet);
    cursor.skip(3);
  } while (bytes.length < width);
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** `%YAML 1.1` or `%TAG !handle! prefix`, to the end of its line. */
export function scanDirective(cursor: Cursor): Token {
  const start = cursor.mark();
  cursor.skip();
  const name = cursor.readWhile(isWord);
  if (!name) cursor.fail('could not find expected directive name', start);
  if (!isBlankOrEnd(cursor.peek())) cursor.fail('found unexpected non-alphabetical character', start);
  const directive = name === 'YAML' ? scanVersion(cursor, start) : name === 'TAG' ? scanTagDirective(cursor, start) : undefined;
  if (!directive) return cursor.fail('found unknown directive name', start);
  cursor.readWhile(isBlank);
  if (cursor.peek() === 0x23) cursor.readWhile((code) => !isBreakOrEnd(code));
  if (!isBreakOrEnd(cursor.peek())) cursor.fail('did not find expected comment or line break', start);
  cursor.readBreak();
  return directive;
}

function scanVersion(cursor: Cursor, start: Mark): Token {
  cursor.readWhile(isBlank);
  const major = scanVersionNumber(cursor, start);
  if (cursor.peek() !== 0x2e) cursor.fail("did not find expected digit or '.' character", start);
  cursor.skip();
  return token('version directive', start, `${major}.${scanVersionNumber(cursor, start)}`);
}

function scanVersionNumber(cursor: Cursor, start: Mark): number {
  const digits = cursor.readWhile(isDigit);
  if (!digits) cursor.fail('did not find expected version number', start);
  if (digits.length > 9) cursor.fail('found extremely long version number', start);
  return Number(digits);
}

function scanTagDirective(cursor: Cursor, start: Mark): Token {
  cursor.readWhile(isBlank);
  const handle = scanHandle(cursor, true, start);
  if (!isBlank(cursor.peek())) cursor.fail('did not find expected whitespace', start);
  cursor.readWhile(isBlank);
  const prefix = scanUri(cursor, '', start);
  if (!isBlankOrEnd(cursor.peek())) cursor.fail('did not find expected whitespace or line break', start);
  return token('tag directive', start, handle, prefix);
}
