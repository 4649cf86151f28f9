/**
 * A line that is one simple command (words, quotes, nothing that bash would expand) can run attached to the terminal, past the bash
 * engine, so that `get -w`, `edit`, prompts and Ctrl-C work.
 */

/** The words of a simple command, or undefined where bash is needed. */
export function simpleWords(line: string): string[] | undefined {
  const words: string[] = [];
  let rest = line.trim();
  while (rest) {
    const word = /^(?:[\w@%+=:,./^-]|'[^']*'|"[^"$`\\!]*")+/.exec(rest)?.[0];
    if (!word) return undefined;
    // An assignment in front of the command is bash's.
    if (!words.length && /^\w+=/.test(word)) return undefined;
    words.push(word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double));
    const after = rest.slice(word.length);
    if (after && !/^\s/.test(after)) return undefined;
    rest = after.trim();
  }
  return words.length ? words : undefined;
}

/** Replaces the first word by its alias, as bash does, once. */
export function expandAlias(words: string[], aliases: Record<string, string>): string[] | undefined {
  const alias = aliases[words[0]!];
  if (alias === undefined) return words;
  const expanded = simpleWords(alias);
  return expanded && [...expanded, ...words.slice(1)];
}
