import * as fs from 'node:fs';
import { openFileStore } from '../state/file-store.ts';
import { scratch } from './scratch.ts';
import { milliseconds, type Bench } from './table.ts';

const SIZES = [100, 10_000];
/** Enough for the larger part to be written anew at least once, so that compaction is in the figure. */
const WRITES = 15_000;
/** About a pod's size. */
const value = (n: number) => ({ kind: 'Pod', n, text: 'x'.repeat(2000) });

/** The store's own cost of a write, over many: fsync left out, which costs the same always and hides the rest. */
export default {
  title: 'One write, in-process, compaction included',
  async run() {
    const disk = { ...fs, fsyncSync: () => undefined };
    const cost: number[] = [];
    for (const size of SIZES) {
      const folder = scratch();
      const store = openFileStore({ folder, disk });
      const key = (n: number) => `/clusters/x/registry/pods/default/${(n * 7919) % size}`;
      await store.transaction(() => {
        for (let n = 0; n < size; n++) store.put(key(n), value(n));
      });
      const began = performance.now();
      for (let n = 0; n < WRITES; n++) await store.transaction(() => store.put(key(n), value(n)));
      cost.push((performance.now() - began) / WRITES);
      store.close();
      fs.rmSync(folder, { recursive: true });
    }
    const [small, large] = cost as [number, number];
    return [
      { what: `at ${SIZES[0]} objects`, measured: milliseconds(small) },
      {
        what: `at ${SIZES[1]!.toLocaleString('en')} objects`,
        measured: milliseconds(large),
        ratio: large / small,
        against: `at ${SIZES[0]}`,
        aim: 1.5,
      },
    ];
  },
} satisfies Bench;
