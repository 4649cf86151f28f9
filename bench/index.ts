/** `npm run bench`: measures, side by side in one run, what is held against an aim. `npm run bench -- writes` runs one part. */
import { format, type Bench } from './table.ts';

/** A part each; add yours here. */
const PARTS: Record<string, () => Promise<{ default: Bench }>> = {
  processes: () => import('./processes.ts'),
  writes: () => import('./writes.ts'),
  rollout: () => import('./rollout.ts'),
  replay: () => import('./replay.ts'),
  admission: () => import('./admission.ts'),
  apiserver: () => import('./apiserver.ts'),
  formats: () => import('./formats.ts'),
};

const chosen = process.argv.slice(2);
for (const name of chosen.length > 0 ? chosen : Object.keys(PARTS)) {
  const part = PARTS[name];
  if (!part) throw new Error(`no part is called ${name}: ${Object.keys(PARTS).join(', ')}`);
  const { title, run } = (await part()).default;
  process.stdout.write(`${format(title, await run())}\n`);
}
process.exit(0);
