import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { built } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openTerminal, type TypedTerminal } from '../support/tmux.ts';

/** Measured on the real az 2.45.0 in the same terminal: Python's input(), which the terminal itself echoes. */
describe('a question of az, on a real terminal', () => {
  const QUESTION = 'Are you sure you want to perform this operation? (y/n): ';
  const scratch = scratchFolder();
  let terminal: TypedTerminal;

  beforeEach(async () => {
    const home = join(scratch.path, 'lab');
    mkdirSync(home, { recursive: true });
    const path = `${dirname(process.execPath)}:${process.env.PATH}`;
    const env = { HOME: scratch.path, AKSLAB_HOME: home, PATH: `${dirname(built('akslab')).replace(/bin$/, 'shims')}:${path}` };
    terminal = openTerminal('bash --norc --noprofile', { env, cwd: scratch.path });
    await terminal.type("PS1='$ '; az group create -n g -l eastus -o none; clear");
    await terminal.until(/^\$$/);
  });
  afterEach(() => terminal.end());

  it('is asked again until it is answered, and looks as typed', async () => {
    await terminal.type('az group delete -n g');
    for (const answer of ['maybe', '', 'yes', 'N']) {
      await terminal.until(/\(y\/n\): ?$/);
      await terminal.type(answer);
    }
    const screen = await terminal.until(/Operation cancelled\.\n\$/);
    expect(screen.split('\n').slice(1, 6)).to.deep.equal([
      `${QUESTION}maybe`,
      QUESTION.trimEnd(),
      `${QUESTION}yes`,
      `${QUESTION}N`,
      'Operation cancelled.',
    ]);
  });

  it('ends with Ctrl-C on its line, and with exit code 1', async () => {
    await terminal.type('az group delete -n g');
    await terminal.until(/\(y\/n\): ?$/);
    await terminal.key('C-c');
    await terminal.until(/\(y\/n\): \^C\$ ?$/);
    await terminal.type('echo left with $?');
    await terminal.until(/^left with 1$/m);
  });

  it('takes no more of what is typed ahead than its answer', async () => {
    await terminal.type('az group delete -n g\nmaybe\nn\necho after $((40 + 2))');
    const screen = await terminal.until(/^after 42$/m);
    expect(screen.split('Operation cancelled.').length).to.equal(2);
  });
});
