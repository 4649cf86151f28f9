import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scratch } from './scratch.ts';
import { median, milliseconds, type Bench } from './table.ts';

const PROGRAM = resolve(import.meta.dirname, '../dist/bin/akslab.cjs');
const ROUNDS = 5;

/** The whole article, as a person runs it: one process, its start included. */
export default {
  title: 'The whole replay, in one process, latency none (median of 5)',
  async run() {
    const home = scratch();
    const times = Array.from({ length: ROUNDS }, () => time(home));
    rmSync(home, { recursive: true });
    const took = median(times);
    return [{ what: 'akslab replay --latency none', measured: milliseconds(took), ratio: took / 1000, against: '1 s', aim: 1 }];
  },
} satisfies Bench;

function time(home: string): number {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, 'replay', '--latency', 'none'], {
    env: { ...process.env, AKSLAB_HOME: join(home, 'lab') },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the replay failed:\n${stdout}${stderr}`);
  return performance.now() - began;
}
