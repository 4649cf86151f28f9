import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { realDisk } from './disk.ts';
import { writeError } from './errors.ts';
import { SCHEMA } from './json-file.ts';
import { acquireLock } from './lock.ts';
import { journalPath, writeManifest } from './manifest.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The folder of the state home: `$AKSLAB_HOME`, else `.akslab` in the user's own. */
export function homeFolder(env: Env): string {
  if (env.AKSLAB_HOME) return resolve(env.AKSLAB_HOME);
  const own = env.HOME || env.USERPROFILE;
  if (!own) throw new Error('there is no home folder (HOME): set AKSLAB_HOME');
  return join(own, '.akslab');
}

/** Where the store lies in it. */
export const stateFolder = (home: string) => join(home, 'state');

/** The time in AKSLAB_NOW (RFC 3339, or milliseconds since the epoch), or undefined. */
export function fixedTime(env: Env): number | undefined {
  if (!env.AKSLAB_NOW) return undefined;
  const time = /^\d+$/.test(env.AKSLAB_NOW) ? Number(env.AKSLAB_NOW) : Date.parse(env.AKSLAB_NOW);
  if (Number.isNaN(time)) throw new Error(`AKSLAB_NOW=${env.AKSLAB_NOW} is no time. Write it as 2021-01-15T12:00:00Z`);
  return time;
}

/** Empties a home, whatever state it is in, but for its snapshots. Who reads it meanwhile sees all of it or nothing. */
export async function emptyHome(home: string): Promise<void> {
  const folder = stateFolder(home);
  const lock = await acquireLock(realDisk, join(folder, 'lock'));
  try {
    const journals = readdirSync(folder).filter((name) => name.startsWith('journal-'));
    const next = Math.max(0, ...journals.map((name) => Number(/\d+/.exec(name)?.[0] ?? 0))) + 1;
    writeFileSync(journalPath(folder, next), '');
    writeManifest(realDisk, folder, { schema: SCHEMA, journal: next, revision: 0, parts: {} });
    for (const name of [...journals, 'parts']) rmSync(join(folder, name), { recursive: true, force: true });
    for (const name of ['kubeconfig', 'azure']) rmSync(join(home, name), { recursive: true, force: true });
  } catch (error) {
    throw writeError(home, error);
  } finally {
    lock.release();
  }
}
