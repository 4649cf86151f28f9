/** `json.dumps(result, indent=2, sort_keys=True, ensure_ascii=False)`, in Pygments' terminal colours where asked for. */
export function formatJson(result: unknown, colour: boolean): string {
  const text = `${JSON.stringify(sorted(result), null, 2)}\n`;
  return colour ? colourJson(text) : text;
}

/** Keys in code-point order, all the way down. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // A Map would lose the order of keys that look like numbers as a plain object does; ARM has no such keys.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

const KEY = '\x1b[94m';
const STRING = '\x1b[33m';
const WORD = '\x1b[34m';
const SPACE = '\x1b[37m';
const END = '\x1b[39;49;00m';

/** Pygments 2.14: JsonLexer's tokens in TerminalFormatter's colours. It colours white space too, line by line. */
function colourJson(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")(?=(:)?)|(\s+)|([\w.+-]+)/g, (_, string, isKey, space, word) => {
    if (string) return `${isKey ? KEY : STRING}${string}${END}`;
    return space ? colourSpace(space) : `${WORD}${word}${END}`;
  });
}

const colourSpace = (space: string): string =>
  space
    .split('\n')
    .map((part, i, all) => (i > 0 && i === all.length - 1 && part === '' ? '' : `${SPACE}${part}${END}`))
    .join('\n');
