import type { Terminal } from '../shared/terminal.ts';
import { AzError, Crash, messages } from './errors.ts';
import type { Log } from './log.ts';

/** A question asked where nobody can answer, by a command that does not expect it. */
export class NoTty extends Crash {
  constructor(question: string) {
    super(`\nknack.prompting.NoTTYException: ${question}`);
  }
}
/** Ctrl-C in answer to a question. */
export class Interrupted extends Error {}

/** `<message> (y/n): ` until it is answered; `standard` is what an empty answer means. @throws NoTty, Interrupted */
export async function yesOrNo(terminal: Terminal, message: string, standard?: 'y' | 'n'): Promise<boolean> {
  if (!terminal.stdin.isTTY) throw new NoTty(message);
  const options = { y: 'Y/n', n: 'y/N' };
  for (;;) {
    const answer = await ask(terminal, `${message} (${standard ? options[standard] : 'y/n'}): `);
    const given = answer.toLowerCase() || standard;
    if (given === 'y' || given === 'n') return given === 'y';
  }
}

/** A word that is not shown as it is typed. @throws NoTty, Interrupted */
export const password = (terminal: Terminal, question: string): Promise<string> => ask(terminal, question, true);

/** The confirmation of destructive commands. @throws AzError where it is not given */
export async function confirm(terminal: Terminal, log: Log, message: string): Promise<void> {
  let agreed = false;
  try {
    agreed = await yesOrNo(terminal, message);
  } catch (error) {
    if (!(error instanceof NoTty)) throw error;
    log.warning(messages.noTty);
  }
  if (!agreed) throw new AzError(messages.cancelled);
}

/** A line in answer to a question. */
async function ask(terminal: Terminal, question: string, hidden = false): Promise<string> {
  if (!terminal.stdin.isTTY) throw new NoTty(question);
  terminal.stdout.write(question);
  const { readTyped } = await import('./typed.ts');
  const answer = await readTyped(terminal.stdin, terminal.stdout, hidden);
  if (answer === 'interrupted') throw new Interrupted(question);
  if (answer === 'end of input') throw new Crash('\nEOFError');
  return answer.line;
}
