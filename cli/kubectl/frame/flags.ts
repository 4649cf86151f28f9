/** Reads options as github.com/spf13/pflag does, messages included. */
import { FrameError } from './errors.ts';
import type { FlagSpec, FlagValue } from './types.ts';
import { parseDuration } from './duration.ts';

export class Flags {
  private readonly values = new Map<string, FlagValue>();
  /** The options of the command line as they came, each as `--name=value`. */
  readonly given: string[] = [];
  constructor(readonly specs: readonly FlagSpec[]) {}

  /** Whether the command line named it. */
  changed(name: string): boolean {
    return this.values.has(name);
  }
  has(name: string): boolean {
    return this.specs.some((spec) => spec.name === name);
  }
  set(name: string, value: FlagValue): void {
    this.values.set(name, value);
  }
  string(name: string): string {
    return this.value(name, '') as string;
  }
  bool(name: string): boolean {
    return this.value(name, false) as boolean;
  }
  /** A number; a duration in milliseconds. */
  number(name: string): number {
    return this.value(name, 0) as number;
  }
  list(name: string): string[] {
    return this.value(name, []) as string[];
  }
  private value(name: string, empty: FlagValue): FlagValue {
    return this.values.get(name) ?? this.specs.find((spec) => spec.name === name)?.default ?? empty;
  }
}

export interface ParsedLine {
  flags: Flags;
  args: string[];
  dashAt: number;
  /** -h or --help was there. */
  help: boolean;
  /** Lines for stderr: options that are deprecated. */
  notices: string[];
}

/** Parses a command's arguments. Throws FrameError with pflag's words. */
export function parseFlags(line: readonly string[], specs: readonly FlagSpec[]): ParsedLine {
  const parsed: ParsedLine = { flags: new Flags(specs), args: [], dashAt: -1, help: false, notices: [] };
  const rest = [...line];
  while (rest.length) {
    const word = rest.shift()!;
    if (word.length < 2 || word[0] !== '-') {
      parsed.args.push(word);
    } else if (word === '--') {
      parsed.dashAt = parsed.args.length;
      parsed.args.push(...rest.splice(0));
    } else if (word.startsWith('--')) {
      readLong(word, rest, parsed);
    } else {
      readShorts(word, rest, parsed);
    }
    if (parsed.help) return parsed;
  }
  return parsed;
}

function readLong(word: string, rest: string[], parsed: ParsedLine): void {
  const body = word.slice(2);
  if (body[0] === '-' || body[0] === '=') throw new FrameError(`bad flag syntax: ${word}`);
  const equals = body.indexOf('=');
  const name = equals < 0 ? body : body.slice(0, equals);
  const spec = parsed.flags.specs.find((one) => one.name === name);
  if (!spec) {
    if (name === 'help') return void (parsed.help = true);
    throw new FrameError(`unknown flag: --${name}`);
  }
  if (equals >= 0) return assign(spec, body.slice(equals + 1), parsed);
  if (aloneValue(spec) !== undefined) return assign(spec, aloneValue(spec)!, parsed);
  if (!rest.length) throw new FrameError(`flag needs an argument: ${word}`);
  assign(spec, rest.shift()!, parsed);
}

/** A cluster such as `-Aoyaml`: each letter an option, the first that takes a value takes the rest. */
function readShorts(word: string, rest: string[], parsed: ParsedLine): void {
  for (let letters = word.slice(1); letters; letters = letters.slice(1)) {
    const letter = letters[0]!;
    const spec = parsed.flags.specs.find((one) => one.short === letter);
    if (!spec) {
      if (letter === 'h') return void (parsed.help = true);
      throw new FrameError(`unknown shorthand flag: '${letter}' in -${letters}`);
    }
    if (letters.length > 2 && letters[1] === '=') return assign(spec, letters.slice(2), parsed);
    const alone = aloneValue(spec);
    if (alone !== undefined) {
      assign(spec, alone, parsed);
      continue;
    }
    if (letters.length > 1) return assign(spec, letters.slice(1), parsed);
    if (!rest.length) throw new FrameError(`flag needs an argument: '${letter}' in -${letters}`);
    return assign(spec, rest.shift()!, parsed);
  }
}

export const aloneValue = (spec: FlagSpec): string | undefined => spec.alone ?? (spec.type === 'bool' ? 'true' : undefined);

function assign(spec: FlagSpec, text: string, parsed: ParsedLine): void {
  const read = READERS[spec.type](text);
  if (typeof read === 'object' && 'error' in read) {
    const name = spec.short ? `-${spec.short}, --${spec.name}` : `--${spec.name}`;
    throw new FrameError(`invalid argument ${JSON.stringify(text)} for "${name}" flag: ${read.error}`);
  }
  if (spec.deprecated && !parsed.flags.changed(spec.name))
    parsed.notices.push(`Flag --${spec.name} has been deprecated, ${spec.deprecated}\n`);
  parsed.flags.given.push(`--${spec.name}=${text}`);
  const before = parsed.flags.changed(spec.name) ? parsed.flags.list(spec.name) : [];
  parsed.flags.set(spec.name, Array.isArray(read) ? [...before, ...read] : read);
}

type Read = FlagValue | { error: string };
const BOOLEANS: Record<string, boolean> = {
  1: true,
  t: true,
  T: true,
  true: true,
  TRUE: true,
  True: true,
  0: false,
  f: false,
  F: false,
  false: false,
  FALSE: false,
  False: false,
};
const READERS: Record<FlagSpec['type'], (text: string) => Read> = {
  bool: (text) =>
    Object.hasOwn(BOOLEANS, text) ? BOOLEANS[text]! : { error: `strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax` },
  string: (text) => text,
  int: readInteger,
  duration: (text) => {
    const milliseconds = parseDuration(text);
    return typeof milliseconds === 'number' ? milliseconds : milliseconds;
  },
  strings: (text) => readCsv(text),
  array: (text) => [text],
};

function readInteger(text: string): Read {
  const quoted = JSON.stringify(text);
  if (!/^[+-]?(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][0-9_]*)$/.test(text))
    return { error: `strconv.ParseInt: parsing ${quoted}: invalid syntax` };
  const sign = text[0] === '-' ? -1 : 1;
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '');
  const value = sign * (/^0[0-7]+$/.test(digits) ? parseInt(digits, 8) : Number(digits));
  if (!Number.isSafeInteger(value)) return { error: `strconv.ParseInt: parsing ${quoted}: value out of range` };
  return value;
}

/** One line of encoding/csv: cells between commas, quoted ones with anything in them. */
function readCsv(text: string): Read {
  if (text === '') return [];
  const cells: string[] = [];
  for (let rest = text; ;) {
    const quoted = /^"((?:[^"]|"")*)"(,|$)/.exec(rest);
    if (rest[0] === '"' && !quoted)
      return { error: 'parse error on line 1, column ' + (text.length + 1) + ': extraneous or missing " in quoted-field' };
    const end = quoted ? quoted[0].length - quoted[2]!.length : rest.indexOf(',') < 0 ? rest.length : rest.indexOf(',');
    const cell = quoted ? quoted[1]!.replaceAll('""', '"') : rest.slice(0, end);
    if (!quoted && cell.includes('"'))
      return { error: `parse error on line 1, column ${cell.indexOf('"') + 1}: bare " in non-quoted-field` };
    cells.push(cell);
    if (end >= rest.length) return cells;
    rest = rest.slice(end + 1);
  }
}
