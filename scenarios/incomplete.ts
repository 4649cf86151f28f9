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
    return /unexpected (EOF|end of (file|input))|looking for matching/i.test(error instanceof Error ? error.message : String(error));
  }
}
