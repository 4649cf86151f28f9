/** Colours and marks for akslab's own output; az and kubectl have their own rules. */
import type { Output } from './terminal.ts';

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
  /** Marks that a plain terminal shows as words. */
  pass: string;
  fail: string;
  warn: string;
}

const ESCAPES = {
  bold: ['\x1b[1m', '\x1b[22m'],
  dim: ['\x1b[2m', '\x1b[22m'],
  red: ['\x1b[31m', '\x1b[39m'],
  green: ['\x1b[32m', '\x1b[39m'],
  yellow: ['\x1b[33m', '\x1b[39m'],
  cyan: ['\x1b[36m', '\x1b[39m'],
} as const;

export type ColorChoice = 'auto' | 'always' | 'never';

/** `auto`: colours on a terminal that is not dumb, unless NO_COLOR is set. */
export function styleFor(output: Output, env: Readonly<Record<string, string | undefined>>, choice: ColorChoice = 'auto'): Style {
  const colour = choice === 'always' || (choice === 'auto' && output.isTTY && !env.NO_COLOR && env.TERM !== 'dumb');
  const symbols = env.TERM !== 'dumb' && /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || 'utf8');
  const paint = (name: keyof typeof ESCAPES) => (text: string) => (colour && text ? `${ESCAPES[name][0]}${text}${ESCAPES[name][1]}` : text);
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint('red'),
    green: paint('green'),
    yellow: paint('yellow'),
    cyan: paint('cyan'),
    pass: paint('green')(symbols ? '✔' : 'ok:'),
    fail: paint('red')(symbols ? '✘' : 'FAILED:'),
    warn: paint('yellow')(symbols ? '▲' : 'note:'),
  };
}

/** How many columns a text takes: colours take none. */
export const width = (text: string): number =>
  Object.values(ESCAPES)
    .flat()
    .reduce((rest, escape) => rest.replaceAll(escape, ''), text).length;

/** Breaks a paragraph at spaces so that no line is longer than `columns`; words that are longer stay whole. */
export function wrap(text: string, columns: number, indent = ''): string {
  const room = Math.max(20, columns - indent.length);
  return text
    .split('\n')
    .map((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(/ +/)) {
        if (line && line.length + 1 + word.length > room) {
          lines.push(line);
          line = word;
        } else line = line ? `${line} ${word}` : word;
      }
      return [...lines, line].map((l) => (l ? indent + l : l)).join('\n');
    })
    .join('\n');
}
