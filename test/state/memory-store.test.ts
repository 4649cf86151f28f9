import { expect } from 'chai';
import { memoryStore } from '../../state/memory-store.ts';
import { partOf } from '../../state/parts.ts';

describe('memory store', () => {
  it('counts one revision up for each write', () => {
    const store = memoryStore();
    expect(store.revision).to.equal(0);
    expect(store.put('/azure/a', 1)).to.equal(1);
    expect(store.put('/azure/a', 2)).to.equal(2);
    expect(store.delete('/azure/a')).to.equal(3);
    expect(store.delete('/azure/a')).to.equal(undefined);
    expect(store.revision).to.equal(3);
  });

  it('remembers when a key was created, and created again', () => {
    const store = memoryStore();
    store.put('/azure/a', 1);
    store.put('/azure/a', 2);
    expect(store.get('/azure/a')).to.deep.equal({ key: '/azure/a', value: 2, revision: 2, created: 1 });
    store.delete('/azure/a');
    store.put('/azure/a', 3);
    expect(store.get('/azure/a')!.created).to.equal(4);
  });

  it('lists and counts in key order, within a part and across parts', () => {
    const store = memoryStore();
    const keys = [
      '/clusters/x/registry/pods/b/1',
      '/clusters/x/registry/pods/a/2',
      '/clusters/x/registry/pods-x/a',
      '/clusters/x/config',
      '/azure/z/1',
      '/clusters/x/registry/pods/a/10',
    ];
    for (const key of keys) store.put(key, key);
    expect(store.list('').map((e) => e.key)).to.deep.equal([...keys].sort());
    expect(store.list('/clusters/x/registry/pods/').map((e) => e.key)).to.deep.equal([keys[5], keys[1], keys[0]]);
    expect(store.list('/clusters/x/registry/pods/a/').map((e) => e.value)).to.deep.equal([keys[5], keys[1]]);
    expect(store.count('/clusters/x/registry/pods')).to.equal(4);
    expect(store.count('/clusters/x/registry/pods/')).to.equal(3);
    expect(store.list('/clusters/x/config')).to.have.length(1);
    expect(store.count('/nothing/')).to.equal(0);
  });

  it('tells what changed after a revision, with what was there before', () => {
    const store = memoryStore();
    store.put('/clusters/x/registry/pods/a', 1);
    store.put('/clusters/x/registry/secrets/s', 1);
    store.put('/clusters/x/registry/pods/a', 2);
    store.delete('/clusters/x/registry/pods/a');
    const changes = store.changes('/clusters/x/registry/pods/', 1)!;
    expect(changes.map((c) => [c.revision, c.before?.value, c.entry?.value])).to.deep.equal([
      [3, 1, 2],
      [4, 2, undefined],
    ]);
    expect(store.changes('/clusters/x/', 0)!.map((c) => c.revision)).to.deep.equal([1, 2, 3, 4]);
    expect(store.changes('/clusters/x/', 4)).to.deep.equal([]);
  });

  it('forgets the oldest changes, and says so', () => {
    const store = memoryStore();
    for (let i = 0; i < 5000; i++) store.put('/clusters/x/registry/pods/a', i);
    expect(store.changes('/clusters/x/registry/pods/', 0)).to.equal(undefined);
    expect(store.changes('/clusters/x/registry/pods/', 4998)).to.have.length(2);
  });

  it('takes the writes of a request back', () => {
    const store = memoryStore();
    store.put('/azure/a', 1);
    store.put('/azure/b', 1);
    store.commit();
    const before = store.snapshot();
    store.put('/azure/a', 2);
    store.delete('/azure/b');
    store.put('/azure/c', 1);
    expect(store.pending).to.have.length(3);
    store.rollback();
    expect(store.snapshot()).to.deep.equal(before);
    expect(store.pending).to.deep.equal([]);
    expect(store.changes('/azure/', 2)).to.deep.equal([]);
    expect(store.put('/azure/a', 3)).to.equal(3);
  });

  it('restores a snapshot, without a past', () => {
    const store = memoryStore();
    store.put('/azure/a', 1);
    const snapshot = store.snapshot();
    store.put('/clusters/x/config', 1);
    store.put('/azure/a', 2);
    store.restore(snapshot);
    expect(store.snapshot()).to.deep.equal(snapshot);
    expect(store.revision).to.equal(1);
    expect(store.changes('/azure/', 0)).to.equal(undefined);
    expect(store.changes('/azure/', 1)).to.deep.equal([]);
  });
});

describe('parts', () => {
  const cases = {
    '/clusters/x/registry/pods/default/a': '/clusters/x/registry/pods',
    '/clusters/x/registry/deployments.apps/default/a': '/clusters/x/registry/deployments.apps',
    '/clusters/x/timers/1/2': '/clusters/x/timers',
    '/clusters/x/config': '/clusters/x/config',
    '/azure/groups/a/b': '/azure/groups',
    '/akslab/clock': '/akslab/clock',
  };
  for (const [key, part] of Object.entries(cases)) it(`keeps ${key} in ${part}`, () => expect(partOf(key)).to.equal(part));

  it('lists the same list again until something is written under it', () => {
    const store = memoryStore();
    store.put('/azure/groups/a', 1);
    const first = store.list('/azure/groups/');
    expect(store.list('/azure/groups/')).to.equal(first);
    store.put('/azure/groups/b', 2);
    expect(first).to.have.length(1);
    expect(store.list('/azure/groups/')).to.have.length(2);
    store.rollback();
    expect(store.list('/azure/groups/')).to.deep.equal([]);
  });
});
