/** Whether bash would ask for more lines after a text: an open quote, a heredoc without its end, a backslash or an operator at the end. */
export async function incomplete(text: string): Promise<boolean> {
  if (/(^|[^\\])(\\\\)*\\$/.test(text) || /(\||&&)\s*$/.test(text)) return true;
  for (const { 2: word } of text.matchAll(/<<-?\s*(['"]?)([A-Za-z_]\w*)\1/g)) {
    if (!new RegExp(`^\\t*${word}$`, 'm').test(text.slice(text.indexOf('\n') + 1)) || !text.includes('\n')) return true;
  }
  if (!/['"`({]|\b(if|for|while|until|case)\b/.test(text)) return false;
  const { parse } = await import('just-bash');
  try {
    parse(text);
    return false;
  } catch (error) {
    const { line = 0, column = 0, message } = error as Error & { line?: number; column?: number };
    const lines = text.split('\n');
    // What is missed at the very end is still to come; anywhere before it is a mistake.
    return /looking for matching/.test(message) || (line >= lines.length && column > lines.at(-1)!.length);
  }
}
