import { fstatSync, read, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { folderFiles } from './folder-files.ts';
import type { Input, Output, Terminal } from './terminal.ts';

/** The exit code of a program whose reader went away, as a shell shows a Go program that SIGPIPE ended. */
const BROKEN_PIPE = 141;

/**
 * The terminal of this process. Node's own streams are left alone until something needs them (their modules cost a command
 * milliseconds); output is written at once, so a process may end at any time.
 */
export function nodeTerminal(): Terminal {
  let interrupted: AbortController | undefined;
  return {
    stdin: processInput(),
    stdout: processOutput(1),
    stderr: processOutput(2),
    cwd: process.cwd(),
    env: process.env,
    files: folderFiles(process.cwd()),
    get signal() {
      interrupted ??= abortedByInterrupt();
      return interrupted.signal;
    },
    async spawn(command, args) {
      const { spawn } = await import('node:child_process');
      // Ctrl-C is for the one in front.
      const ignore = () => undefined;
      process.on('SIGINT', ignore);
      return new Promise<number>((resolve, reject) => {
        const child = spawn(command, args, { stdio: 'inherit' });
        child.on('error', reject);
        child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
      }).finally(() => process.off('SIGINT', ignore));
    },
  };
}

/** The first Ctrl-C is the command's; a second one ends the process. */
function abortedByInterrupt(): AbortController {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new Error('interrupted')));
  return controller;
}

function processOutput(descriptor: 1 | 2): Output {
  return {
    get isTTY() {
      return isTerminal(descriptor);
    },
    get columns() {
      const stream = descriptor === 1 ? process.stdout : process.stderr;
      return (isTerminal(descriptor) && stream.columns) || Number(process.env.COLUMNS) || 80;
    },
    write(text) {
      const bytes = Buffer.from(text, 'utf8');
      for (let done = 0; done < bytes.length;) {
        try {
          done += writeSync(descriptor, bytes, done);
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          // A reader that leaves with text unread resets a pipe that is a socket.
          if (code === 'EPIPE' || code === 'ECONNRESET') process.exit(BROKEN_PIPE);
          if (code !== 'EAGAIN') throw error;
          // A pipe that someone made non-blocking, and that is full: its reader needs a moment.
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        }
      }
    },
  };
}

/** Only one, so that what is typed ahead of a shell's next prompt stays in the terminal. */
function readByte(): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const again = () =>
      read(0, new Uint8Array(1), 0, 1, null, (error, count, bytes) => {
        if (error?.code === 'EAGAIN') setTimeout(again, 10);
        else resolve(error || count === 0 ? undefined : bytes);
      });
    again();
  });
}

function processInput(): Input {
  let rest = '';
  let chunks: AsyncIterator<string> | undefined;
  async function more(): Promise<boolean> {
    chunks ??= process.stdin.setEncoding('utf8').iterator({ destroyOnReturn: false }) as AsyncIterator<string>;
    const { value, done } = await chunks.next();
    if (!done) rest += value;
    return !done;
  }
  return {
    get isTTY() {
      return isTerminal(0);
    },
    async readAll() {
      while (await more());
      const all = rest;
      rest = '';
      return all;
    },
    async readLine() {
      while (!rest.includes('\n') && (await more()));
      process.stdin.pause();
      if (rest === '') return undefined;
      const end = rest.indexOf('\n');
      const line = end < 0 ? rest : rest.slice(0, end);
      rest = end < 0 ? '' : rest.slice(end + 1);
      return line.replace(/\r$/, '');
    },
    readKey: readByte,
    setRaw: (raw) => void process.stdin.setRawMode?.(raw),
  };
}

/** Asks node:tty, which is slow to load, only where it could be one. */
function isTerminal(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor);
    return (
      found.isCharacterDevice() &&
      !isMemoryDevice(found) &&
      (createRequire(import.meta.url)('node:tty') as typeof import('node:tty')).isatty(descriptor)
    );
  } catch {
    return false; // Closed.
  }
}

/** /dev/null and the like, on Linux: character devices of major number 1. */
const isMemoryDevice = ({ rdev }: { rdev: number }) => process.platform === 'linux' && rdev >> 8 === 1;
