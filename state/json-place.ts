/** Where a text stops being JSON, line and column from 1. V8's message tells the position, or means the end, or (unexpected tokens) leaves it out. */
export function placeOfSyntaxError(text: string, error: unknown): { line: number; column: number } {
  const message = error instanceof Error ? error.message : '';
  const told = /at position (\d+)/.exec(message)?.[1];
  const position = told !== undefined ? Number(told) : message.startsWith('Unexpected token') ? unexpectedToken(text) : text.length;
  const before = text.slice(0, position);
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

/** The shortest beginning of the text that has the unexpected token ends with it. */
function unexpectedToken(text: string): number {
  let low = 0;
  let high = text.length;
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if (hasUnexpectedToken(text.slice(0, middle))) high = middle;
    else low = middle;
  }
  return low;
}

function hasUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return (error as Error).message.startsWith('Unexpected token');
  }
}
