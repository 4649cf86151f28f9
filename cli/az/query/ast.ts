import { SyntaxProblem } from './lexer.ts';
import { parseExpression } from './parser.ts';

/** The syntax tree of a query. */
export type Node =
  | { type: 'Field'; name: string }
  | { type: 'Literal'; value: unknown }
  | { type: 'Index'; value: number }
  | { type: 'Slice'; children: (number | null)[] }
  | { type: 'Identity' | 'Current' }
  | { type: 'Comparator' | 'Function'; name: string; children: Node[] }
  | { type: 'KeyValuePair'; name: string; value: Node }
  | {
      type:
        | 'Subexpression'
        | 'IndexExpression'
        | 'Projection'
        | 'ValueProjection'
        | 'FilterProjection'
        | 'Flatten'
        | 'Pipe'
        | 'OrExpression'
        | 'AndExpression'
        | 'NotExpression'
        | 'ExpressionReference'
        | 'MultiSelectList'
        | 'MultiSelectHash';
      children: Node[];
    };

/** The tree of an expression, or undefined where jmespath.py would refuse it. */
export function parseQuery(query: string): Node | undefined {
  try {
    return parseExpression(query);
  } catch (error) {
    if (error instanceof SyntaxProblem) return undefined;
    throw error;
  }
}
