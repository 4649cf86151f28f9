import { replay } from '../cli/akslab/replay/replay.ts';
import { memoryTerminal } from '../cli/shared/memory-terminal.ts';
import { milliseconds, type Bench } from './table.ts';

/** The whole article, in this process. */
export default {
  title: 'The whole replay, in one process, latency none',
  async run() {
    const terminal = memoryTerminal();
    const began = performance.now();
    const code = await replay({ scenario: 'walkthrough', latency: 'none' }, terminal);
    const took = performance.now() - began;
    if (code !== 0) throw new Error(`the replay failed:\n${terminal.all}`);
    return [{ what: 'akslab replay', measured: milliseconds(took), ratio: took / 1000, against: '1 s', aim: 1 }];
  },
} satisfies Bench;
