/** `json.dumps(result, indent=2, sort_keys=True, ensure_ascii=False)`, in Pygments' terminal colours where asked for. */
export function formatJson(result: unknown, colour: boolean): string {
  const text = JSON.stringify(sorted(result), null, 2);
  return `${colour ? text.split('\n').map(colourLine).join('\n') : text}\n`;
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
const END = '\x1b[39;49;00m';

function colourLine(line: string): string {
  const [, indent = '', key = '', value = '', comma = ''] = /^(\s*)("(?:[^"\\]|\\.)*"(?=: ))?(?:: )?(.*?)(,?)$/.exec(line)!;
  return indent + (key && `${KEY}${key}${END}: `) + colourValue(value) + comma;
}

function colourValue(value: string): string {
  if (value.startsWith('"')) return `${STRING}${value}${END}`;
  return /^[\w.+-]+$/.test(value) ? `${WORD}${value}${END}` : value;
}
