import type { Terminal } from '../shared/terminal.ts';

/** az's sign of life while a long operation runs, on a terminal: ` - Running ..` on one line of stderr, wiped at the end. */
export async function startSpinner(terminal: Terminal): Promise<{ stop(): void } | undefined> {
  const { stderr } = terminal;
  if (!stderr.isTTY) return undefined;
  const { default: ora } = await import('ora');
  const stream = {
    isTTY: true,
    columns: stderr.columns,
    write: (text: string) => (stderr.write(text), true),
    clearLine: () => (stderr.write('\x1b[K'), true),
    cursorTo: () => (stderr.write('\r'), true),
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
      stderr.write('\r\x1b[K - Finished ..\r\x1b[K');
      spinner.stop();
    },
  };
}
