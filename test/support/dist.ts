import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A built program (`npm run build`), by its name. */
export function built(program: 'akslab' | 'az' | 'kubectl'): string {
  const path = join(ROOT, `dist/bin/${program}.cjs`);
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run build`);
  return path;
}
