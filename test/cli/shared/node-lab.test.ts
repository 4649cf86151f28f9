import { expect } from 'chai';
import { readHistory, undo } from '../../../cli/shared/history.ts';
import { openLab } from '../../../cli/shared/node-lab.ts';
import { setClock } from '../../../state/clock.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { scratchFolder } from '../../support/scratch.ts';

const put = (name: string, body = {}) => ({ method: 'PUT' as const, path: `/things/${name}`, body });
const NOW = Date.parse('2021-01-15T12:00:00Z');

describe('lab over a home', () => {
  const scratch = scratchFolder();
  const open = (env = {}) => openLab({ env: { AKSLAB_HOME: scratch.path, ...env }, createWorld: fakeWorld });
  const things = async (lab: ReturnType<typeof open>) =>
    (await lab.arm({ method: 'GET', path: '/things' })).body as Record<string, unknown>[];

  it('shares a home between labs', async () => {
    await open().arm(put('a'));
    expect(await things(open())).to.have.length(1);
  });

  it('takes no lock and writes nothing for a read that changes nothing', async () => {
    const lab = open();
    lab.store.transaction = () => expect.fail('took the lock');
    expect(await things(lab)).to.deep.equal([]);
  });

  it('settles on a read, and keeps what settled', async () => {
    const lab = open({ AKSLAB_NOW: '2021-01-15T12:00:00Z' });
    await lab.arm(put('a'));
    const later = { AKSLAB_NOW: '2021-01-15T12:00:05Z' };
    expect((await things(open(later)))[0]).to.include({ state: 'Ready', readyAt: NOW + 800 });
    expect(open(later).store.revision).to.equal(0);
    const third = open(later);
    third.store.refresh();
    const revision = third.store.revision;
    await things(third);
    expect(third.store.revision).to.equal(revision);
  });

  it('repeats uids and times under AKSLAB_SEED and AKSLAB_NOW, command by command', async () => {
    const run = async (home: string) => {
      for (const name of ['a', 'b']) await open({ AKSLAB_HOME: home, AKSLAB_SEED: '1', AKSLAB_NOW: '2021-01-15T12:00:00Z' }).arm(put(name));
      return things(open({ AKSLAB_HOME: home, AKSLAB_NOW: '2021-01-15T12:00:00Z' }));
    };
    const [one, two] = [await run(`${scratch.path}/1`), await run(`${scratch.path}/2`)];
    expect(one).to.deep.equal(two);
    expect(one[0]!.uid).not.to.equal(one[1]!.uid);
  });

  it('goes by the clock of the home, virtual or moved', async () => {
    const lab = open();
    await lab.write((store) => setClock(store, { mode: 'virtual', now: NOW }));
    await lab.arm(put('a'));
    await lab.change();
    expect(open().clock.now()).to.equal(NOW + 800);
    expect((await things(open()))[0]).to.include({ at: NOW, state: 'Ready', readyAt: NOW + 800 });
    await lab.write((store) => setClock(store, { mode: 'real', offset: 3_600_000 }));
    expect(open().store.revision).to.equal(0);
    expect(lab.clock.now() - Date.now()).to.be.closeTo(3_600_000, 1000);
  });

  it('wakes when another process writes', async () => {
    const lab = open();
    await things(lab);
    const changed = lab.change();
    await open().arm(put('a'));
    await changed;
    expect(await things(lab)).to.have.length(1);
  });

  it('wakes at the next due time, and at Ctrl-C', async () => {
    const lab = open();
    await lab.arm(put('a'));
    await lab.change();
    expect((await things(lab))[0]!.state).to.equal('Ready');
    const stop = new AbortController();
    const waiting = lab.change({ signal: stop.signal });
    stop.abort(new Error('interrupted'));
    expect(await waiting.catch((e) => e.message)).to.equal('interrupted');
  });

  it('sleeps on to what is due where its timer ends before the clock of the host gets there', async () => {
    const lab = open();
    await lab.arm(put('a'));
    const { now } = Date;
    try {
      const changed = lab.change();
      Date.now = () => now() - 30;
      await changed;
      expect((await things(lab))[0]!.state).to.equal('Ready');
    } finally {
      Date.now = now;
    }
  });

  it('keeps history and undo across processes', async () => {
    const one = open();
    one.command = 'az thing create a';
    await one.arm(put('a'));
    const two = open();
    expect((await two.read(readHistory)).map((e) => e.command)).to.deep.equal(['az thing create a']);
    expect(await two.write(undo)).to.deep.equal({ undone: 'az thing create a' });
    expect(await things(open())).to.deep.equal([]);
  });

  it('shows a home that cannot be written as it stands', async () => {
    await open({ AKSLAB_NOW: '2021-01-15T12:00:00Z' }).arm(put('a'));
    const lab = open({ AKSLAB_NOW: '2021-01-15T12:00:05Z' });
    const readOnly = Object.assign(new Error('read-only'), { reason: 'read-only' });
    lab.store.transaction = () => Promise.reject(readOnly);
    expect((await things(lab))[0]!.state).to.equal('Pending');
    expect(await lab.arm(put('b')).catch((e) => e)).to.equal(readOnly);
  });

  it('keeps nothing of a request that broke', async () => {
    expect(
      await open()
        .arm(put('broken'))
        .catch((e) => e.message),
    ).to.equal('broken in the middle');
    expect(await things(open())).to.deep.equal([]);
  });
});
