/** What Go's encoding/json says of a text that is no JSON. After encoding/json/scanner.go, whose states the functions are. */
interface Scan {
  text: string;
  at: number;
}

class SyntaxFault extends Error {}

const END = 'unexpected end of JSON input';

/** The message for the first fault, `invalid character 'x' looking for beginning of value`; for sound JSON the end-of-input one. */
export function syntaxError(text: string): string {
  const scan = { text, at: 0 };
  try {
    value(scan);
    space(scan);
    if (scan.at < text.length) fail(scan, 'after top-level value');
    return END;
  } catch (fault) {
    if (fault instanceof SyntaxFault) return fault.message;
    throw fault;
  }
}

function fail(scan: Scan, context: string): never {
  const char = scan.text[scan.at];
  throw new SyntaxFault(char === undefined ? END : `invalid character ${quoteChar(char)} ${context}`);
}

/** Go's quoteChar: a byte between single quotes. */
function quoteChar(char: string): string {
  if (char === "'") return "'\\''";
  if (char === '"') return "'\"'";
  return `'${JSON.stringify(char).slice(1, -1).replace(/\\u00([0-9a-f]{2})/, '\\x$1')}'`;
}

const space = (scan: Scan): void => {
  while (/[ \t\r\n]/.test(scan.text[scan.at] ?? '')) scan.at++;
};

function value(scan: Scan): void {
  space(scan);
  const char = scan.text[scan.at];
  if (char === '{') return object(scan);
  if (char === '[') return array(scan);
  if (char === '"') return string(scan);
  if (char === 't') return literal(scan, 'true');
  if (char === 'f') return literal(scan, 'false');
  if (char === 'n') return literal(scan, 'null');
  if (char !== undefined && /[-0-9]/.test(char)) return number(scan);
  fail(scan, 'looking for beginning of value');
}

function object(scan: Scan): void {
  scan.at++;
  for (let first = true; ; first = false) {
    space(scan);
    if (first && scan.text[scan.at] === '}') break;
    if (scan.text[scan.at] !== '"') fail(scan, 'looking for beginning of object key string');
    string(scan);
    space(scan);
    if (scan.text[scan.at] !== ':') fail(scan, 'after object key');
    scan.at++;
    value(scan);
    space(scan);
    if (scan.text[scan.at] === '}') break;
    if (scan.text[scan.at] !== ',') fail(scan, 'after object key:value pair');
    scan.at++;
  }
  scan.at++;
}

function array(scan: Scan): void {
  scan.at++;
  for (let first = true; ; first = false) {
    space(scan);
    if (first && scan.text[scan.at] === ']') break;
    value(scan);
    space(scan);
    if (scan.text[scan.at] === ']') break;
    if (scan.text[scan.at] !== ',') fail(scan, 'after array element');
    scan.at++;
  }
  scan.at++;
}

function string(scan: Scan): void {
  for (scan.at++; scan.text[scan.at] !== '"'; scan.at++) {
    const char = scan.text[scan.at];
    if (char === undefined || char < ' ') fail(scan, 'in string literal');
    if (char === '\\') escape(scan);
  }
  scan.at++;
}

function escape(scan: Scan): void {
  scan.at++;
  const char = scan.text[scan.at] ?? '';
  if (!/["\\/bfnrtu]/.test(char)) fail(scan, 'in string escape code');
  if (char !== 'u') return;
  for (let i = 0; i < 4; i++) {
    scan.at++;
    if (!/[0-9a-fA-F]/.test(scan.text[scan.at] ?? '')) fail(scan, 'in \\u hexadecimal character escape');
  }
}

function literal(scan: Scan, word: string): void {
  for (let i = 0; i < word.length; i++, scan.at++) {
    if (scan.text[scan.at] !== word[i]) fail(scan, `in literal ${word} (expecting '${word[i]}')`);
  }
}

function number(scan: Scan): void {
  const digits = (context: string): void => {
    if (!/[0-9]/.test(scan.text[scan.at] ?? '')) fail(scan, context);
    while (/[0-9]/.test(scan.text[scan.at] ?? '')) scan.at++;
  };
  if (scan.text[scan.at] === '-') scan.at++;
  if (scan.text[scan.at] === '0') scan.at++;
  else digits('in numeric literal');
  if (scan.text[scan.at] === '.') {
    scan.at++;
    digits('after decimal point in numeric literal');
  }
  if (/[eE]/.test(scan.text[scan.at] ?? '')) {
    scan.at++;
    if (/[+-]/.test(scan.text[scan.at] ?? '')) scan.at++;
    digits('in exponent of numeric literal');
  }
}
