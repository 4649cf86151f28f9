import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { seededRandom } from '../../core/random.ts';
import { openFileStore } from '../../state/file-store.ts';
import { scratchFolder } from '../support/scratch.ts';

const WRITER = join(import.meta.dirname, 'writer.ts');

describe('a state that many processes write', function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  let writer = '';

  /** The writer as plain JavaScript, so that it starts at once. */
  before(async () => {
    const { build } = await import('esbuild');
    const { outputFiles } = await build({ entryPoints: [WRITER], bundle: true, platform: 'node', format: 'esm', write: false });
    writer = outputFiles[0]!.text;
  });

  /** Starts a process that writes `count` objects under `/azure/<name>/`, telling each revision once it is durable. */
  function startWriter(name: string, count: number) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer, join(scratch.path, 'state'), name, String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
    const began = once(child.stdout, 'data');
    return { child, began, acknowledged: () => told.split('\n').slice(0, -1).map(Number), ended: once(child, 'close') };
  }

  const open = () => {
    const store = openFileStore({ folder: join(scratch.path, 'state') });
    store.refresh();
    return store;
  };

  it('has 200 objects after two processes created 100 each at once', async () => {
    const writers = [startWriter('one', 100), startWriter('two', 100)];
    await Promise.all(writers.map((w) => w.ended));
    const store = open();
    expect(store.count('/azure/one/')).to.equal(100);
    expect(store.count('/azure/two/')).to.equal(100);
    expect(store.revision).to.equal(400);
  });

  it('opens after each of 100 kills, and holds everything acknowledged', async () => {
    const random = seededRandom(2);
    const acknowledged = new Set<string>();
    let killed = 0;
    for (let round = 0; round < 50; round++) {
      // Two at a time: one is killed, the other has to take its lock over.
      const writers = [startWriter(`r${round}a`, 1e6), startWriter(`r${round}b`, 1e6)];
      for (const { child, began } of writers) {
        await began;
        await new Promise((resolve) => setTimeout(resolve, random.below(30)));
        child.kill('SIGKILL');
        killed++;
      }
      await Promise.all(writers.map((w) => w.ended));
      writers.forEach((w, i) => w.acknowledged().forEach((n) => acknowledged.add(`/azure/r${round}${'ab'[i]}/${n}`)));
      const store = open();
      for (const key of acknowledged) if (!store.get(key)) expect.fail(`${key} was acknowledged, and is lost after kill ${killed}`);
      for (const { key, value } of store.list('/azure/pair/'))
        expect(store.get(key.replace('/pair/', '/'))?.value, `half of a request: ${key}`).to.equal(value);
      await store.transaction(() => store.put('/azure/after', round));
      store.close();
    }
    expect(killed).to.equal(100);
    expect(acknowledged.size).to.be.greaterThan(100);
    expect(readFileSync(join(scratch.path, 'state/manifest.json'), 'utf8')).to.contain('"schema": 1');
    expect(existsSync(join(scratch.path, 'state/lock'))).to.equal(false);
  });
});
