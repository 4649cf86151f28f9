import type { Terminal } from '../shared/terminal.ts';

/** az's logger: records on stderr, prefixed with their level, or coloured and bare on a terminal. */
export interface Log {
  error(message: string): void;
  warning(message: string): void;
  /** A warning in the darker yellow of deprecations. */
  deprecation(message: string): void;
  /** An experimental or preview notice, in cyan. */
  notice(message: string): void;
  info(message: string): void;
  /** Text without level or prefix. */
  plain(message: string): void;
  /** Text whose parts have a style each, on a terminal. */
  styled(...parts: [style: keyof typeof STYLES, text: string][]): void;
  /** Whether stdout and stderr take colours. */
  readonly colour: boolean;
}

const COLOURS = { error: 91, warning: 93, deprecation: 33, notice: 36, info: 32 } as const;
const PREFIXES: Record<keyof typeof COLOURS, string> = {
  error: 'ERROR',
  warning: 'WARNING',
  deprecation: 'WARNING',
  notice: 'WARNING',
  info: 'INFO',
};

/** az's theme for a dark terminal. */
const STYLES = { plain: 0, action: 94, secondary: 90, link: 96 } as const;

export function createLog(terminal: Terminal, { onlyErrors = false, verbose = false, noColour = false } = {}): Log {
  const colour = terminal.stdout.isTTY && terminal.stderr.isTTY && !noColour;
  const record = (level: keyof typeof COLOURS) => (message: string) =>
    terminal.stderr.write(colour ? `\x1b[${COLOURS[level]}m${message}\x1b[0m\n` : `${PREFIXES[level]}: ${message}\n`);
  const unlessQuiet = (level: keyof typeof COLOURS) => (onlyErrors ? () => {} : record(level));
  return {
    error: record('error'),
    warning: unlessQuiet('warning'),
    deprecation: unlessQuiet('deprecation'),
    notice: unlessQuiet('notice'),
    info: verbose && !onlyErrors ? record('info') : () => {},
    plain: (message) => terminal.stderr.write(`${message}\n`),
    styled(...parts) {
      const text = parts.map(([style, part]) => (colour ? `\x1b[${STYLES[style]}m${part}` : part)).join('');
      terminal.stderr.write(`${text}${colour ? '\x1b[0m' : ''}\n`);
    },
    colour,
  };
}

const LEVELS = Object.fromEntries(Object.entries(COLOURS).map(([level, colour]) => [colour, PREFIXES[level as keyof typeof COLOURS]]));

/** What a terminal was sent, as a pipe would have got it: levels are words instead of colours, and the spinner is left out. */
export const uncoloured = (text: string): string =>
  text
    .replace(/\x1b\[K[^\r\n]*\r/g, '')
    .replace(/^(?:\x1b\[K)?\x1b\[(\d+)m([^\x1b]*)\x1b\[0m$/gm, (whole, colour: string, message: string) =>
      LEVELS[colour] ? `${LEVELS[colour]}: ${message}` : whole,
    )
    .replace(/\x1b\[[\d;]*[A-Za-z]/g, '');
