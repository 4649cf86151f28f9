import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { COMMANDS } from '../../cli/kubectl/commands.ts';
import { seededRandom } from '../../core/random.ts';
import { built } from '../support/dist.ts';
import { allCommands, FILES, randomLine } from '../support/random-kubectl.ts';
import { scratchFolder } from '../support/scratch.ts';

const LINES = 200;
/** Far beyond what any line needs; one that is still there hangs. */
const PATIENCE = 20_000;

describe('kubectl as a process: whatever is typed', () => {
  const scratch = scratchFolder();

  const run = (program: 'akslab' | 'kubectl', args: string[]) =>
    spawnSync(process.execPath, [built(program), ...args], {
      cwd: scratch.path,
      encoding: 'utf8',
      input: '',
      timeout: PATIENCE,
      env: { ...process.env, HOME: scratch.path, AKSLAB_HOME: join(scratch.path, 'lab'), EDITOR: 'true' },
    });

  it(`answers ${LINES} random command lines without a stack trace, and the state opens after each`, async () => {
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(scratch.path, name)), { recursive: true });
      writeFileSync(join(scratch.path, name), text);
    }
    expect(run('akslab', ['init', '--article']).status).to.equal(0);
    const commands = await allCommands(COMMANDS);
    const random = seededRandom(4);
    for (let n = 0; n < LINES; n++) {
      const line = randomLine(random, commands);
      const { status, stdout, stderr, signal } = run('kubectl', line);
      const said = stdout + stderr;
      const where = `kubectl ${JSON.stringify(line)}: ${said.slice(0, 500)}`;
      expect(signal, where).to.equal(null);
      expect(said, where).not.to.match(/^ {4}at .*[:(]\d+:\d+/m);
      if (status !== 0 && !line.some((word) => /^(-q|--quiet)/.test(word))) expect(said, where).not.to.equal('');
      // The next line reads the state anew; a context that a line changed on purpose is no matter of the state.
      if (n % 20 === 19) expect(run('akslab', ['status']).status, where).to.equal(0);
    }
  }).timeout(300_000);
});
