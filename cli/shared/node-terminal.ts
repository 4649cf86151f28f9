import { fstatSync, writeSync } from 'node:fs';
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
  const interrupted = new AbortController();
  let listening = false;
  return {
    stdin: processInput(),
    stdout: processOutput(1),
    stderr: processOutput(2),
    cwd: process.cwd(),
    env: process.env,
    files: folderFiles(process.cwd()),
    get signal() {
      // The first Ctrl-C is the command's; a second one ends the process.
      if (!listening) process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
      listening = true;
      return interrupted.signal;
    },
    async spawn(command, args) {
      const { spawn } = await import('node:child_process');
      return new Promise((resolve, reject) => {
        const child = spawn(command, args, { stdio: 'inherit' });
        child.on('error', reject);
        child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
      });
    },
  };
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
      for (let done = 0; done < bytes.length; ) {
        try {
          done += writeSync(descriptor, bytes, done);
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          if (code === 'EPIPE') process.exit(BROKEN_PIPE);
          if (code !== 'EAGAIN') throw error;
          // A pipe that someone made non-blocking, and that is full: its reader needs a moment.
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        }
      }
    },
  };
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
  };
}

/** Asks node:tty, which is slow to load, only where it could be one. */
function isTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice() && (createRequire(import.meta.url)('node:tty') as typeof import('node:tty')).isatty(descriptor);
  } catch {
    return false; // Closed.
  }
}
