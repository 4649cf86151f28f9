/** Labs that can be rewound, for sessions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryLab, type MemoryLabOptions, type MemoryLabSnapshot } from '../cli/shared/memory-lab.ts';
import { openLab } from '../cli/shared/node-lab.ts';
import type { JsonValue, Store } from '../core/store.ts';
import { clockSetting, setClock } from '../state/clock.ts';
import { putFiles, readFiles } from './client-files.ts';
import type { Rewindable } from './session.ts';

/** A lab in memory on a virtual clock: what waits, jumps. The clients' own files (kubeconfig, extensions) lie in a folder that `close` removes. */
export function memoryHost(options: MemoryLabOptions = {}): Rewindable {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'akslab-home-'));
  const lab = createMemoryLab({ ...options, home });
  return {
    lab,
    alike: JSON.stringify({ seed: options.seed, now: options.now, latency: options.latency }),
    close: () => options.home === undefined && rmSync(home, { recursive: true, force: true }),
    async advance(milliseconds) {
      const until = lab.clock.now() + milliseconds;
      while (lab.clock.now() < until) await lab.change({ until });
    },
    snapshot: async () => lab.snapshot(),
    restore: async (snapshot) => lab.restore(snapshot as MemoryLabSnapshot),
  };
}

/** A lab over a state home on disk, for a way through a scenario that takes days: its state is there next time. */
export function homeHost(home: string, env: Readonly<Record<string, string | undefined>>): Rewindable {
  const lab = openLab({ env, home });
  return {
    lab,
    close: () => lab.close(),
    advance: (milliseconds) => lab.write((store) => moveClock(store, milliseconds)),
    async snapshot(): Promise<HomeSnapshot> {
      const entries = await lab.read((store) => store.list('').map(({ key, value }): [string, JsonValue] => [key, value]));
      return { entries, files: Object.fromEntries([...readFiles(home)].map(([name, content]) => [name, content.toString('base64')])) };
    },
    async restore(snapshot) {
      const { entries, files } = snapshot as HomeSnapshot;
      await lab.write((store) => putAll(store, entries));
      putFiles(home, new Map(Object.entries(files).map(([name, content]) => [name, Buffer.from(content, 'base64')])));
    },
  };
}

/** A home at one moment; JSON. */
interface HomeSnapshot {
  entries: [string, JsonValue][];
  /** What az and kubectl keep there, in base64, by path. */
  files: Record<string, string>;
}

function moveClock(store: Store, by: number): void {
  const setting = clockSetting(store);
  setClock(store, setting.mode === 'virtual' ? { mode: 'virtual', now: setting.now + by } : { mode: 'real', offset: setting.offset + by });
}

/** Brings the store to those entries; the history and the clock stay, since time does not go back. */
function putAll(store: Store, entries: [string, JsonValue][]): void {
  const stays = (key: string) => key.startsWith('/akslab/');
  const wanted = new Map(entries.filter(([key]) => !stays(key)));
  for (const { key } of store.list('')) if (!stays(key) && !wanted.has(key)) store.delete(key);
  for (const [key, value] of wanted) if (JSON.stringify(store.get(key)?.value) !== JSON.stringify(value)) store.put(key, value);
}
