import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { built, ROOT } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('the walkthrough as a bash script', () => {
  const scratch = scratchFolder();

  it("runs in a real bash with akslab's az and kubectl, and all of its assertions hold", () => {
    const env = {
      ...process.env,
      HOME: scratch.path,
      AKSLAB_HOME: join(scratch.path, 'lab'),
      PATH: `${join(ROOT, 'dist/shims')}:${process.env.PATH}`,
    };
    const script = execFileSync(process.execPath, [built('akslab'), 'scenario', 'export', 'walkthrough'], { encoding: 'utf8', env });
    writeFileSync(join(scratch.path, 'walkthrough.sh'), script);
    const { stdout, stderr, status } = spawnSync('bash', [join(scratch.path, 'walkthrough.sh')], {
      encoding: 'utf8',
      env,
      cwd: scratch.path,
    });
    expect(
      stdout.split('\n').filter((line) => line.startsWith('not as expected')),
      stderr,
    ).to.deep.equal([]);
    expect(stdout)
      .to.contain('== 31. ')
      .and.to.match(/\n0 assertions failed\n$/);
    expect(status).to.equal(0);
  }).timeout(300_000);
});
