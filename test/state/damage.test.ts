import * as fs from 'node:fs';
import { appendFileSync, cpSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openFileStore, type FileStore } from '../../state/file-store.ts';
import { scratchFolder } from '../support/scratch.ts';

const SAMPLES = join(import.meta.dirname, 'samples');
const POD = '/clusters/x/registry/pods/default/a';
const DEAD = '{"pid":4194300,"start":"1"}\n';

describe('a home that cannot be used as it is', () => {
  const scratch = scratchFolder();
  const file = (name: string) => join(scratch.path, 'state', name);
  const JOURNAL = 'journal-000001.ndjson';

  function open(options = {}): FileStore {
    const store = openFileStore({ folder: join(scratch.path, 'state'), ...options });
    store.refresh();
    return store;
  }
  async function fill(options = {}) {
    const store = open(options);
    for (let i = 0; i < 3; i++) await store.transaction(() => store.put(POD, { n: i, text: 'x'.repeat(100) }));
    await store.durable(store.revision);
    store.close();
  }
  const failure = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      return (error as Error).message.replaceAll(scratch.path, 'HOME');
    }
    return expect.fail('it went on');
  };
  const everything = () =>
    Object.fromEntries(
      readdirSync(scratch.path, { recursive: true, withFileTypes: true })
        .filter((e) => e.isFile())
        .map((e) => [e.name, readFileSync(join(e.parentPath ?? e.path, e.name), 'utf8')]),
    );
  const KEEP = 'akslab has not changed it. Mend it, or take it back from a copy, or begin anew with "akslab reset"';

  it('reports a journal that ends in the middle of a line, and leaves it', async () => {
    await fill();
    truncateSync(file(JOURNAL), fs.statSync(file(JOURNAL)).size - 20);
    const before = everything();
    const message = `HOME/state/${JOURNAL}:3: the state is damaged: the file ends in the middle of a line, and no crash explains it. ${KEEP}. To go on without that line, delete it`;
    expect(failure(() => open())).to.equal(message);
    const store = openFileStore({ folder: join(scratch.path, 'state') });
    expect((await store.transaction(() => store.put(POD, 1)).catch((e) => e.message)).replaceAll(scratch.path, 'HOME')).to.equal(message);
    expect(everything()).to.deep.equal(before);
  });

  it('cuts what a process that died was writing, for nobody was told', async () => {
    await fill();
    appendFileSync(file(JOURNAL), '{"revision":4,"more":1,"key":"/azure/a","created":4,"value":1}\n{"revision":5,"mo');
    writeFileSync(file('lock'), DEAD);
    const store = open();
    expect(store.revision).to.equal(3);
    await store.transaction(() => store.put('/azure/b', 1));
    expect(
      open()
        .list('/azure/')
        .map((e) => e.key),
    ).to.deep.equal(['/azure/b']);
    expect(open().revision).to.equal(4);
  });

  it('waits for a living process that is writing', async () => {
    await fill();
    appendFileSync(file(JOURNAL), '{"revision":4,"mo');
    const start = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ')[19];
    writeFileSync(file('lock'), JSON.stringify({ pid: process.pid, start }));
    expect(open().revision).to.equal(3);
  });

  it('takes a lock over at once whose process id belongs to another process now', async () => {
    await fill();
    writeFileSync(file('lock'), JSON.stringify({ pid: process.pid, start: '1' }));
    const store = open();
    const { setTimeout: later } = globalThis;
    globalThis.setTimeout = (() => expect.fail('it waited')) as never;
    try {
      await store.transaction(() => store.put(POD, 1));
    } finally {
      globalThis.setTimeout = later;
    }
    expect(readdirSync(join(scratch.path, 'state')).filter((name) => name.startsWith('lock'))).to.deep.equal([]);
  });

  it('says where a journal is no JSON, and where it is no journal', async () => {
    await fill();
    const lines = readFileSync(file(JOURNAL), 'utf8').split('\n');
    writeFileSync(file(JOURNAL), [lines[0], lines[1], lines[2]!.replace('"n":2', '"n":oops'), ''].join('\n'));
    expect(failure(() => open().get(POD)!.value)).to.equal(
      `HOME/state/${JOURNAL}:3:${lines[2]!.indexOf('"n":2') + 5}: the state is damaged: this is not JSON. ${KEEP}`,
    );
    writeFileSync(file(JOURNAL), [lines[0], '{"hello":1}', lines[2], ''].join('\n'));
    expect(failure(() => open())).to.equal(
      `HOME/state/${JOURNAL}:2: the state is damaged: a line of it is no write (revision, more, key). ${KEEP}`,
    );
  });

  it('says where a manifest is no JSON', async () => {
    await fill();
    writeFileSync(file('manifest.json'), '{\n  "schema": 1,\n  "journal": ,\n  "revision": 0\n}\n');
    expect(failure(() => open())).to.equal(`HOME/state/manifest.json:3:14: the state is damaged: this is not JSON. ${KEEP}`);
    writeFileSync(file('manifest.json'), '');
    expect(failure(() => open())).to.equal(`HOME/state/manifest.json:1:1: the state is damaged: the file is empty. ${KEEP}`);
    writeFileSync(file('manifest.json'), '{"schema": 1, "journal": "one", "revision": 0, "parts": {}}');
    expect(failure(() => open())).to.contain('"journal" and "revision" must be numbers');
    fs.rmSync(file('manifest.json'));
    expect(failure(() => open())).to.equal(`HOME/state/manifest.json: the state is damaged: the file is missing. ${KEEP}`);
  });

  it('says what is wrong with a part, when that part is asked for', async () => {
    const store = open({ foldAt: 1 });
    await store.transaction(() => store.put(POD, 'x'.repeat(70_000)));
    await store.transaction(() => store.put('/azure/a', 1));
    const part = file('parts/clusters/x/registry/pods.json');
    const text = readFileSync(part, 'utf8');
    writeFileSync(part, text.slice(0, text.length / 2));
    expect(open().get('/azure/a')!.value).to.equal(1);
    expect(failure(() => open().get(POD))).to.match(
      /^HOME\/state\/parts\/clusters\/x\/registry\/pods\.json:6:\d+: the state is damaged: this is not JSON/,
    );
    writeFileSync(part, text.replace('"key"', '"kee"'));
    expect(failure(() => open().get(POD))).to.contain(
      'pods.json: the state is damaged: entry 1 needs "key", "value", "revision" and "created"',
    );
    fs.rmSync(part);
    expect(failure(() => open().get(POD))).to.contain('pods.json: the state is damaged: the file is missing');
    truncateSync(file('parts/azure/a.ndjson'), 5);
    expect(failure(() => open().get('/azure/a'))).to.match(/a\.ndjson: the state is damaged: it should hold \d+ bytes, and holds 5/);
    fs.rmSync(file('journal-000003.ndjson'));
    expect(failure(() => open())).to.equal(`HOME/state/journal-000003.ndjson: the state is damaged: the file is missing. ${KEEP}`);
  });

  it('says what is wrong with an entry of a large part, when that entry is asked for', async () => {
    const store = open({ foldAt: 1 });
    await store.transaction(() => {
      for (let i = 0; i < 900; i++) store.put(`${POD}${i}`, { n: i, text: 'x'.repeat(100) });
    });
    const part = file('parts/clusters/x/registry/pods.json');
    const text = readFileSync(part, 'utf8');
    const line = text.split('\n').findIndex((one) => one.includes('"n":500,')) + 1;
    const column = text.split('\n')[line - 1]!.indexOf('500,') + 1;
    const message = `HOME/state/parts/clusters/x/registry/pods.json:${line}:${column}: the state is damaged: this is not JSON. ${KEEP}`;
    writeFileSync(part, text.replace('"n":500,', '"n":oh!,'));
    expect(open().get(`${POD}1`)!.value).to.include({ n: 1 });
    expect(open().count(POD)).to.equal(900);
    for (const read of [
      () => open().get(`${POD}500`)!.value,
      () =>
        open()
          .list(POD)
          .map(({ value }) => value),
    ])
      expect(failure(read)).to.equal(message);
    const before = everything();
    const writer = open({ foldAt: 1 });
    await writer.transaction(() => writer.put(`${POD}x`, 'x'.repeat(200_000)));
    expect(open().get(`${POD}x`)!.revision).to.equal(901);
    expect(everything()['pods.json']).to.equal(before['pods.json']);
    writeFileSync(part, text.replace('{"key"', '{"yek"'));
    expect(failure(() => open().get(`${POD}0`))).to.contain('pods.json: the state is damaged: entry 1 needs "key"');
  });

  it('reads a large part that somebody has written in another layout', async () => {
    const store = open({ foldAt: 1 });
    await store.transaction(() => {
      for (let i = 0; i < 900; i++) store.put(`${POD}${i}`, { n: i, text: 'x'.repeat(100) });
    });
    const part = file('parts/clusters/x/registry/pods.json');
    const text = readFileSync(part, 'utf8');
    writeFileSync(part, JSON.stringify(JSON.parse(text), null, 2));
    expect(open().get(`${POD}500`)!.value).to.include({ n: 500 });
    // As long as before, with one line that is not akslab's.
    writeFileSync(part, text.replace('{"key":', '{ "key":').replace('x"', '"'));
    expect(open().get(`${POD}0`)!.value).to.include({ n: 0 });
  });

  it('refuses files of a newer akslab', async () => {
    await fill();
    writeFileSync(file('manifest.json'), '{"schema": 2}');
    expect(failure(() => open())).to.equal(
      'HOME/state/manifest.json: written by a newer akslab (schema 2, this one knows 1). Update akslab, or set AKSLAB_HOME to another folder',
    );
  });

  it('loads the files of every earlier schema', () => {
    for (const sample of readdirSync(SAMPLES)) {
      cpSync(join(SAMPLES, sample), join(scratch.path, sample), { recursive: true });
      const store = openFileStore({ folder: join(scratch.path, sample) });
      store.refresh();
      expect(store.list('').map(({ key, value }) => [key, value])).to.deep.equal([
        ['/akslab/latency', 'none'],
        ['/azure/groups/g', { location: 'eastus' }],
        ['/clusters/c/registry/pods/default/nginx', { kind: 'Pod' }],
      ]);
    }
  });

  it('can be read where it cannot be written', async () => {
    await fill();
    const denied = () => {
      throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
    };
    const disk = {
      ...fs,
      mkdirSync: denied as never,
      linkSync: denied as never,
      openSync: ((path: string, flags: string) => (flags === 'r' ? fs.openSync(path, flags) : denied())) as never,
    };
    const store = open({ disk });
    expect(store.get(POD)!.revision).to.equal(3);
    const error = await store.transaction(() => store.put(POD, 1)).catch((e) => e);
    expect(error.reason).to.equal('read-only');
    expect(error.message.replaceAll(scratch.path, 'HOME')).to.equal(
      'HOME/state/lock: the state cannot be written (EROFS). Make the folder writable, or set AKSLAB_HOME to another one',
    );
    expect(store.get(POD)!.revision).to.equal(3);
  });

  it('is as it was when the disk is full, wherever that happens', async () => {
    await fill();
    const before = readFileSync(file(JOURNAL), 'utf8');
    // The nth write to the disk takes half of its bytes; all after that take none.
    for (let room = 0; room < 3; room++) {
      let left = room;
      const full = () => {
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      };
      const writeSync = ((to: number, bytes: Buffer, offset: number, length: number, at: number) => {
        if (left-- > 0) return fs.writeSync(to, bytes, offset, length, at);
        if (left === -1 && length > 1) return fs.writeSync(to, bytes, offset, Math.floor(length / 2), at);
        return full();
      }) as typeof fs.writeSync;
      const store = open({ disk: { ...fs, writeSync } });
      const written = await store.transaction(() => store.put(POD, { n: 9, text: 'y'.repeat(500) })).catch((e) => e);
      if (room === 2) continue;
      expect(written.message).to.match(/: no space left on the disk \(ENOSPC\)\. Nothing was changed$/);
      expect(store.get(POD)!.revision).to.equal(3);
      expect(readFileSync(file(JOURNAL), 'utf8')).to.equal(before);
      expect(open().get(POD)!.revision).to.equal(3);
    }
    expect(open().get(POD)!.revision).to.equal(4);
  });

  it('loses nothing when the disk is full while the journal is folded', async () => {
    const store = open({ foldAt: 300, disk: { ...fs, renameSync: failing(fs.renameSync, (n) => n > 0) } });
    for (let i = 0; i < 20; i++) await store.transaction(() => store.put(`/azure/a/${i}`, 'x'.repeat(50)));
    expect(open().count('/azure/a/')).to.equal(20);
    const whole = open({ foldAt: 300 });
    await whole.transaction(() => whole.put('/azure/a/20', 1));
    expect(open().count('/azure/a/')).to.equal(21);
  });

  function failing(real: typeof fs.renameSync, fails: (call: number) => boolean): typeof fs.renameSync {
    let call = 0;
    return (from, to) => {
      if (fails(call++)) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
      real(from, to);
    };
  }

  it('is refused where no folder can be made', async () => {
    const mkdirSync = ((_path: string, options?: unknown) => {
      expect(options, 'recursion is not left to Node').to.equal(undefined);
      throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    }) as never;
    const store = openFileStore({ folder: join(scratch.path, 'state'), disk: { ...fs, mkdirSync } });
    const error = await store.transaction(() => store.put(POD, 1)).catch((e) => e);
    expect(error.message.replaceAll(scratch.path, 'HOME')).to.equal(
      'HOME/state/lock: the state could not be written (ENOENT). Nothing was changed',
    );
  });

  it('cannot be read without permission', async () => {
    await fill();
    const openSync = ((path: string) => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES', path });
    }) as never;
    expect(failure(() => open({ disk: { ...fs, openSync } }))).to.equal(`HOME/state/${JOURNAL}: the state cannot be read (EACCES)`);
  });
});
