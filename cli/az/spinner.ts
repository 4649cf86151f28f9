import type { Terminal } from '../shared/terminal.ts';

/** az's sign of life while a long operation runs, on a terminal: ` - Running ..` on one line of stderr, wiped at the end. */
export async function startSpinner(terminal: Terminal): Promise<{ stop(): void } | undefined> {
  const { stderr } = terminal;
  if (!stderr.isTTY) return undefined;
  const { default: ora } = await import('ora');
  // az rewrites its line in place; of what ora sends, the text of the frames is kept and its cursor movements are not.
  const stream = {
    isTTY: true,
    columns: stderr.columns,
    write: (text: string) => {
      if (!text.startsWith('\x1b')) stderr.write(`\x1b[K${text}\r`);
      return true;
    },
    clearLine: () => true,
    cursorTo: () => true,
    moveCursor: () => true,
    on: () => stream,
    off: () => stream,
    once: () => stream,
    removeListener: () => stream,
  };
  const spinner = ora({
    stream: stream as never,
    spinner: { frames: [' -', ' \\', ' |', ' /'], interval: 500 },
    text: 'Starting ..',
    color: false as never,
    isEnabled: true,
    hideCursor: false,
    discardStdin: false,
  }).start();
  spinner.text = 'Running ..';
  return {
    stop() {
      spinner.stop();
      stderr.write('\x1b[K - Finished ..\r\x1b[K');
    },
  };
}
