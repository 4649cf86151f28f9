/** fmt.Sprintf for the values of a template. */
import { formatFloat, quote, printGoSyntax, sortedKeys, type GoValue } from '../gofmt.ts';
import { Complex, Float, Int, isInt64, isMap, print, typeName, withSign, type Value } from './values.ts';

interface Directive {
  flags: string;
  width: number;
  /** undefined where there is no point. */
  precision: number | undefined;
  verb: string;
}

const FLAGS = /[-+# 0]*/y;
const DIGITS = /\d*/y;
const INDEX = /\[([^\]]*)\]/y;
/** More than this fmt takes for no width. */
const WIDEST = 1e6;

export function sprintf(format: string, values: Value[]): string {
  return new Formatter(format, values).run();
}

class Formatter {
  private at = 0;
  private used = 0;
  private reordered = false;
  private goodIndex = true;
  private out = '';

  constructor(
    private readonly format: string,
    private readonly values: Value[],
  ) {}

  run(): string {
    for (;;) {
      const percent = this.format.indexOf('%', this.at);
      this.out += this.format.slice(this.at, percent < 0 ? undefined : percent);
      if (percent < 0) break;
      this.at = percent + 1;
      this.directive();
    }
    const extra = this.reordered ? [] : this.values.slice(this.used);
    return extra.length ? `${this.out}%!(EXTRA ${extra.map(extraText).join(', ')})` : this.out;
  }

  private directive(): void {
    this.goodIndex = true;
    let flags = this.take(FLAGS);
    let indexed = this.index();
    let width = this.star('%!(BADWIDTH)');
    if (width === undefined) {
      const digits = this.take(DIGITS);
      if (indexed && digits) this.goodIndex = false;
      width = Number(digits);
    } else indexed = false;
    if (width < 0) flags += '-';
    let precision: number | undefined;
    if (this.format[this.at] === '.') {
      this.at++;
      if (indexed) this.goodIndex = false;
      indexed = this.index();
      const given = this.star('%!(BADPREC)', 0);
      if (given !== undefined) indexed = false;
      precision = given ?? Number(this.take(DIGITS));
      if (Number.isNaN(precision)) precision = undefined;
    }
    if (!indexed) this.index();
    const verb = String.fromCodePoint(this.format.codePointAt(this.at) ?? 0);
    if (this.at >= this.format.length) this.out += '%!(NOVERB)';
    else this.value({ flags, width: Math.abs(width || 0), precision, verb });
    this.at += verb.length;
  }

  private value(directive: Directive): void {
    if (directive.verb === '%') this.out += '%';
    else if (!this.goodIndex) this.out += `%!${directive.verb}(BADINDEX)`;
    else if (this.used >= this.values.length) this.out += `%!${directive.verb}(MISSING)`;
    else this.out += formatOne(directive, this.values[this.used++]);
  }

  /** `[2]`: which value comes next. */
  private index(): boolean {
    if (this.format[this.at] !== '[') return false;
    this.reordered = true;
    INDEX.lastIndex = this.at;
    const match = INDEX.exec(this.format);
    this.at += match ? match[0].length : 1;
    const place = match && /^\d+$/.test(match[1]) ? Number(match[1]) : 0;
    const good = place >= 1 && place <= this.values.length;
    if (good) this.used = place - 1;
    else this.goodIndex = false;
    return good;
  }

  /** The number that `*` takes from the values: NaN where that is none or less than `least`, undefined where there is no `*`. */
  private star(problem: string, least = -WIDEST): number | undefined {
    if (this.format[this.at] !== '*') return undefined;
    this.at++;
    const value = this.used < this.values.length ? this.values[this.used++] : undefined;
    const size = value instanceof Int ? value.value : isInt64(value) ? value : NaN;
    if (size >= least && size <= WIDEST) return size;
    this.out += problem;
    return NaN;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.format)![0];
    this.at += text.length;
    return text;
  }
}

function extraText(value: Value): string {
  return value === null || value === undefined ? '<nil>' : `${typeName(value)}=${print(value)}`;
}

function formatOne(directive: Directive, value: Value): string {
  const { flags, verb } = directive;
  if (verb === 'T') return pad(typeName(value), directive);
  if (value === null || value === undefined) return verb === 'v' ? pad('<nil>', directive) : `%!${verb}(<nil>)`;
  if (verb === 'v' && flags.includes('#')) return pad(goSyntax(value), directive);
  if (Array.isArray(value)) return `[${value.map((item) => formatOne(directive, item as Value)).join(' ')}]`;
  if (isMap(value)) {
    const entries = sortedKeys(value).map((key) => `${formatOne(directive, key)}:${formatOne(directive, value[key] as Value)}`);
    return `map[${entries.join(' ')}]`;
  }
  if (value instanceof Complex) return formatComplex(directive, value);
  const text = formatVerb(directive, value);
  if (text !== undefined) return pad(text, directive);
  return verb === 'v' ? pad(print(value), directive) : badVerb(directive, value);
}

function badVerb(directive: Directive, value: Value): string {
  return `%!${directive.verb}(${typeName(value)}=${formatOne({ ...directive, verb: 'v' }, value)})`;
}

/** Both parts stand under the directive, the width too. */
function formatComplex(directive: Directive, { real, imaginary }: Complex): string {
  const verb = directive.verb === 'v' ? 'g' : directive.verb;
  const part = (value: number, flags: string): string | undefined => formatNumber({ ...directive, flags, verb }, value);
  const [first, second] = [part(real, directive.flags), part(imaginary, `${directive.flags}+`)];
  if (first === undefined || second === undefined) return badVerb(directive, new Complex(real, imaginary));
  return `(${pad(first, directive)}${pad(withSign(second), directive)}i)`;
}

function goSyntax(value: NonNullable<Value>): string {
  if (value instanceof Complex) return print(value);
  if (value instanceof Float) return formatFloat(value.value);
  return value instanceof Int ? String(value.value) : printGoSyntax(value as GoValue);
}

/** The value under the verb; undefined where the verb is not for its type. */
function formatVerb(directive: Directive, value: NonNullable<Value>): string | undefined {
  if (value instanceof Int) return formatInt(directive, value.value);
  if (isInt64(value)) return formatInt(directive, value);
  if (value instanceof Float) return formatNumber(directive, value.value);
  if (typeof value === 'number') return formatNumber(directive, value);
  if (typeof value === 'string') return formatString(directive, value);
  return typeof value === 'boolean' && directive.verb === 't' ? String(value) : undefined;
}

function formatString({ verb, precision, flags }: Directive, text: string): string | undefined {
  const cut = precision === undefined ? text : [...text].slice(0, precision).join('');
  if (verb === 's' || verb === 'v') return cut;
  if (verb === 'q') return flags.includes('#') && !cut.includes('`') ? `\`${cut}\`` : quote(cut);
  if (verb !== 'x' && verb !== 'X') return undefined;
  const hex = [...new TextEncoder().encode(cut)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return verb === 'X' ? hex.toUpperCase() : hex;
}

const PREFIXES: Record<string, string> = { b: '0b', o: '0', x: '0x', X: '0X' };
const BASES: Record<string, number> = { b: 2, o: 8, d: 10, v: 10, x: 16, X: 16 };

function formatInt({ verb, flags, precision }: Directive, value: number): string | undefined {
  if (verb === 'c') return String.fromCodePoint(value);
  if (verb === 'q') return `'${quote(String.fromCodePoint(value)).slice(1, -1).replace('\\"', '"').replace(/^'$/, "\\'")}'`;
  if (verb === 'U') return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
  if (!BASES[verb]) return undefined;
  const digits = Math.abs(value)
    .toString(BASES[verb])
    .padStart(precision ?? 0, '0');
  const prefix = flags.includes('#') ? (PREFIXES[verb] ?? '') : '';
  return signed(`${value < 0 ? '-' : ''}${prefix}${verb === 'X' ? digits.toUpperCase() : digits}`, flags);
}

function formatNumber({ verb, precision, flags }: Directive, value: number): string | undefined {
  switch (verb === 'v' ? 'g' : verb.toLowerCase()) {
    case 'f':
      return signed(value.toFixed(precision ?? 6), flags);
    case 'e':
      return signed(exponent(value.toExponential(precision ?? 6), verb), flags);
    case 'g':
      return signed(precision === undefined ? formatFloat(value) : exponent(String(Number(value.toPrecision(precision || 1))), 'e'), flags);
    default:
      return undefined;
  }
}

/** Go writes an exponent with two digits. */
function exponent(text: string, letter: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2').replace('e', letter);
}

function signed(text: string, flags: string): string {
  if (text.startsWith('-')) return text;
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text;
}

function pad(text: string, { flags, width, verb }: Directive): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + text;
  const sign = /^[+-]/.test(text) && !'sqv'.includes(verb) ? text[0] : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}
