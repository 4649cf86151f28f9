/** Completion at the prompt of learn and record: words, commands, options, resources, names of objects, files. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Learner } from '../../../scenarios/learner.ts';
import type { Session } from '../../../scenarios/session.ts';
import { simpleWords } from '../../../scenarios/simple.ts';
import { memoryTerminal } from '../../shared/memory-terminal.ts';
import { WORDS } from './screen.ts';

/** What can follow the words before, by program. */
type Source = (words: string[], current: string, session: Session) => Promise<string[]>;

const SOURCES: Record<string, Source> = {
  kubectl: (words, current, session) => linesOf(session, 'kubectl', ['__complete', '--', ...words, current]),
  akslab: (words, current, session) => linesOf(session, 'akslab', ['--get-yargs-completions', 'akslab', ...words, current]),
  async az(words, current, session) {
    const { complete } = await import('../../az/complete.ts');
    return complete(words, current, memoryTerminal({ files: 'folder' }), session.host.lab);
  },
};

export function completer(session: Session, learner?: Learner): (line: string) => Promise<[string[], string]> {
  return async (line) => {
    // A pipe or a list begins a command anew.
    const words = line.slice(line.search(/[^|;&]*$/)).trimStart();
    const [current = '', ...before] = words.split(/\s+/).reverse();
    const found = (await candidates(before.reverse(), current, session, learner)).filter((one) => one.startsWith(current));
    return [found.map((one) => (/[=/]$/.test(one) ? one : `${one} `)), current];
  };
}

async function candidates(before: string[], current: string, session: Session, learner: Learner | undefined): Promise<string[]> {
  const aliases = session.shell.aliases();
  const [first, ...rest] = before;
  if (first === undefined)
    return [
      ...(learner ? Object.keys(WORDS) : ['drop', 'edit', 'help', 'quit']),
      ...Object.keys(SOURCES),
      'cat',
      'ls',
      ...Object.keys(aliases),
    ];
  if (learner && (first === 'write' || first === 'edit')) return Object.keys({ ...learner.step?.files, ...learner.step?.solutionFiles });
  const [program = '', ...begun] = (aliases[first] !== undefined && simpleWords(aliases[first])) || [first];
  const source = Object.hasOwn(SOURCES, program) ? SOURCES[program] : undefined;
  const found = source ? await source([...begun, ...rest], current, session) : [];
  return found.length || current.startsWith('-') ? found : files(session.shell.cwd, current);
}

async function linesOf(session: Session, program: 'kubectl' | 'akslab', args: string[]): Promise<string[]> {
  const { stdout, code } = await session.program(program, args);
  return code === 0 ? stdout.split('\n').filter(Boolean) : [];
}

function files(folder: string, current: string): string[] {
  const within = current.includes('/') ? `${dirname(`${current}.`)}/` : '';
  try {
    const entries = readdirSync(join(folder, within), { withFileTypes: true });
    return entries.map((entry) => `${within}${entry.name}${entry.isDirectory() ? '/' : ''}`);
  } catch {
    return [];
  }
}
