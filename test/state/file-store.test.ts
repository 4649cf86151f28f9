import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { StoreEntry } from '../../core/store.ts';
import { openFileStore, type FileStore } from '../../state/file-store.ts';
import { memoryStore } from '../../state/memory-store.ts';
import { scratchFolder } from '../support/scratch.ts';

const POD = '/clusters/x/registry/pods/default/';

describe('file store', () => {
  const scratch = scratchFolder();
  const open = (options = {}) => {
    const store = openFileStore({ folder: join(scratch.path, 'state'), ...options });
    store.refresh();
    return store;
  };
  const write = (store: FileStore, key: string, value: string | number) => store.transaction(() => store.put(key, value));

  it('makes no file before the first write', () => {
    const store = open();
    expect(store.revision).to.equal(0);
    expect(store.list('')).to.deep.equal([]);
    expect(readdirSync(scratch.path)).to.deep.equal([]);
  });

  it('keeps what was written for the next process', async () => {
    const store = open();
    await write(store, `${POD}a`, 1);
    await write(store, `${POD}a`, 2);
    await write(store, '/azure/groups/g', 'ü');
    await store.transaction(() => store.delete('/azure/groups/g'));
    const next = open();
    expect(next.revision).to.equal(4);
    expect(next.list('')).to.deep.equal([{ key: `${POD}a`, value: 2, revision: 2, created: 1 }]);
  });

  it('keeps nothing of a transaction that throws', async () => {
    const store = open();
    await write(store, `${POD}a`, 1);
    const broken = store.transaction(() => {
      store.put(`${POD}a`, 2);
      throw new Error('no');
    });
    expect(await broken.catch((e) => e.message)).to.equal('no');
    expect(store.get(`${POD}a`)!.value).to.equal(1);
    expect(open().revision).to.equal(1);
  });

  it('sees the writes of others when it refreshes, with what was there before', async () => {
    const [one, two] = [open(), open()];
    await write(one, `${POD}a`, 1);
    expect(two.get(`${POD}a`)).to.equal(undefined);
    two.refresh();
    expect(two.get(`${POD}a`)!.value).to.equal(1);
    await write(one, `${POD}a`, 2);
    await write(one, `${POD}b`, 3);
    two.refresh();
    expect(two.changes(POD, 1)!.map((c) => [c.revision, c.before?.value, c.entry?.value])).to.deep.equal([
      [2, 1, 2],
      [3, undefined, 3],
    ]);
  });

  it('begins a transaction on the newest state', async () => {
    const [one, two] = [open(), open()];
    const count = (store: FileStore) => store.transaction(() => store.put('/azure/n', Number(store.get('/azure/n')?.value ?? 0) + 1));
    for (let i = 0; i < 5; i++) await Promise.all([count(one), count(two)]);
    expect(open().get('/azure/n')!.value).to.equal(10);
  });

  it('reads only the parts that are asked for', async () => {
    const store = open({ foldAt: 1 });
    await write(store, `${POD}a`, 'x'.repeat(70_000));
    await write(store, '/azure/groups/g', 1);
    const read: string[] = [];
    const fs = await import('node:fs');
    const disk = {
      ...fs,
      openSync: ((path: string, flags: string) => (read.push(path), fs.openSync(path, flags))) as typeof fs.openSync,
    };
    const watched = open({ disk });
    expect(watched.get('/azure/groups/g')!.value).to.equal(1);
    expect(read.filter((path) => path.includes('parts/clusters'))).to.deep.equal([]);
    watched.get(`${POD}a`);
    expect(read.filter((path) => path.includes('parts/clusters'))).to.have.length(1);
  });

  describe('over a large part', () => {
    const name = (i: number) => `${POD}pod-${String(i).padStart(4, '0')}`;
    const PODS = 2000;
    const fill = async () => {
      const store = open();
      await store.transaction(() => {
        for (let i = 0; i < PODS; i++) store.put(name(i), { n: i, text: 'ü'.repeat(i % 500) });
      });
    };

    it('looks one entry up without reading the others', async () => {
      await fill();
      const fs = await import('node:fs');
      let bytes = 0;
      const readSync = ((file: number, to: Buffer, offset: number, length: number, at: number) => {
        bytes += length;
        return fs.readSync(file, to, offset, length, at);
      }) as typeof fs.readSync;
      const store = open({ disk: { ...fs, readSync } });
      for (const i of [0, 1, 777, PODS - 1]) {
        bytes = 0;
        expect(store.get(name(i))).to.deep.equal({
          key: name(i),
          value: { n: i, text: 'ü'.repeat(i % 500) },
          revision: i + 1,
          created: i + 1,
        });
        expect(bytes).to.be.lessThan(300_000);
      }
      expect(store.get(`${POD}pod-0777x`)).to.equal(undefined);
      expect(store.get(`${POD}a`)).to.equal(undefined);
      expect(store.get(`${POD}z`)).to.equal(undefined);
      expect(fs.statSync(join(scratch.path, 'state/parts/clusters/x/registry/pods.json')).size).to.be.greaterThan(1_000_000);
    });

    it('hands out the same entry before and after the others are read', async () => {
      await fill();
      const store = open();
      const one = store.get(name(7))!;
      await store.transaction(() => store.delete(name(8)));
      const all = store.list(POD);
      expect(all).to.have.length(PODS - 1);
      expect(all[7]).to.equal(one);
      expect(store.get(name(7))).to.equal(one);
    });

    it('goes on reading what it opened when another process puts new files in their place', async () => {
      await fill();
      const [one, two] = [open(), open({ foldAt: 1 })];
      expect(one.get(name(0))!.value).to.include({ n: 0 });
      await two.transaction(() => {
        for (let i = 0; i < PODS; i++) store(two, i);
      });
      expect(one.get(name(5))!.value).to.include({ n: 5 });
      one.refresh();
      expect(one.get(name(5))!.value).to.equal(-5);
      expect(one.list(POD)).to.deep.equal(open().list(POD));
    });
    const store = (to: FileStore, i: number) => to.put(name(i), -i);
  });

  it('folds its journal into readable files', async () => {
    const store = open({ foldAt: 100_000 });
    for (let i = 0; i < 30; i++) await write(store, `${POD}${i}`, 'x'.repeat(10_000));
    expect(readdirSync(join(scratch.path, 'state'))).to.include.members(['manifest.json', 'parts']);
    const path = join(scratch.path, 'state/parts/clusters/x/registry/pods.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).to.include({ schema: 1, part: '/clusters/x/registry/pods' });
    expect(open().count(POD)).to.equal(30);
  });

  it('follows another process across folds, however far it lags', async () => {
    const [one, near, far] = [open({ foldAt: 500 }), open(), open()];
    for (let i = 0; i < 60; i++) {
      await write(one, `${POD}${i % 7}`, i);
      if (i % 5 === 0) {
        near.refresh();
        expect(near.get(`${POD}${i % 7}`)!.value).to.equal(i);
      }
    }
    far.refresh();
    near.refresh();
    expect(far.list('')).to.deep.equal(one.list(''));
    expect(near.list('')).to.deep.equal(one.list(''));
    expect(far.changes(POD, 1)).to.equal(undefined);
  });

  for (const searchAt of [1, 32 * 1024])
    it(`is the same as a store in memory, whatever is written and reopened (files searched from ${searchAt} bytes on)`, async () => {
      const KEYS = [
        '/azure/a',
        '/azure/b/c',
        '/azure/b/d',
        `${POD}a`,
        `${POD}b`,
        `${POD}ß "quoted" \\`,
        '/clusters/x/registry/pods-x/a',
        '/clusters/x/config',
        '/clusters/y/config',
        '/akslab/clock',
      ];
      const key = fc.constantFrom(...KEYS);
      const step = fc.oneof(
        { weight: 2, arbitrary: fc.record({ do: fc.constant('put all' as const), keys: fc.array(key), value: fc.nat() }) },
        {
          weight: 6,
          arbitrary: fc.record({
            do: fc.constant('put' as const),
            key,
            value: fc.jsonValue({ maxDepth: 1 }).map((value) => JSON.parse(JSON.stringify(value)) as string),
          }),
        },
        // So much that a part is written anew.
        { weight: 2, arbitrary: fc.record({ do: fc.constant('put' as const), key, value: fc.constant('ü'.repeat(35_000)) }) },
        { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), key }) },
        { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
        { weight: 1, arbitrary: fc.constant({ do: 'rollback' as const }) },
      );
      let n = 0;
      const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.integer({ min: 50, max: 3000 }), async (steps, foldAt) => {
        const folder = join(scratch.path, String(n++));
        const reopen = () => {
          const store = openFileStore({ folder, foldAt, searchAt });
          store.refresh();
          return store;
        };
        let file = reopen();
        const memory = memoryStore();
        for (const one of steps) {
          if (one.do === 'reopen') file = reopen();
          else if (one.do === 'put all') {
            const act = (store: Pick<FileStore, 'put'>) => one.keys.forEach((each) => store.put(each, one.value));
            act(memory);
            await file.transaction(() => act(file));
          } else if (one.do === 'rollback') {
            file.put('/azure/a', 'not kept');
            file.rollback();
          } else {
            const act = (store: Pick<FileStore, 'put' | 'delete'>) =>
              one.do === 'put' ? store.put(one.key, one.value) : store.delete(one.key);
            expect(await file.transaction(() => act(file))).to.equal(act(memory));
            const change = ({ revision, entry, before }: { revision: number; entry?: StoreEntry; before?: StoreEntry }) => ({
              revision,
              entry,
              before,
            });
            const since = Math.max(0, memory.revision - 1);
            const changes = file.changes('', since)?.map(change);
            if (changes) expect(changes).to.deep.equal(memory.changes('', since)!.map(change));
          }
          for (const one of KEYS) expect(file.get(one)).to.deep.equal(memory.get(one));
          for (const prefix of ['', '/azure/', '/azure/b/', '/clusters/x/', '/clusters/x/registry/pods/', POD]) {
            expect(file.list(prefix)).to.deep.equal(memory.list(prefix));
            expect(file.count(prefix)).to.equal(memory.count(prefix));
          }
          expect(file.revision).to.equal(memory.revision);
        }
        file.close();
      });
      await fc.assert(property, { numRuns: 60, seed: 1 });
    });
});
