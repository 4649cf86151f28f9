/** Tokens of JMESPath, as jmespath.py's lexer makes them. */
export interface Token {
  type: TokenType;
  value: unknown;
}

export type TokenType =
  | 'unquoted'
  | 'quoted'
  | 'literal'
  | 'number'
  | 'end'
  | '.'
  | '*'
  | '['
  | ']'
  | '[]'
  | '[?'
  | '{'
  | '}'
  | '('
  | ')'
  | ','
  | ':'
  | '@'
  | '&'
  | '&&'
  | '|'
  | '||'
  | '!'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>=';

/** A query that is not one. */
export class SyntaxProblem extends Error {}

/** Symbols, longer ones first. */
const SYMBOLS = ['[]', '[?', '&&', '||', '==', '!=', '<=', '>=', ...'.*[]{}(),:@&|!<>'] as TokenType[];

/** @throws SyntaxProblem */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < query.length;) {
    const rest = query.slice(at);
    const [space] = /^[ \t\n\r]+/.exec(rest) ?? [];
    const [word] = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest) ?? [];
    const [number] = /^-?[0-9]+/.exec(rest) ?? [];
    const [quoted] = /^(["'`])(?:\\[^]|(?!\1|\\)[^])*\1/.exec(rest) ?? [];
    const symbol = SYMBOLS.find((one) => rest.startsWith(one));
    if (word) tokens.push({ type: 'unquoted', value: word });
    else if (number) tokens.push({ type: 'number', value: Number(number) });
    else if (quoted) tokens.push(readQuoted(quoted));
    else if (!space && symbol) tokens.push({ type: symbol, value: symbol });
    else if (!space) throw new SyntaxProblem(`what is ${rest[0]}?`);
    at += (space ?? word ?? number ?? quoted ?? symbol!).length;
  }
  tokens.push({ type: 'end', value: '' });
  return tokens;
}

function readQuoted(text: string): Token {
  const inner = text.slice(1, -1);
  if (text[0] === '"') return { type: 'quoted', value: parseJson(text) };
  if (text[0] === "'") return { type: 'literal', value: inner.replaceAll("\\'", "'") };
  const literal = inner.replaceAll('\\`', '`').trimStart();
  try {
    return { type: 'literal', value: JSON.parse(literal) };
  } catch {
    // An old form: a string without its quotes.
    return { type: 'literal', value: parseJson(`"${literal}"`) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxProblem(`${text} is no string`);
  }
}
