/** Pygments 2.14: YamlLexer's tokens of PyYAML's block style, in TerminalFormatter's colours. */

const END = '\x1b[39;49;00m';
const key = (text: string) => `\x1b[94m${text}${END}`;
const quoted = (text: string) => `\x1b[33m${text}${END}`;
const space = (text: string) => `\x1b[37m${text}${END}`;
const spaceInQuotes = (text: string) => `\x1b[31m${text}${END}`;
const documentEnd = (text: string) => `\x1b[04m\x1b[36m${text}${END}`;

export function colourYaml(text: string): string {
  let quote = '';
  const colourLine = (line: string): string => {
    if (line === '...') return documentEnd(line);
    const [, indent = '', dashes = '', rest = ''] = (quote ? /^( *)()(.*)$/ : /^( *)((?:- )*)(.*)$/).exec(line)!;
    const start = (indent && space(indent)) + dashes.replaceAll('- ', `-${space(' ')}`);
    return start + colourRest(rest);
  };

  /** A key with its value, a value, or how a quoted text goes on. */
  function colourRest(rest: string): string {
    if (quote) return inQuotes(rest);
    const [opening] = rest;
    if (opening === "'" || opening === '"') {
      quote = opening;
      return quoted(opening) + inQuotes(rest.slice(1));
    }
    const [, name, gap = '', value = ''] = /^(.+?):( |$)(.*)$/.exec(rest) ?? [];
    return name === undefined ? rest : `${key(name)}:${gap && space(gap)}${colourRest(value)}`;
  }

  function inQuotes(rest: string): string {
    const tokens = quote === "'" ? /''|'| +|[^' ]+/g : /\\(?:x..|u.{4}|U.{8}|.|$)|"| +|[^" \\]+/g;
    let out = '';
    for (const match of rest.matchAll(tokens)) {
      const [token] = match;
      if (token === quote) {
        quote = '';
        return out + quoted(token) + afterQuotes(rest.slice(match.index + 1));
      }
      out += token.startsWith(' ') ? spaceInQuotes(token) : quoted(token);
    }
    return out;
  }

  /** What was quoted may have been a key. */
  function afterQuotes(rest: string): string {
    const [, gap = '', value = ''] = /^:( ?)(.*)$/.exec(rest) ?? [];
    return rest === '' ? '' : `:${gap && space(gap)}${colourRest(value)}`;
  }

  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => `${colourLine(line)}${space('')}\n`)
    .join('');
}
