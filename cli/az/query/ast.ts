import jmespath from 'jmespath';

/** The syntax tree that the jmespath package parses. */
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

/** The tree of an expression, or undefined where Python's parser would refuse it. */
export function parseQuery(query: string): Node | undefined {
  try {
    const tree = (jmespath as unknown as { compile(query: string): Node }).compile(query);
    return isWhole(tree) ? tree : undefined;
  } catch {
    return undefined;
  }
}

/** The package lets `foo..bar` and the like pass, with holes in the tree. */
function isWhole(node: Node | undefined | null): boolean {
  if (!node) return false;
  if (node.type === 'Slice') return true;
  if (node.type === 'KeyValuePair') return isWhole(node.value);
  return !('children' in node) || node.children.every(isWhole);
}
