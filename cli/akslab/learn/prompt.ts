/** The line editor: history, completion, continuation lines, Ctrl-C; plain reading where there is no terminal. */
import { createInterface, type Interface } from 'node:readline';

export interface Prompt {
  /** One command, of several lines where it goes on; undefined at the end of input. */
  read(name: string): Promise<string | undefined>;
  /** Runs something with the terminal handed over; Ctrl-C aborts the signal. */
  busy<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T>;
  close(): void;
}

export interface PromptOptions {
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
  history: string[];
  complete(line: string): Promise<[string[], string]>;
  /** Whether bash would want more lines after this text. */
  incomplete(text: string): Promise<boolean>;
  colour(text: string): string;
  onHistory(lines: string[]): void;
}

export function openPrompt(options: PromptOptions): Prompt {
  const terminal = Boolean(options.input.isTTY && options.output.isTTY && process.env.TERM !== 'dumb');
  const editor: Interface = createInterface({
    input: options.input,
    output: terminal ? options.output : undefined,
    terminal,
    history: [...options.history].reverse(),
    historySize: 500,
    removeHistoryDuplicates: true,
    completer: terminal ? (line: string, done: (error: Error | null, result: [string[], string]) => void) => void options.complete(line).then((r) => done(null, r), () => done(null, [[], line])) : undefined,
  });
  const lines: string[] = [];
  let ended = false;
  let waiting: ((line: string | undefined) => void) | undefined;
  let interrupted: (() => void) | undefined;
  let cancelled = false;

  editor.on('line', (line) => {
    if (waiting) {
      const resolve = waiting;
      waiting = undefined;
      resolve(line);
    } else lines.push(line);
  });
  editor.on('close', () => {
    ended = true;
    waiting?.(undefined);
  });
  editor.on('SIGINT', () => {
    if (interrupted) return interrupted();
    options.output.write('^C\n');
    // The line that was begun is dropped, as in bash.
    (editor as unknown as { line: string; cursor: number }).line = '';
    (editor as unknown as { line: string; cursor: number }).cursor = 0;
    cancelled = true;
    const resolve = waiting;
    waiting = undefined;
    resolve?.('');
  });
  editor.on('history', (kept: string[]) => options.onHistory([...kept].reverse()));

  function next(text: string): Promise<string | undefined> {
    if (lines.length) return Promise.resolve(lines.shift());
    if (ended) return Promise.resolve(undefined);
    if (terminal) {
      editor.setPrompt(text);
      editor.prompt();
    } else options.output.write(text);
    return new Promise((resolve) => (waiting = resolve));
  }

  return {
    async read(name) {
      cancelled = false;
      let text = await next(`${options.colour(name)} $ `);
      if (text === undefined) return undefined;
      while (!cancelled && text !== '' && (await options.incomplete(text))) {
        const more = await next('> ');
        if (more === undefined) break;
        if (cancelled) return '';
        text += `\n${more}`;
      }
      return text;
    },
    async busy(action) {
      const controller = new AbortController();
      const interrupt = () => controller.abort(new Error('interrupted'));
      interrupted = interrupt;
      process.on('SIGINT', interrupt);
      // Raw mode off: a program that takes over the terminal finds it as a shell leaves it, and Ctrl-C is a signal again.
      if (terminal) {
        editor.pause();
        options.input.setRawMode(false);
      }
      try {
        return await action(controller.signal);
      } finally {
        process.off('SIGINT', interrupt);
        interrupted = undefined;
        if (terminal && !ended) {
          options.input.setRawMode(true);
          editor.resume();
        }
      }
    },
    close: () => editor.close(),
  };
}
