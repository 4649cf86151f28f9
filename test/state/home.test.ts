import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openFileStore } from '../../state/file-store.ts';
import { emptyHome, fixedTime, homeFolder, stateFolder } from '../../state/home.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('home', () => {
  const scratch = scratchFolder();

  it("is $AKSLAB_HOME, else .akslab in the user's own", () => {
    expect(homeFolder({ AKSLAB_HOME: '/x', HOME: '/me' })).to.equal('/x');
    expect(homeFolder({ HOME: '/me' })).to.equal('/me/.akslab');
    expect(homeFolder({ AKSLAB_HOME: '', HOME: '/me' })).to.equal('/me/.akslab');
    expect(() => homeFolder({})).to.throw('there is no home folder (HOME): set AKSLAB_HOME');
  });

  it('takes the time from AKSLAB_NOW', () => {
    expect(fixedTime({})).to.equal(undefined);
    expect(fixedTime({ AKSLAB_NOW: '2021-01-15T12:00:00Z' })).to.equal(1610712000000);
    expect(fixedTime({ AKSLAB_NOW: '1610712000000' })).to.equal(1610712000000);
    expect(() => fixedTime({ AKSLAB_NOW: 'noon' })).to.throw('AKSLAB_NOW=noon is no time. Write it as 2021-01-15T12:00:00Z');
  });

  it('is emptied, snapshots excepted, under the eyes of another process', async () => {
    const store = openFileStore({ folder: stateFolder(scratch.path) });
    for (let i = 0; i < 3; i++) await store.transaction(() => store.put('/azure/a', i));
    for (const folder of ['snapshots', 'azure']) {
      mkdirSync(join(scratch.path, folder));
      writeFileSync(join(scratch.path, folder, 'x.json'), '{}');
    }
    await emptyHome(scratch.path);
    store.refresh();
    expect(store.list('')).to.deep.equal([]);
    expect(store.revision).to.equal(0);
    await store.transaction(() => store.put('/azure/b', 1));
    expect(store.get('/azure/b')!.revision).to.equal(1);
    expect([existsSync(join(scratch.path, 'azure')), existsSync(join(scratch.path, 'snapshots/x.json'))]).to.deep.equal([false, true]);
  });

  it('can be emptied when it is damaged', async () => {
    mkdirSync(stateFolder(scratch.path));
    writeFileSync(join(stateFolder(scratch.path), 'manifest.json'), 'nonsense');
    writeFileSync(join(stateFolder(scratch.path), 'journal-000007.ndjson'), 'nonsense\n');
    await emptyHome(scratch.path);
    const store = openFileStore({ folder: stateFolder(scratch.path) });
    store.refresh();
    expect(store.list('')).to.deep.equal([]);
  });
});
