/** What could stand where the cursor is on a command line of az: groups, commands, options and their choices. */
import { catalogue } from './catalogue.ts';
import { openExtensions } from './extensions.ts';
import { argumentsOf } from './parser.ts';
import type { Argument, Group, Unsupported } from './types.ts';
import type { Lab } from '../shared/lab.ts';
import type { Terminal } from '../shared/terminal.ts';

/** @param words those before the one that is completed, without `az`. */
export function complete(words: readonly string[], current: string, terminal: Terminal, lab: Lab): string[] {
  const installed = openExtensions(terminal, lab).list();
  let node: ReturnType<Group['children']['get']> = catalogue(installed.map(({ name }) => name));
  for (const word of words) if (node?.kind === 'group' && !word.startsWith('-')) node = node.children.get(word);
  if (node?.kind === 'group' && !current.startsWith('-')) return names(node);
  if (node?.kind !== 'command') return [];
  const known = argumentsOf(node).filter(({ unsupported }) => !unsupported);
  const open = known.find((argument) => argument.options.includes(words.at(-1) ?? ''));
  if (open && open.kind !== 'flag') return [...(open.choices ?? [])];
  const offered = (hidden: boolean) =>
    known
      .filter((argument) => !argument.hidden === !hidden)
      .flatMap(longOption)
      .filter((option) => option.startsWith(current) && !words.includes(option));
  if (!current.startsWith('-')) return [];
  // What az hides is offered to who knows how it begins.
  return offered(false).length ? offered(false) : offered(true);
}

const names = ({ children }: Group): string[] => [...children].filter(([, child]) => !isUnsupported(child)).map(([name]) => name);
const isUnsupported = (child: { kind: string }): child is Unsupported => child.kind === 'unsupported';
/** The first of its long names. */
const longOption = ({ options }: Argument): string[] => options.filter((option) => option.startsWith('--')).slice(0, 1);
