import type { Terminal } from '../shared/terminal.ts';
import { ask } from './ask.ts';
import { CommandError } from './command.ts';

/** Asks a question that an option can answer as well; refuses where nobody can be asked. */
export async function confirm(terminal: Terminal, question: string, option: string, standard: boolean): Promise<boolean> {
  if (!terminal.stdin.isTTY) throw new CommandError(`${question} Nobody can be asked here: say so with ${option}`);
  const { yes } = await ask<{ yes: boolean }>([{ type: 'confirm', name: 'yes', message: question, default: standard }]);
  return yes;
}
