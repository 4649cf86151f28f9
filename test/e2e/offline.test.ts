import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { built } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('without a network', () => {
  const scratch = scratchFolder();

  it('replays the article, for nothing is ever connected to', () => {
    const { status, stdout, stderr } = spawnSync('unshare', ['--map-root-user', '--net', process.execPath, built('akslab'), 'replay'], {
      env: { ...process.env, HOME: scratch.path, AKSLAB_HOME: '' },
      encoding: 'utf8',
    });
    expect(status, `${stdout}${stderr}`).to.equal(0);
  });
});
