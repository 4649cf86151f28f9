/** Labs that can be rewound, for sessions. */
import { createMemoryLab, type MemoryLabOptions, type MemoryLabSnapshot } from '../cli/shared/memory-lab.ts';
import type { Rewindable } from './session.ts';

/** A lab in memory on a virtual clock: what waits, jumps. */
export function memoryHost(options: MemoryLabOptions = {}): Rewindable {
  const lab = createMemoryLab(options);
  return {
    lab,
    async advance(milliseconds) {
      const until = lab.clock.now() + milliseconds;
      while (lab.clock.now() < until) await lab.change({ until });
    },
    snapshot: () => lab.snapshot(),
    restore: (snapshot) => lab.restore(snapshot as MemoryLabSnapshot),
  };
}
