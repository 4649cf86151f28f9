import { GLOBAL_ARGUMENTS, SUBSCRIPTION_ARGUMENT } from './parser.ts';
import type { Argument, Command, Group } from './types.ts';

/** knack's help pages: the layout is az's, the words are akslab's. */

const WIDTH = 100;

export function helpOf(node: Command | Group): string {
  return node.kind === 'group' ? groupHelp(node) : commandHelp(node);
}

function groupHelp(group: Group): string {
  const title = group.name ? `az ${group.name}` : 'az';
  const children = [...group.children].map(([word, child]) => ({ word, child })).sort((a, b) => (a.word < b.word ? -1 : 1));
  const known = children.filter(({ child }) => child.kind !== 'unsupported');
  const width = Math.max(...known.map(({ word }) => word.length));
  const lines = (kind: 'group' | 'command') =>
    known.flatMap(({ word, child }) => (child.kind === kind ? entry(`    ${word.padEnd(width)} : `, child.summary) : []));
  const section = (heading: string, body: string[]) => (body.length ? ['', heading, ...body] : []);
  return page(
    [
      '',
      'Group',
      ...entry(`    ${title} : `, group.summary),
      ...section('Subgroups:', lines('group')),
      ...section('Commands:', lines('command')),
    ],
    title,
  );
}

function commandHelp(command: Command): string {
  const title = `az ${command.name}`;
  const shown = command.arguments.filter((argument) => !argument.hidden && !argument.unsupported);
  const globals = command.local ? GLOBAL_ARGUMENTS : [...GLOBAL_ARGUMENTS, SUBSCRIPTION_ARGUMENT];
  const width = Math.max(...[...shown, ...globals].map((argument) => label(argument).length));
  const headings = [...new Set(shown.map((argument) => argument.group ?? 'Arguments'))].sort();
  return page(
    [
      '',
      'Command',
      ...entry(`    ${title} : `, command.summary),
      ...(command.more ? wrap(command.more, WIDTH - 8).map((line) => `        ${line}`) : []),
      ...positionalHelp(command, width),
      ...headings.flatMap((heading) => [
        '',
        heading,
        ...table(
          shown.filter((argument) => (argument.group ?? 'Arguments') === heading),
          width,
        ),
      ]),
      '',
      'Global Arguments',
      ...table(globals, width),
      ...(command.examples
        ? [
            '',
            'Examples',
            ...command.examples.flatMap((example, i) => [...(i ? [''] : []), `    ${example.title}`, `        ${example.command}`]),
          ]
        : []),
    ],
    title,
  );
}

function positionalHelp({ positional }: Command, width: number): string[] {
  return positional ? ['', 'Positional', ...entry(`    ${positional.metavar.padEnd(width)} : `, positional.help ?? '')] : [];
}

const page = (lines: string[], title: string): string =>
  `${lines.join('\n')}\n\nTo search AI knowledge base for examples, use: az find "${title}"\n\n`;

/** Required ones first, then by name. */
function table(list: Argument[], width: number): string[] {
  const names = (argument: Argument) => argument.options.join(' ');
  const sorted = list.toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false) || (names(a) < names(b) ? -1 : 1));
  return sorted.flatMap((argument) => {
    const padding = ' '.repeat(width - label(argument).length);
    return entry(`    ${names(argument)}${padding}${tags(argument)} : `, text(argument));
  });
}

const tags = (argument: Argument): string =>
  [argument.preview && '[Preview]', argument.deprecated && '[Deprecated]', argument.required && '[Required]']
    .filter(Boolean)
    .map((tag) => ` ${tag}`)
    .join('');
const label = (argument: Argument): string => argument.options.join(' ') + tags(argument);

function text(argument: Argument): string {
  const allowed = argument.choices ? `  Allowed values: ${argument.choices.toSorted().join(', ')}.` : '';
  const standard = argument.defaultText ?? (argument.default ? String(argument.default) : undefined);
  return `${argument.help ?? ''}${allowed}${standard === undefined ? '' : `  Default: ${standard}.`}`;
}

function entry(start: string, body: string): string[] {
  return wrap(body, WIDTH - start.length).map((line, i) => (i === 0 ? start : ' '.repeat(start.length)) + line);
}

function wrap(body: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of body.split(/(?<=\S)(?=\s+\S)/)) {
    if (line && line.length + word.length > width) {
      lines.push(line);
      line = word.trimStart();
    } else line += word;
  }
  return [...lines, line];
}
