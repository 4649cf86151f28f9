/**
 * Where lines are typed: a line editor with history, completion and continuation lines on a terminal; plain reading on a dumb one, where the
 * terminal itself edits; and a pipe, whose lines are shown as if they were typed.
 */
import { createInterface, type Interface } from 'node:readline';
import type { Terminal } from '../../shared/terminal.ts';

export interface Prompt {
  /** One command, of several lines where it goes on; undefined at the end of input. */
  read(name: string): Promise<string | undefined>;
  /** Runs something with the terminal handed over; Ctrl-C aborts the signal. */
  busy<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T>;
  close(): void;
}

export interface PromptOptions {
  /** Oldest first. */
  history: string[];
  complete(line: string): Promise<[string[], string]>;
  /** Whether bash would want more lines after this text. */
  incomplete(text: string): Promise<boolean>;
  colour(text: string): string;
  onHistory(lines: string[]): void;
}

/** One line, shown behind that text. `interrupted` where Ctrl-C threw away what was typed. */
type ReadLine = (text: string) => Promise<string | undefined | typeof interrupted>;
const interrupted = Symbol('interrupted');

export function openPrompt(terminal: Terminal, options: PromptOptions): Prompt {
  return terminal.stdin.isTTY ? terminalPrompt(terminal, options) : pipePrompt(terminal, options);
}

async function readCommand(name: string, readLine: ReadLine, options: PromptOptions): Promise<string | undefined> {
  let text = await readLine(`${options.colour(name)} $ `);
  if (text === undefined || text === interrupted) return text === undefined ? undefined : '';
  while (text !== '' && (await options.incomplete(text))) {
    const more = await readLine('> ');
    if (more === interrupted) return '';
    if (more === undefined) break;
    text += `\n${more}`;
  }
  return text;
}

function pipePrompt(terminal: Terminal, options: PromptOptions): Prompt {
  async function readLine(text: string) {
    const line = await terminal.stdin.readLine();
    if (line !== undefined) terminal.stdout.write(`${text}${line}\n`);
    return line;
  }
  return { read: (name) => readCommand(name, readLine, options), busy: (action) => action(terminal.signal), close: () => undefined };
}

function terminalPrompt(terminal: Terminal, options: PromptOptions): Prompt {
  const { stdin: input, stdout } = process;
  const edits = terminal.stdout.isTTY && terminal.env.TERM !== 'dumb';
  // Of lines pasted at once the editor shows each as it comes; those that nobody has asked for yet are shown when they are.
  let muted = false;
  const output = Object.create(stdout, {
    write: { value: (...args: Parameters<typeof stdout.write>) => muted || stdout.write(...args) },
  }) as typeof stdout;
  const editor: Interface = createInterface({
    input,
    output: edits ? output : undefined,
    terminal: edits,
    history: [...options.history].reverse(),
    historySize: 500,
    removeHistoryDuplicates: true,
    completer: edits
      ? (line: string, done: (error: Error | null, result: [string[], string]) => void) =>
          void options.complete(line).then(
            (found) => done(null, found),
            () => done(null, [[], line]),
          )
      : undefined,
  });
  const lines: string[] = [];
  let ended = false;
  let waiting: ((line: string | undefined | typeof interrupted) => void) | undefined;
  let running: AbortController | undefined;

  function answer(line: string | undefined | typeof interrupted): boolean {
    const resolve = waiting;
    waiting = undefined;
    muted = true;
    resolve?.(line);
    return resolve !== undefined;
  }
  /** Ctrl-C: stops what runs, or throws away the line that was begun, as in bash. */
  function interrupt(): void {
    if (running) return running.abort(new Error('interrupted'));
    terminal.stdout.write(edits ? '^C\n' : '\n');
    Object.assign(editor, { line: '', cursor: 0 });
    answer(interrupted);
  }

  editor.on('line', (line) => answer(line) || lines.push(line));
  editor.on('close', () => {
    ended = true;
    // Ctrl-D shows nothing: what comes next begins a line of its own.
    if (waiting && edits) stdout.write('\n');
    answer(undefined);
  });
  editor.on('SIGINT', interrupt);
  editor.on('history', (kept: string[]) => options.onHistory([...kept].reverse()));
  process.on('SIGINT', interrupt);

  function readLine(text: string): ReturnType<ReadLine> {
    muted = false;
    if (lines.length) {
      // Pasted while something ran: shown as if it were typed now.
      const line = lines.shift()!;
      if (edits) stdout.write(`${text}${line}\n`);
      return Promise.resolve(line);
    }
    if (ended) return Promise.resolve(undefined);
    if (edits) {
      editor.setPrompt(text);
      editor.prompt();
    } else terminal.stdout.write(text);
    return new Promise((resolve) => (waiting = resolve));
  }

  return {
    read: (name) => readCommand(name, readLine, options),
    async busy(action) {
      running = new AbortController();
      // Node ends a process that waits for nothing but a signal, as a watch on a clock that stands still does.
      const alive = setInterval(() => undefined, 2 ** 30);
      muted = false;
      // Raw mode off: a program that takes over the terminal finds it as a shell leaves it, and Ctrl-C is a signal again.
      editor.pause();
      if (edits) input.setRawMode(false);
      try {
        return await action(running.signal);
      } finally {
        clearInterval(alive);
        // A dumb terminal has shown ^C and stands behind it.
        if (running.signal.aborted && !edits) terminal.stdout.write('\n');
        running = undefined;
        if (!ended) {
          if (edits) input.setRawMode(true);
          editor.resume();
        }
      }
    },
    close() {
      process.off('SIGINT', interrupt);
      editor.close();
    },
  };
}
