/** Comparisons in filters: the functions of text/template that client-go keeps a copy of. */
import type { GoValue } from '../gofmt.ts';
import { JsonPathError, type Node } from './nodes.ts';

/** A value, and the node that it came from (a literal says whether it is a float). */
export interface Operand {
  value: GoValue;
  node: Node | undefined;
}

type Kind = 'bool' | 'int' | 'float' | 'string';

const OPERATORS: Record<string, (left: Operand, right: Operand) => boolean> = {
  '==': isEqual,
  '!=': (left, right) => !isEqual(left, right),
  '<': isLess,
  '<=': (left, right) => isLess(left, right) || isEqual(left, right),
  '>': (left, right) => !(isLess(left, right) || isEqual(left, right)),
  '>=': (left, right) => !isLess(left, right),
};

/** Whether `left operator right` holds. Throws where the two cannot be compared. */
export function compare(operator: string, left: Operand, right: Operand): boolean {
  if (!Object.hasOwn(OPERATORS, operator)) throw new JsonPathError(`unrecognized filter operator ${operator}`);
  return OPERATORS[operator]!(left, right);
}

function kindOf({ value, node }: Operand): Kind {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number')
    return (node?.type === 'number' && node.float) || !Number.isInteger(value) || Math.abs(value) >= 2 ** 63 ? 'float' : 'int';
  throw new JsonPathError('invalid type for comparison');
}

function sameKind(left: Operand, right: Operand): Kind {
  const kind = kindOf(left);
  if (kindOf(right) !== kind) throw new JsonPathError('incompatible types for comparison');
  return kind;
}

function isEqual(left: Operand, right: Operand): boolean {
  sameKind(left, right);
  return left.value === right.value;
}

function isLess(left: Operand, right: Operand): boolean {
  if (sameKind(left, right) === 'bool') throw new JsonPathError('invalid type for comparison');
  return left.value! < right.value!;
}
