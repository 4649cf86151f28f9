import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryFolder } from '../../../scenarios/library.ts';
import { runAkslab } from '../../support/akslab.ts';
import { scratchFolder } from '../../support/scratch.ts';

describe('akslab replay', () => {
  const scratch = scratchFolder();
  const run = (...args: string[]) => runAkslab(args, { cwd: scratch.path });

  it('runs the walkthrough, all of its 31 steps as expected', async () => {
    const { code, out } = await run('replay');
    expect(code).to.equal(0);
    expect(out)
      .to.match(/── Step 31 of 31: /)
      .and.to.match(/^31 of 31 steps as expected \(/m);
  });

  it('stops where a loosened policy lets a pod in, and shows what was expected and what came', async () => {
    const text = readFileSync(join(libraryFolder(), 'walkthrough/scenario.yaml'), 'utf8');
    const loosened = text.replace(/(name: psp-deny-privileged\n\s+spec:\n\s+)privileged: false/g, '$1privileged: true');
    expect(loosened).to.not.equal(text);
    const file = join(scratch.path, 'loose.yaml');
    writeFileSync(file, loosened);
    const { code, out } = await run('replay', file);
    expect(code).to.equal(1);
    expect(out).to.contain('(-) and got (+)').and.to.contain('- psp-deny-privileged').and.to.contain('+ psp-deny-privileged');
    expect(out).to.match(/✘ not as expected\n\n\d+ of 31 steps as expected, 1 not/);
  });

  it('shows one step alone, stops after one, and prints JSON', async () => {
    expect((await run('replay', '--step', '15')).out.match(/── Step/g)).to.have.length(1);
    expect((await run('replay', '--until', '3')).out.match(/── Step/g)).to.have.length(3);
    expect(JSON.parse((await run('replay', '--until', '2', '--json')).out)).to.be.an('object');
  });

  it('refuses steps and scenarios that there are not', async () => {
    expect(await run('replay', '--step', '99')).to.deep.include({
      code: 2,
      err: 'akslab replay: there is no step 99: walkthrough has the steps 1 to 31\n',
    });
    expect((await run('replay', 'walktrough')).err).to.contain('did you mean walkthrough?');
  });
});
