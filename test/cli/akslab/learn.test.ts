import { expect } from 'chai';
import { akslabOn } from '../../../cli/akslab/learn/attached.ts';
import { createMemoryLab } from '../../../cli/shared/memory-lab.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';

describe('akslab at the prompt of learn', () => {
  const run = async (...args: string[]) => {
    const terminal = memoryTerminal();
    const code = await akslabOn(createMemoryLab({ home: '/home' }))(args, terminal);
    return { code, out: terminal.out, err: terminal.err };
  };

  it('opens no second prompt', async () => {
    for (const line of ['learn', 'learn walkthrough', 'shell', 'scenario record x.yaml'])
      expect(await run(...line.split(' ')), line).to.deep.equal({
        code: 1,
        out: '',
        err: `akslab: "${line.startsWith('scenario') ? 'scenario record' : line.split(' ')[0]}" opens a prompt of its own: leave this one first, with "quit"\n`,
      });
  });

  it('answers what opens none', async () => {
    expect((await run('learn', '--list')).code).to.equal(0);
    expect((await run('shell', '--help')).out).to.contain('Usage: akslab shell');
    expect((await run('version')).out).to.contain('az 2.45.0');
  });
});
