import { expect } from 'chai';
import { join } from 'node:path';
import { findScenario, libraryNames } from '../../scenarios/library.ts';
import { built } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openTerminal, type TypedTerminal } from '../support/tmux.ts';

/** How often a line is typed again where the step waits for something that takes its time. */
const TRIES = 20;

describe('akslab learn, every scenario of the library, typed as each step has it', () => {
  const scratch = scratchFolder();
  let terminal: TypedTerminal | undefined;
  afterEach(() => {
    terminal?.end();
    terminal = undefined;
  });

  for (const name of libraryNames())
    it(`${name} ends with its certificate`, async () => {
      const { steps } = findScenario(name).scenario;
      const env = { HOME: scratch.path, AKSLAB_HOME: join(scratch.path, 'lab'), LANG: 'C.UTF-8' };
      const here = openTerminal(`${process.execPath} ${built('akslab')} learn ${name}; echo "left with $?"; sleep 600`, {
        env,
        cwd: scratch.path,
        columns: 80,
      });
      terminal = here;
      /** Types, and returns the number of the step that is open then. */
      const answer = async (text: string): Promise<number> => {
        await here.clear();
        if (text.trimEnd().includes('\n')) await here.paste(text);
        else await here.type(text.trimEnd());
        const screen = await here.until(new RegExp(`^(${name} \\d+/${steps.length} \\$|left with \\d)$`, 'm'), 60);
        const open = new RegExp(`^${name} (\\d+)/\\d+ \\$$`, 'm').exec(screen);
        return open ? Number(open[1]) : steps.length + 1;
      };
      await here.until(new RegExp(`^${name} 1/${steps.length} \\$$`, 'm'), 60);
      let open = 1;
      for (const [i, step] of steps.entries()) {
        expect(open, `step ${i + 1} of ${name}\n${here.screen()}`).to.equal(i + 1);
        for (const file of Object.keys({ ...step.files, ...step.solutionFiles })) await answer(`write ${file}`);
        for (const { run, until } of step.run.length ? step.run : step.solution)
          for (let tries = until ? TRIES : 1; tries > 0 && open === i + 1; tries--) {
            open = await answer(run);
            if (until && open === i + 1) await answer('akslab clock advance 1m');
          }
      }
      expect(open, here.screen()).to.equal(steps.length + 1);
      expect(here.screen()).to.contain('CERTIFICATE').and.to.contain(`Steps       ${steps.length} of ${steps.length}\n`);
    });
});
