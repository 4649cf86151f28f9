import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { COMMANDS } from '../../cli/akslab/commands.ts';
import { WORDS } from '../../cli/akslab/learn/screen.ts';
import { ACTIONS } from '../../cli/akslab/scenario/index.ts';
import { runAkslab } from '../support/akslab.ts';
import { scratchFolder } from '../support/scratch.ts';
import { blocksOf } from './blocks.ts';

const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

describe('docs/commands.md', () => {
  const text = page('commands.md');

  for (const { usage } of COMMANDS) {
    const name = usage.split(' ')[0]!;
    it(`tells of akslab ${name}`, () => expect(text).to.match(new RegExp(`^### ${name}$|\`akslab ${name}\\b`, 'm')));
  }
  for (const action of Object.keys(ACTIONS))
    it(`tells of akslab scenario ${action}`, () => expect(text).to.match(new RegExp(`^\\| \`scenario ${action}\\b`, 'm')));
  for (const word of Object.keys(WORDS).filter((one) => one !== 'help'))
    it(`tells of the word ${word} at the prompt of learn`, () => expect(text).to.match(new RegExp(`^\\| .*\`${word}\\b`, 'm')));
});

describe('docs/tutorial-instructor.md', () => {
  const scratch = scratchFolder();
  const run = (...args: string[]) => runAkslab(args, { cwd: scratch.path });

  it('holds, command by command', async function () {
    this.timeout(30_000);
    const [file] = blocksOf(page('tutorial-instructor.md'));
    if (file?.kind !== 'file') throw new Error('the tutorial has no file');
    writeFileSync(join(scratch.path, file.name), file.text);
    const path = join(scratch.path, file.name);
    for (const line of [
      ['scenario', 'check', path],
      ['scenario', 'lint', path],
      ['scenario', 'run', path, '--only', 'let-mia-use-the-policy'],
      ['scenario', 'update', path],
      ['scenario', 'export', path, '--format', 'markdown'],
      ['scenario', 'export', path, '--format', 'asciicast'],
      ['test', path],
    ]) {
      const { code, out, err } = await run(...line);
      expect(code, `${line.join(' ')}\n${out}${err}`).to.equal(0);
    }
    expect(readFileSync(path, 'utf8')).to.equal(file.text);
  });
});
