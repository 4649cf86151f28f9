import { expect } from 'chai';
import { NoSuchHost } from '../../../cli/shared/lab.ts';
import { createMemoryLab } from '../../../cli/shared/memory-lab.ts';
import { readHistory, undo } from '../../../cli/shared/history.ts';
import { fakeWorld } from '../../support/fake-world.ts';

const START = Date.parse('2021-01-15T12:00:00Z');
const put = (name: string, body = {}) => ({ method: 'PUT' as const, path: `/things/${name}`, body });
const things = async (lab: ReturnType<typeof newLab>) =>
  (await lab.arm({ method: 'GET', path: '/things' })).body as Record<string, unknown>[];
const newLab = (latency: 'none' | 'short' = 'none') => createMemoryLab({ seed: 7, latency, createWorld: fakeWorld });

describe('memory lab', () => {
  it('answers at both doors', async () => {
    const lab = newLab();
    expect((await lab.arm(put('a'))).code).to.equal(201);
    expect((await lab.api('https://cluster.test:443', { method: 'GET', path: '/things' })).body).to.have.length(1);
  });

  it('says which host is unknown', async () => {
    const error = await newLab()
      .api('https://nowhere.test:443', { method: 'GET', path: '/' })
      .catch((e) => e);
    expect(error).to.be.instanceOf(NoSuchHost);
    expect(error.host).to.equal('nowhere.test');
  });

  it('repeats itself from the same seed', async () => {
    const one = newLab();
    const two = newLab();
    for (const lab of [one, two]) for (const name of ['a', 'b']) await lab.arm(put(name));
    expect(await things(one)).to.deep.equal(await things(two));
    const [a, b] = await things(one);
    expect(a!.uid).not.to.equal(b!.uid);
  });

  it('moves its clock to what is due when something waits', async () => {
    const lab = newLab('short');
    await lab.arm(put('a'));
    expect((await things(lab))[0]!.state).to.equal('Pending');
    await lab.change();
    expect(lab.clock.now()).to.equal(START + 800);
    expect((await things(lab))[0]).to.include({ state: 'Ready', readyAt: START + 800 });
    await lab.change({ until: START + 5000 });
    expect(lab.clock.now()).to.equal(START + 5000);
  });

  it('waits for a write where nothing is due, and for no longer than the signal', async () => {
    const lab = newLab();
    const changed = lab.change();
    await lab.arm(put('a'));
    await changed;
    await lab.change();
    const stop = new AbortController();
    const waiting = lab.change({ signal: stop.signal });
    stop.abort(new Error('interrupted'));
    expect(await waiting.catch((e) => e.message)).to.equal('interrupted');
  });

  it('keeps nothing of a request that broke', async () => {
    const lab = newLab();
    const before = lab.snapshot();
    expect(await lab.arm(put('broken')).catch((e) => e.message)).to.equal('broken in the middle');
    expect(lab.snapshot()).to.deep.equal(before);
  });

  it('goes back to a snapshot', async () => {
    const lab = newLab('short');
    await lab.arm(put('a'));
    const then = lab.snapshot();
    await lab.change();
    await lab.arm(put('b'));
    lab.restore(then);
    expect(await things(lab)).to.have.length(1);
    expect(lab.snapshot()).to.deep.equal(then);
  });
});

describe('history', () => {
  it('tells which command asked for what, and what was refused', async () => {
    const lab = newLab();
    lab.command = 'kubectl create thing a';
    await lab.arm(put('a'));
    await lab.arm({ method: 'GET', path: '/things' });
    lab.command = 'kubectl create thing denied';
    await lab.arm({ ...put('denied'), headers: { 'impersonate-user': 'dev' } });
    const entries = await lab.read(readHistory);
    expect(entries.map((e) => [e.at, e.command, e.request])).to.deep.equal([
      [START, 'kubectl create thing a', { method: 'PUT', path: '/things/a', code: 201 }],
      [START, 'kubectl create thing denied', { method: 'PUT', path: '/things/denied', as: 'dev', code: 403 }],
    ]);
  });

  it('keeps the last five hundred or so', async () => {
    const lab = newLab();
    for (let i = 0; i < 600; i++) await lab.arm(put(`a${i}`));
    const entries = await lab.read(readHistory);
    expect(entries.length).to.be.within(500, 525);
    expect(entries.at(-1)!.request!.path).to.equal('/things/a599');
  });

  it('leaves out what only asks: dry runs, reviews, credentials', async () => {
    const lab = newLab();
    await lab.arm({ method: 'PUT', path: '/things/a?dryRun=All' });
    await lab.arm({ method: 'PUT', path: '/things/selfsubjectaccessreviews' });
    await lab.arm({ method: 'PUT', path: '/things/listClusterAdminCredential?api-version=1' });
    expect(await lab.read(readHistory)).to.deep.equal([]);
  });
});

describe('undo', () => {
  it('takes one command after the other back, with all its requests and what came of them', async () => {
    const lab = newLab('short');
    lab.command = 'one';
    await lab.arm(put('a', { size: 1 }));
    lab.command = 'two';
    await lab.arm(put('a', { size: 2 }));
    await lab.arm(put('b'));
    await lab.change();
    await lab.arm({ method: 'DELETE', path: '/things/a' });
    lab.command = 'three';
    await lab.arm(put('c'));
    await lab.change();
    expect(await lab.write(undo)).to.deep.equal({ undone: 'three' });
    expect(await things(lab)).to.have.length(1);
    expect(await lab.write(undo)).to.deep.equal({ undone: 'two' });
    expect((await things(lab)).map((t) => [t.size, t.state])).to.deep.equal([[1, 'Ready']]);
    expect(await lab.write(undo)).to.deep.equal({ undone: 'one' });
    expect(await things(lab)).to.deep.equal([]);
    expect(await lab.write(undo)).to.deep.equal({ refused: 'nothing' });
  });
});
