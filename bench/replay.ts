import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scratch } from './scratch.ts';
import { median, milliseconds, type Bench } from './table.ts';

const PROGRAM = resolve(import.meta.dirname, '../dist/bin/akslab.cjs');
const LIBRARY = resolve(import.meta.dirname, '../scenarios/library');
const ROUNDS = 5;

/** The whole article and the whole library, as a person runs them: one process each, its start included. */
export default {
  title: `Scenarios, each run in one process (median of ${ROUNDS})`,
  async run() {
    const home = scratch();
    const rows = [
      { args: ['replay', '--latency', 'none'], aim: 1 },
      { args: ['test', LIBRARY], aim: 5 },
    ].map(({ args, aim }) => {
      const took = median(Array.from({ length: ROUNDS }, () => time(home, args)));
      const what = `akslab ${args.join(' ').replace(LIBRARY, 'scenarios/library')}`;
      return { what, measured: milliseconds(took), ratio: took / 1000, against: '1 s', aim };
    });
    rmSync(home, { recursive: true });
    return rows;
  },
} satisfies Bench;

function time(home: string, args: string[]): number {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, AKSLAB_HOME: join(home, 'lab') },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`akslab ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return performance.now() - began;
}
