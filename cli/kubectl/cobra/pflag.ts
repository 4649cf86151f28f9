/** Reads flags as spf13/pflag does: interspersed, `--name=value`, `--name value`, `-n value`, `-nvalue`, clusters of shorthands. */
import { quote } from '../../../formats/gofmt.ts';
import type { Flag, Flags, FlagValue } from './types.ts';

/** What is wrong with the flags, in pflag's words. */
export class FlagError extends Error {}

/** `--help` or `-h` was given. */
export class HelpWanted extends Error {}

export interface Parsed {
  flags: Flags;
  args: string[];
}

export function parseFlags(argv: readonly string[], known: readonly Flag[]): Parsed {
  const values = new Map<string, FlagValue>();
  const byName = new Map(known.map((flag) => [flag.name, flag]));
  const byShort = new Map(known.filter((flag) => flag.short).map((flag) => [flag.short!, flag]));
  const args: string[] = [];
  const rest = [...argv];

  function set(flag: Flag, text: string): void {
    const value = READ[flag.type](text);
    if (typeof value === 'object' && 'problem' in value) {
      const name = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
      throw new FlagError(`invalid argument ${quote(text)} for ${quote(name)} flag: ${value.problem}`);
    }
    values.set(flag.name, Array.isArray(value) ? [...((values.get(flag.name) as string[]) ?? []), ...value] : value);
  }

  function long(token: string): void {
    const body = token.slice(2);
    if (!body || body[0] === '-' || body[0] === '=') throw new FlagError(`bad flag syntax: ${token}`);
    const at = body.indexOf('=');
    const name = at < 0 ? body : body.slice(0, at);
    const flag = byName.get(name);
    if (!flag) {
      if (name === 'help') throw new HelpWanted();
      throw new FlagError(`unknown flag: --${name}`);
    }
    if (at >= 0) return set(flag, body.slice(at + 1));
    if (bareOf(flag) !== undefined) return set(flag, bareOf(flag)!);
    if (!rest.length) throw new FlagError(`flag needs an argument: ${token}`);
    set(flag, rest.shift()!);
  }

  function short(token: string): void {
    let cluster = token.slice(1);
    while (cluster) {
      const letter = cluster[0]!;
      const flag = byShort.get(letter);
      if (!flag) {
        if (letter === 'h') throw new HelpWanted();
        throw new FlagError(`unknown shorthand flag: '${letter}' in -${cluster}`);
      }
      if (cluster.length > 2 && cluster[1] === '=') return set(flag, cluster.slice(2));
      if (bareOf(flag) !== undefined) {
        set(flag, bareOf(flag)!);
        cluster = cluster.slice(1);
        continue;
      }
      if (cluster.length > 1) return set(flag, cluster.slice(1));
      if (!rest.length) throw new FlagError(`flag needs an argument: '${letter}' in -${cluster}`);
      return set(flag, rest.shift()!);
    }
  }

  while (rest.length) {
    const token = rest.shift()!;
    if (token === '--') {
      args.push(...rest.splice(0));
      values.set(DASH, args.length);
    } else if (token.startsWith('--')) long(token);
    else if (token.startsWith('-') && token.length > 1) short(token);
    else args.push(token);
  }
  return { flags: flagsOver(values, byName), args };
}

/** Where `--` stood is not a flag, but commands such as exec ask. */
const DASH = '--';

/** pflag's NoOptDefVal: what the flag is worth when it stands without a value. */
export const bareOf = (flag: Flag): string | undefined => flag.bare ?? (flag.type === 'bool' ? 'true' : undefined);

type Problem = { problem: string };

const READ: Record<Flag['type'], (text: string) => FlagValue | Problem> = {
  string: (text) => text,
  bool(text) {
    if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
    if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
    return { problem: `strconv.ParseBool: parsing ${quote(text)}: invalid syntax` };
  },
  int: (text) => (/^[+-]?(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : { problem: `strconv.ParseInt: parsing ${quote(text)}: invalid syntax` }),
  duration: (text) => readDuration(text),
  list: (text) => (text === '' ? [] : splitCsv(text)),
  array: (text) => [text],
};

/** encoding/csv for one line: commas, cells in double quotes. */
function splitCsv(text: string): string[] {
  const cells: string[] = [];
  for (const match of text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) cells.push(match[1] !== undefined ? match[1].replace(/""/g, '"') : match[2]!);
  return cells;
}

const UNITS: Record<string, number> = { ns: 1e-6, us: 1e-3, 'µs': 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Go's time.ParseDuration, in milliseconds. */
export function readDuration(text: string): number | Problem {
  if (text === '0') return 0;
  const body = text.replace(/^[+-]/, '');
  if (!body) return { problem: `time: invalid duration ${quote(text)}` };
  let sum = 0;
  let rest = body;
  while (rest) {
    const match = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest);
    if (!match) return { problem: `time: invalid duration ${quote(text)}` };
    const [all, number, unit] = match;
    if (!unit) return { problem: `time: missing unit in duration ${quote(text)}` };
    if (!Object.hasOwn(UNITS, unit)) return { problem: `time: unknown unit ${quote(unit)} in duration ${quote(text)}` };
    sum += Number(number) * UNITS[unit]!;
    rest = rest.slice(all.length);
  }
  return text.startsWith('-') ? -sum : sum;
}

const ZERO: Record<Flag['type'], string> = { string: '', bool: 'false', int: '0', duration: '0', list: '', array: '' };

function flagsOver(values: Map<string, FlagValue>, byName: Map<string, Flag>): Flags {
  const value = (name: string): FlagValue => {
    if (name === DASH) return values.get(DASH) ?? -1;
    const flag = byName.get(name);
    if (!flag) return '';
    if (values.has(name)) return values.get(name)!;
    if (flag.type === 'array') return flag.default ? [flag.default] : [];
    return READ[flag.type](flag.default ?? ZERO[flag.type]) as FlagValue;
  };
  return {
    string: (name) => value(name) as string,
    bool: (name) => value(name) === true,
    int: (name) => value(name) as number,
    list: (name) => (value(name) || []) as string[],
    duration: (name) => value(name) as number,
    changed: (name) => values.has(name),
  };
}

/**
 * The place of the first argument that is no flag nor a flag's value, as cobra looks for a subcommand (stripFlags): a flag that nobody
 * knows takes a value.
 */
export function firstArgument(argv: readonly string[], known: readonly Flag[]): number {
  for (let i = 0; i < argv.length; i++) {
    const token = argv[i]!;
    if (token === '--') return -1;
    if (token.startsWith('--')) {
      const flag = known.find((f) => f.name === token.slice(2));
      if (!token.includes('=') && token !== '--help' && (!flag || bareOf(flag) === undefined)) i++;
    } else if (token.startsWith('-') && token.length > 1) {
      const flag = known.find((f) => f.short === token[1]);
      if (token.length === 2 && token !== '-h' && (!flag || bareOf(flag) === undefined)) i++;
    } else return i;
  }
  return -1;
}
