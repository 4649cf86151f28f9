import type { Terminal } from '../shared/terminal.ts';
import { AzError, messages } from './errors.ts';
import type { Log } from './log.ts';

/** knack's NoTTYException: a question asked where nobody can answer, by a command that does not expect it. */
export class NoTty extends Error {}

/**
 * az asks with Python's input(): a line of text, and the terminal's own editing. So do we, byte for byte; a prompt library would
 * repaint the line.
 *
 * `<message> (y/n): ` until it is answered; `standard` is what an empty answer means. @throws NoTty
 */
export async function yesOrNo(terminal: Terminal, message: string, standard?: 'y' | 'n'): Promise<boolean> {
  if (!terminal.stdin.isTTY) throw new NoTty(message);
  const options = { y: 'Y/n', n: 'y/N' };
  for (;;) {
    terminal.stdout.write(`${message} (${standard ? options[standard] : 'y/n'}): `);
    const answer = await terminal.stdin.readLine();
    if (answer === undefined) throw new AzError(messages.cancelled);
    const given = answer.trim().toLowerCase() || standard;
    if (given === 'y' || given === 'yes') return true;
    if (given === 'n' || given === 'no') return false;
  }
}

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
