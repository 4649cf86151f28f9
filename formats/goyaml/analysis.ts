/** In which styles a text can be written: libyaml's analysis of scalars. */
import { isBlankOrEnd, isBreak } from './characters.ts';

export interface Analysis {
  multiline: boolean;
  /** Whether it can stand without quotes in a block. */
  plain: boolean;
  single: boolean;
  /** Whether it can be a literal block. */
  block: boolean;
}

const FIRST_INDICATORS = new Set('#,[]{}&*!|>\'"%@`');
/** Text that needs no look at its characters one by one. */
const SIMPLE = /^[A-Za-z0-9_/.(][A-Za-z0-9_/.()=+,-]*$/;

export function analyse(text: string): Analysis {
  if (text === '') return { multiline: false, plain: true, single: true, block: false };
  if (SIMPLE.test(text) && !text.startsWith('...')) return { multiline: false, plain: true, single: true, block: true };
  const chars = [...text];
  let indicator = text.startsWith('---') || text.startsWith('...');
  let special = false;
  let multiline = false;
  let breakThenSpace = false;
  let spaceThenBreak = false;
  chars.forEach((char, i) => {
    const code = char.charCodeAt(0);
    if (isIndicator(chars, i)) indicator = true;
    if (!isPrintable(char)) special = true;
    if (isBreak(code)) {
      multiline = true;
      if (chars[i - 1] === ' ') spaceThenBreak = true;
    } else if (char === ' ' && i > 0 && isBreak(chars[i - 1].charCodeAt(0))) {
      breakThenSpace = true;
    }
  });
  const first = edge(chars[0]);
  const last = edge(chars[chars.length - 1]);
  const unwritable = spaceThenBreak || special;
  return {
    multiline,
    plain: !(first || last || breakThenSpace || unwritable || multiline || indicator),
    single: !(breakThenSpace || unwritable),
    block: !(last === 'space' || unwritable),
  };
}

function isIndicator(chars: string[], i: number): boolean {
  const char = chars[i];
  const followedBySpace = i + 1 === chars.length || isBlankOrEnd(chars[i + 1].charCodeAt(0));
  if (i === 0 && FIRST_INDICATORS.has(char)) return true;
  if (i === 0 && (char === '-' || char === '?')) return followedBySpace;
  if (char === ':') return followedBySpace;
  return char === '#' && isBlankOrEnd(chars[i - 1].charCodeAt(0));
}

function edge(char: string): 'space' | 'break' | undefined {
  if (char === ' ') return 'space';
  return isBreak(char.charCodeAt(0)) ? 'break' : undefined;
}

/** go-yaml v2 prints no tabs, and nothing beyond the basic multilingual plane. */
export function isPrintable(char: string): boolean {
  const code = char.codePointAt(0)!;
  if (code < 0x7f) return code === 0x0a || code >= 0x20;
  return code >= 0xa0 && code < 0xfffe && code !== 0xfeff && !(code >= 0xd800 && code <= 0xdfff);
}

const NAMED: Record<string, string> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

/** A character in a double-quoted scalar that cannot stand there as it is. */
export function escapeChar(char: string): string {
  if (NAMED[char]) return `\\${NAMED[char]}`;
  const code = char.codePointAt(0)!;
  // A lone surrogate cannot stand in UTF-8.
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
