/** fmt.Sprintf for the values of a template. */
import { formatFloat, quote, printGoSyntax, type GoValue } from '../gofmt.ts';
import { Float, Int, isInt64, print, typeName, type Value } from './values.ts';

const DIRECTIVE = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d+)?)?(.?)/gsu;

interface Directive {
  flags: string;
  width: number;
  /** undefined where there is no point. */
  precision: number | undefined;
  verb: string;
}

export function sprintf(format: string, values: Value[]): string {
  let used = 0;
  const text = format.replace(DIRECTIVE, (all, flags: string, width: string | undefined, precision: string | undefined, verb: string) => {
    const size = (part: string | undefined): number => (part === '*' ? starArgument() : Number(part ?? 0));
    const directive: Directive = { flags, width: size(width), precision: all.includes('.') ? size(precision) : undefined, verb };
    if (verb === '%') return '%';
    if (verb === '') return '%!(NOVERB)';
    if (used >= values.length) return `%!${verb}(MISSING)`;
    return formatOne(directive, values[used++]);
  });
  if (used >= values.length) return text;
  const extra = values.slice(used).map((value) => (value === null || value === undefined ? '<nil>' : `${typeName(value)}=${print(value)}`));
  return `${text}%!(EXTRA ${extra.join(', ')})`;

  function starArgument(): number {
    const value = values[used++];
    return value instanceof Int ? value.value : isInt64(value) ? value : 0;
  }
}

function formatOne(directive: Directive, value: Value): string {
  const { flags, verb } = directive;
  if (verb === 'T') return pad(typeName(value), directive);
  if (value === null || value === undefined) return verb === 'v' ? pad('<nil>', directive) : `%!${verb}(<nil>)`;
  if (verb === 'v') return pad(flags.includes('#') ? goSyntax(value) : print(value), directive);
  if (Array.isArray(value)) return `[${value.map((item) => formatOne(directive, item as Value)).join(' ')}]`;
  const text = formatVerb(directive, value);
  return text === undefined ? `%!${verb}(${typeName(value)}=${print(value)})` : pad(text, directive);
}

function goSyntax(value: NonNullable<Value>): string {
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
  if (verb === 's') return cut;
  if (verb === 'q') return flags.includes('#') && !cut.includes('`') ? `\`${cut}\`` : quote(cut);
  if (verb !== 'x' && verb !== 'X') return undefined;
  const hex = [...new TextEncoder().encode(cut)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return verb === 'X' ? hex.toUpperCase() : hex;
}

const PREFIXES: Record<string, string> = { b: '0b', o: '0', x: '0x', X: '0X' };
const BASES: Record<string, number> = { b: 2, o: 8, d: 10, x: 16, X: 16 };

function formatInt({ verb, flags }: Directive, value: number): string | undefined {
  if (verb === 'c') return String.fromCodePoint(value);
  if (verb === 'q') return `'${String.fromCodePoint(value)}'`;
  if (verb === 'U') return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
  if (!BASES[verb]) return undefined;
  const digits = Math.abs(value).toString(BASES[verb]);
  const prefix = flags.includes('#') ? (PREFIXES[verb] ?? '') : '';
  return signed(`${value < 0 ? '-' : ''}${prefix}${verb === 'X' ? digits.toUpperCase() : digits}`, flags);
}

function formatNumber({ verb, precision, flags }: Directive, value: number): string | undefined {
  switch (verb.toLowerCase()) {
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
