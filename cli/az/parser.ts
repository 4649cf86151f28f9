import { HelpRequested, UsageError, messages } from './errors.ts';
import { repr } from './python.ts';
import { closest } from './suggest.ts';
import type { Argument, Command, Group, Unsupported } from './types.ts';

/** A command line read as Python's argparse, under knack's AzCliCommandParser, reads it. */
export interface Parsed {
  command: Command | Unsupported;
  values: Record<string, any>;
  given: string[];
}

/** `--query` of the global options, whose syntax is checked as it is read. */
export interface ParserOptions {
  checkQuery(query: string): void;
  /** Values for arguments with `configured`. */
  defaults: Partial<Record<'group' | 'location', string>>;
}

/** @throws UsageError, HelpRequested */
export function parse(root: Group, args: string[], options: ParserOptions): Parsed {
  if (args[0]?.toLowerCase() === 'help') throw new HelpRequested(root);
  const unrecognized: string[] = [];
  const parsed = parseLevel(root, args, unrecognized, options);
  if (unrecognized.length) throw new UsageError(`unrecognized arguments: ${unrecognized.join(' ')}`);
  return parsed;
}

export const OUTPUT_FORMATS = ['json', 'jsonc', 'yaml', 'yamlc', 'table', 'tsv', 'none'];

export const GLOBAL_ARGUMENTS: Argument[] = [
  { dest: 'help', options: ['--help', '-h'], kind: 'flag', help: 'Print this help and stop.' },
  { dest: 'verbose', options: ['--verbose'], kind: 'flag', help: 'Log more. --debug logs everything.' },
  { dest: 'debug', options: ['--debug'], kind: 'flag', help: 'Log everything.' },
  { dest: 'onlyShowErrors', options: ['--only-show-errors'], kind: 'flag', help: 'Leave out warnings.' },
  { dest: 'output', options: ['--output', '-o'], choices: OUTPUT_FORMATS, help: 'Form of the result.', defaultText: 'json' },
  { dest: 'query', options: ['--query'], help: 'JMESPath expression that selects from the result. See http://jmespath.org/.' },
];
export const SUBSCRIPTION_ARGUMENT: Argument = {
  dest: 'subscription',
  options: ['--subscription'],
  help: 'Name or ID of the subscription. `az account set -s NAME_OR_ID` sets the default.',
};

/** All options that a command takes, in argparse's order. */
export const argumentsOf = (command: Command): Argument[] => [
  ...GLOBAL_ARGUMENTS,
  ...(command.local ? [] : [SUBSCRIPTION_ARGUMENT]),
  ...command.arguments,
];

/** One command or group while its words are read. */
interface Level {
  node: Group | Command;
  known: Argument[];
  words: Word[];
  options: ParserOptions;
  values: Record<string, any>;
  given: string[];
  seen: Set<Argument>;
}

function parseLevel(node: Group | Command, args: string[], unrecognized: string[], options: ParserOptions): Parsed {
  const known = node.kind === 'command' ? argumentsOf(node) : GLOBAL_ARGUMENTS;
  const level: Level = { node, known, words: classify(args, known), options, values: {}, given: [], seen: new Set() };
  const positional: string[] = [];
  for (let i = 0; i < level.words.length;) {
    const word = level.words[i]!;
    if (word.kind === 'separator') {
      if (node.kind === 'group') return descend(node, '--', args.slice(i + 1), unrecognized, options);
      if (!node.positional) unrecognized.push('--');
      i++;
    } else if (word.kind === 'argument') {
      if (node.kind === 'group') return descend(node, word.text, args.slice(i + 1), unrecognized, options);
      (node.positional ? positional : unrecognized).push(word.text);
      i++;
    } else if (!word.argument) {
      unrecognized.push(word.text);
      i++;
    } else {
      i = takeOption(level, word, i + 1);
    }
  }
  if (node.kind === 'group')
    throw new UsageError(`the following arguments are required: ${node.name === '' ? '_command_package' : '_subcommand'}`);
  takePositionals(node, positional, level.values, unrecognized);
  return { command: node, values: complete(node, level.values, level.seen, options), given: level.given };
}

function descend(node: Group, word: string, rest: string[], unrecognized: string[], options: ParserOptions): Parsed {
  const child = node.children.get(word.toLowerCase());
  if (!child) {
    const didYouMean = closest(word, candidates(node, word));
    const meant = node.children.get(didYouMean ?? '');
    throw new UsageError(messages.misspelled(word), { didYouMean, unknownGroup: node.name === '', ...(meant && commandOf(meant)) });
  }
  if (child.kind === 'unsupported') return { command: child, values: {}, given: [] };
  return parseLevel(child, rest, unrecognized, options);
}

/** What may have been meant: where the word starts some names, az has loaded only those (its `_rudimentary_get_command`), else all. */
function candidates(node: Group, word: string): string[] {
  const names = [...node.children.keys()];
  const started = names.filter((name) => name.startsWith(word.toLowerCase()));
  return started.length ? started : names;
}

type Word = { kind: 'argument'; text: string } | { kind: 'separator' } | OptionWord;
/** A word that looks like an option; with `argument` where it is one that is known. */
interface OptionWord {
  kind: 'option';
  text: string;
  argument?: Argument;
  option?: string;
  explicit?: string;
}

/** argparse's `_parse_optional` over all words. */
function classify(args: string[], known: Argument[]): Word[] {
  const byOption = new Map(known.flatMap((argument) => argument.options.map((option) => [option, argument] as const)));
  const words: Word[] = [];
  let onlyArguments = false;
  for (const text of args) {
    if (onlyArguments) words.push({ kind: 'argument', text });
    else if (text === '--') {
      onlyArguments = true;
      words.push({ kind: 'separator' });
    } else words.push(classifyOne(text, byOption));
  }
  return words;
}

function classifyOne(text: string, byOption: Map<string, Argument>): Word {
  if (!text.startsWith('-') || text === '-') return { kind: 'argument', text };
  if (byOption.has(text)) return { kind: 'option', text, argument: byOption.get(text), option: text };
  const [name, explicit] = splitAssignment(text);
  if (explicit !== undefined && byOption.has(name)) return { kind: 'option', text, argument: byOption.get(name), option: name, explicit };
  const matches = abbreviations(text, byOption);
  if (matches.length > 1) {
    throw new UsageError(`ambiguous option: ${text} could match ${matches.map((match) => match.option).join(', ')}`);
  }
  if (matches.length === 1) return { kind: 'option', text, argument: byOption.get(matches[0]!.option), ...matches[0] };
  if (/^-\d+$|^-\d*\.\d+$/.test(text) || text.includes(' ')) return { kind: 'argument', text };
  return { kind: 'option', text };
}

/** argparse's `_get_option_tuples`: options that start with what was typed; `-nfoo` is -n with foo. */
function abbreviations(text: string, byOption: Map<string, Argument>): { option: string; explicit?: string }[] {
  const options = [...byOption.keys()];
  if (text.startsWith('--')) {
    const [name, explicit] = splitAssignment(text);
    return options.filter((option) => option.startsWith(name)).map((option) => ({ option, explicit }));
  }
  const short = text.slice(0, 2);
  return options.flatMap((option) => {
    if (option === short) return [{ option, explicit: text.slice(2) }];
    return option.startsWith(text) ? [{ option }] : [];
  });
}

function splitAssignment(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Takes an option with its values; gives the place after them. */
function takeOption(level: Level, word: OptionWord, next: number): number {
  const argument = word.argument!;
  level.seen.add(argument);
  level.given.push(word.option!);
  if (argument.kind === 'flag') {
    if (argument.dest === 'help') throw new HelpRequested(level.node);
    level.values[argument.dest] = true;
    return word.explicit === undefined ? next : takeJoinedFlag(level, word, next);
  }
  const many = argument.kind === 'list' || argument.kind === 'words';
  const taken: string[] = [];
  if (word.explicit !== undefined) {
    taken.push(word.explicit);
  } else {
    for (let following = level.words[next]; following?.kind === 'argument' && (many || taken.length === 0); following = level.words[next]) {
      taken.push(following.text);
      next++;
    }
    if (taken.length === 0 && argument.kind !== 'words' && argument.kind !== 'optional')
      throw problem(level, argument, many ? 'expected at least one argument' : 'expected one argument');
  }
  const converted = taken.map((text) => convert(level, argument, text));
  level.values[argument.dest] = many ? converted : (converted[0] ?? argument.absent);
  return next;
}

/** `-yv`: what follows a short flag is another short option. */
function takeJoinedFlag(level: Level, word: OptionWord, next: number): number {
  const explicit = word.explicit!;
  const option = `-${explicit[0] ?? ''}`;
  const following = level.known.find((argument) => argument.options.includes(option));
  if (word.option!.startsWith('--') || !following) throw problem(level, word.argument!, `ignored explicit argument ${repr(explicit)}`);
  return takeOption(level, { kind: 'option', text: option, argument: following, option, explicit: explicit.slice(1) || undefined }, next);
}

const problem = ({ node }: Level, argument: Argument, what: string) =>
  new UsageError(`argument ${argument.options.join('/')}: ${what}`, commandOf(node));
const commandOf = (node: Group | Command | Unsupported) => (node.kind === 'command' ? { command: node } : {});

function convert(level: Level, argument: Argument, text: string): string | number {
  if (argument.kind === 'int') {
    if (!/^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text)) throw problem(level, argument, `invalid int value: ${repr(text)}`);
    return Number(text.replaceAll('_', ''));
  }
  if (argument.dest === 'query') level.options.checkQuery(text);
  if (!argument.choices) return text;
  const choice = argument.choices.find((one) => one.toLowerCase() === text.toLowerCase());
  if (choice !== undefined) return choice;
  throw new UsageError(messages.invalidChoice(level.node.name, text, argument.options[0]!, argument.choices), {
    didYouMean: closest(text, argument.choices),
    ...commandOf(level.node),
  });
}

function takePositionals(command: Command, words: string[], values: Record<string, any>, unrecognized: string[]): void {
  const { positional } = command;
  if (!positional) return;
  if (positional.count === '+') {
    if (words.length === 0) throw new UsageError(`the following arguments are required: ${positional.metavar}`, { command });
    values[positional.dest] = words;
  } else {
    values[positional.dest] = words[0];
    unrecognized.push(...words.slice(1));
  }
}

/** Fills in defaults, and asks for what is missing. */
function complete(command: Command, values: Record<string, any>, seen: Set<Argument>, { defaults }: ParserOptions): Record<string, any> {
  const missing: string[] = [];
  for (const argument of command.arguments) {
    if (seen.has(argument)) continue;
    const configured = argument.configured && defaults[argument.configured];
    if (configured) values[argument.dest] = configured;
    else if (argument.required) missing.push(argument.options.join('/'));
    else if (argument.default !== undefined) values[argument.dest] = argument.default;
  }
  if (missing.length) throw new UsageError(`the following arguments are required: ${missing.join(', ')}`, { command });
  return values;
}
