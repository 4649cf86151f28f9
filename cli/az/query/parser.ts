import type { Node } from './ast.ts';
import { SyntaxProblem, tokenize, type Token, type TokenType } from './lexer.ts';

/** How strongly a token binds what is left of it (jmespath.py's `BINDING_POWER`); the others do not. */
const POWER: Partial<Record<TokenType, number>> = {
  '|': 1,
  '||': 2,
  '&&': 3,
  '==': 5,
  '!=': 5,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '[]': 9,
  '*': 20,
  '[?': 21,
  '.': 40,
  '!': 45,
  '{': 50,
  '[': 55,
  '(': 60,
};
/** A token that binds less than this ends what a projection is applied to. */
const PROJECTION_STOP = 10;
const COMPARATORS: Partial<Record<TokenType, string>> = { '==': 'EQ', '!=': 'NE', '<': 'LT', '<=': 'LTE', '>': 'GT', '>=': 'GTE' };
const JOINS: Partial<Record<TokenType, 'Pipe' | 'OrExpression' | 'AndExpression'>> = {
  '|': 'Pipe',
  '||': 'OrExpression',
  '&&': 'AndExpression',
};
const IDENTITY: Node = { type: 'Identity' };

const power = (type: TokenType): number => POWER[type] ?? 0;

/** Parses as jmespath.py 1.0.1 does: top-down, by binding power. @throws SyntaxProblem */
export function parseExpression(query: string): Node {
  const tokens = tokenize(query);
  let at = 0;
  const next = (ahead = 0): TokenType => tokens[Math.min(at + ahead, tokens.length - 1)]!.type;
  const take = (): Token => tokens[at++]!;

  function match(...types: TokenType[]): Token {
    if (!types.includes(next())) throw new SyntaxProblem(`${next()} where ${types.join(' or ')} was expected`);
    return take();
  }

  function expression(least = 0): Node {
    let left = start(take());
    while (least < power(next())) left = go(left, take());
    return left;
  }

  /** What begins with a token. */
  function start({ type, value }: Token): Node {
    switch (type) {
      case 'literal':
        return { type: 'Literal', value };
      case 'unquoted':
        return { type: 'Field', name: value as string };
      case 'quoted':
        if (next() === '(') throw new SyntaxProblem('a function has no quotes');
        return { type: 'Field', name: value as string };
      case '*':
        return { type: 'ValueProjection', children: [IDENTITY, next() === ']' ? IDENTITY : projected('*')] };
      case '[?':
      case '[]':
        return go(IDENTITY, { type, value });
      case '{':
        return hash();
      case '(': {
        const inner = expression();
        match(')');
        return inner;
      }
      case '!':
        return { type: 'NotExpression', children: [expression(power('!'))] };
      case '@':
        return { type: 'Current' };
      case '&':
        return { type: 'ExpressionReference', children: [expression()] };
      case '[':
        return bracket();
      default:
        throw new SyntaxProblem(`${type} begins nothing`);
    }
  }

  /** What goes on with a token after `left`. */
  function go(left: Node, { type }: Token): Node {
    const comparator = COMPARATORS[type];
    if (comparator) return { type: 'Comparator', name: comparator, children: [left, expression(power(type))] };
    const join = JOINS[type];
    if (join) return { type: join, children: [left, expression(power(type))] };
    switch (type) {
      case '.':
        if (next() !== '*') return { type: 'Subexpression', children: [left, afterDot(power('.'))] };
        take();
        return { type: 'ValueProjection', children: [left, projected('.')] };
      case '[?': {
        const condition = expression();
        match(']');
        return { type: 'FilterProjection', children: [left, next() === '[]' ? IDENTITY : projected('[?'), condition] };
      }
      case '[]':
        return { type: 'Projection', children: [{ type: 'Flatten', children: [left] }, projected('[]')] };
      case '[':
        if (next() === 'number' || next() === ':') return indexed(left);
        match('*');
        match(']');
        return { type: 'Projection', children: [left, projected('*')] };
      case '(':
        if (left.type !== 'Field') throw new SyntaxProblem('only a name is called');
        return { type: 'Function', name: left.name, children: callArguments() };
      default:
        throw new SyntaxProblem(`${type} continues nothing`);
    }
  }

  function bracket(): Node {
    if (next() === 'number' || next() === ':') return indexed(IDENTITY);
    if (next() !== '*' || next(1) !== ']') return list();
    take();
    take();
    return { type: 'Projection', children: [IDENTITY, projected('*')] };
  }

  function indexed(left: Node): Node {
    const right = index();
    const node: Node = { type: 'IndexExpression', children: [left, right] };
    return right.type === 'Slice' ? { type: 'Projection', children: [node, projected('*')] } : node;
  }

  function index(): Node {
    if (next() === ':' || next(1) === ':') return slice();
    const node: Node = { type: 'Index', value: take().value as number };
    match(']');
    return node;
  }

  function slice(): Node {
    const children: (number | null)[] = [null, null, null];
    for (let part = 0; next() !== ']';) {
      const token = match(':', 'number');
      if (token.type === 'number') children[part] = token.value as number;
      else if (++part === 3) throw new SyntaxProblem('a slice has three parts');
    }
    match(']');
    return { type: 'Slice', children };
  }

  /** What a projection is applied to. */
  function projected(type: TokenType): Node {
    if (power(next()) < PROJECTION_STOP) return IDENTITY;
    if (next() === '[' || next() === '[?') return expression(power(type));
    match('.');
    return afterDot(power(type));
  }

  function afterDot(least: number): Node {
    if (next() === 'quoted' || next() === 'unquoted' || next() === '*') return expression(least);
    return match('[', '{').type === '[' ? list() : hash();
  }

  function list(): Node {
    const children = [expression()];
    while (next() !== ']') {
      match(',');
      children.push(expression());
    }
    match(']');
    return { type: 'MultiSelectList', children };
  }

  function hash(): Node {
    const children: Node[] = [];
    do {
      const name = match('quoted', 'unquoted').value as string;
      match(':');
      children.push({ type: 'KeyValuePair', name, value: expression() });
      if (next() === ',') take();
    } while (next() !== '}' || tokens[at - 1]!.type === ',');
    match('}');
    return { type: 'MultiSelectHash', children };
  }

  /** Commas between arguments may be left out, and one may follow the last. */
  function callArguments(): Node[] {
    const children: Node[] = [];
    while (next() !== ')') {
      children.push(expression());
      if (next() === ',') take();
    }
    match(')');
    return children;
  }

  const whole = expression();
  match('end');
  return whole;
}
