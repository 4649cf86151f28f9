/** Labs that can be rewound, for sessions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryLab, type MemoryLabOptions, type MemoryLabSnapshot } from '../cli/shared/memory-lab.ts';
import type { Rewindable } from './session.ts';

/** A lab in memory on a virtual clock: what waits, jumps. The clients' own files (kubeconfig, extensions) lie in a folder that `close` removes. */
export function memoryHost(options: MemoryLabOptions = {}): Rewindable {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'akslab-home-'));
  const lab = createMemoryLab({ ...options, home });
  return {
    lab,
    close: () => options.home === undefined && rmSync(home, { recursive: true, force: true }),
    async advance(milliseconds) {
      const until = lab.clock.now() + milliseconds;
      while (lab.clock.now() < until) await lab.change({ until });
    },
    snapshot: () => lab.snapshot(),
    restore: (snapshot) => lab.restore(snapshot as MemoryLabSnapshot),
  };
}
