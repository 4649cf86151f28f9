import { dirname } from 'node:path';
import { makeFolder, readText, writeAll, type Disk } from './disk.ts';
import { stateErrors, writeError } from './errors.ts';

/** Who holds a lock: a process id means nothing alone, for ids are used again. */
interface Holder {
  pid: number;
  /** When the process started, in the kernel's ticks; absent where the system does not tell. */
  start?: string;
}

export interface Lock {
  /** Whether it was taken over from a process that died holding it. */
  takenOver: boolean;
  release(): void;
}

/** How long a living holder is waited for, in milliseconds. A request takes a few. */
const PATIENCE = 15_000;

/** Takes the lock at `path`, waiting while a living process holds it. */
export async function acquireLock(disk: Disk, path: string): Promise<Lock> {
  const began = Date.now();
  for (let pause = 1; ; pause = Math.min(pause * 2, 16)) {
    const lock = tryLock(disk, path);
    if (lock) return lock;
    if (Date.now() - began > PATIENCE) throw stateErrors.locked(path, holderOf(disk, path)?.pid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
  }
}

/** The state of a lock as others see it. */
export function lockState(disk: Disk, path: string): 'free' | 'held' | 'dead' {
  const holder = holderOf(disk, path);
  return !holder ? 'free' : isAlive(disk, holder) ? 'held' : 'dead';
}

function tryLock(disk: Disk, path: string): Lock | undefined {
  if (claim(disk, path)) return held(disk, path, false);
  if (lockState(disk, path) !== 'dead') return undefined;
  // Only who holds the second lock may remove a dead holder's first one, and only after looking again: so no living one is ever removed.
  const guard = tryLock(disk, `${path}.over`);
  if (!guard) return undefined;
  try {
    if (lockState(disk, path) === 'dead') disk.rmSync(path, { force: true });
    return claim(disk, path) ? held(disk, path, true) : undefined;
  } finally {
    guard.release();
  }
}

const held = (disk: Disk, path: string, takenOver: boolean): Lock => ({ takenOver, release: () => disk.rmSync(path, { force: true }) });

/** Makes the lock file, whole from its first moment on: written apart, then linked to its name, which fails where it exists. */
function claim(disk: Disk, path: string): boolean {
  const own = `${path}.${process.pid}`;
  try {
    const file = openIn(disk, own);
    try {
      writeAll(disk, file, `${JSON.stringify(myself(disk))}\n`);
    } finally {
      disk.closeSync(file);
    }
    disk.linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw writeError(path, error);
  } finally {
    disk.rmSync(own, { force: true });
  }
}

function openIn(disk: Disk, path: string): number {
  try {
    return disk.openSync(path, 'w');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    makeFolder(disk, dirname(path));
    return disk.openSync(path, 'w');
  }
}

function holderOf(disk: Disk, path: string): Holder | undefined {
  const text = readText(disk, path);
  if (text === undefined) return undefined;
  try {
    const { pid, start } = JSON.parse(text) as Holder;
    return { pid, start };
  } catch {
    return { pid: 0 }; // Not written by us: nobody who lives.
  }
}

let self: Holder | undefined;
const myself = (disk: Disk): Holder => (self ??= { pid: process.pid, start: startOf(disk, process.pid) });

function isAlive(disk: Disk, { pid, start }: Holder): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startOf(disk, pid);
  return start === undefined || now === undefined || start === now;
}

/** Field 22 of /proc/<pid>/stat; the second, in brackets, may hold anything. A process that has ended but was not waited for is dead. */
function startOf(disk: Disk, pid: number): string | undefined {
  try {
    const text = disk.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : fields[19];
  } catch {
    return undefined;
  }
}
