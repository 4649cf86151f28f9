import { equal } from '../../../core/kubernetes/object.ts';
import type { Node } from './ast.ts';
import { callFunction, QueryError, type Reference } from './functions.ts';
import { markWritten } from './written.ts';

/** Evaluates as jmespath.py 1.0.1 does. @throws QueryError */
export function evaluate(node: Node, value: any): any {
  switch (node.type) {
    case 'Identity':
    case 'Current':
      return value;
    case 'Literal':
      return node.value ?? null;
    case 'Field':
      return isObject(value) && Object.hasOwn(value, node.name) ? (value[node.name] ?? null) : null;
    case 'Index':
      return Array.isArray(value) ? (value.at(node.value) ?? null) : null;
    case 'Slice':
      return Array.isArray(value) ? slice(value, node.children) : null;
    case 'Subexpression':
    case 'IndexExpression':
    case 'Pipe':
      return node.children.reduce((current, child) => evaluate(child, current), value);
    case 'Projection':
      return project(evaluate(node.children[0]!, value), node.children[1]!);
    case 'ValueProjection': {
      const base = evaluate(node.children[0]!, value);
      return isObject(base) ? project(Object.values(base), node.children[1]!) : null;
    }
    case 'FilterProjection': {
      const base = evaluate(node.children[0]!, value);
      return Array.isArray(base)
        ? project(
            base.filter((item) => !isFalse(evaluate(node.children[2]!, item))),
            node.children[1]!,
          )
        : null;
    }
    case 'Flatten': {
      const base = evaluate(node.children[0]!, value);
      return Array.isArray(base) ? base.flat(1) : null;
    }
    case 'MultiSelectList':
      return value === null ? null : node.children.map((child) => evaluate(child, value));
    case 'MultiSelectHash':
      return value === null ? null : hash(node.children, value);
    case 'KeyValuePair':
      return evaluate(node.value, value);
    case 'OrExpression': {
      const left = evaluate(node.children[0]!, value);
      return isFalse(left) ? evaluate(node.children[1]!, value) : left;
    }
    case 'AndExpression': {
      const left = evaluate(node.children[0]!, value);
      return isFalse(left) ? left : evaluate(node.children[1]!, value);
    }
    case 'NotExpression':
      return isFalse(evaluate(node.children[0]!, value));
    case 'Comparator':
      return compare(node.name, evaluate(node.children[0]!, value), evaluate(node.children[1]!, value));
    case 'ExpressionReference':
      return { evaluate: (item: unknown) => evaluate(node.children[0]!, item) } satisfies Reference;
    case 'Function':
      return callFunction(
        node.name,
        node.children.map((child) => evaluate(child, value)),
      );
    default:
      throw new QueryError(`Unsupported expression: ${(node as Node).type}`);
  }
}

function project(base: unknown, right: Node): unknown[] | null {
  if (!Array.isArray(base)) return null;
  return base.map((item) => evaluate(right, item)).filter((item) => item !== null);
}

function hash(pairs: Node[], value: unknown): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const pair of pairs) if (pair.type === 'KeyValuePair') out[pair.name] = evaluate(pair.value, value);
  return markWritten(out);
}

/** Python's `value[start:stop:step]`. */
function slice(value: unknown[], [start, stop, step]: (number | null)[]): unknown[] {
  const by = step ?? 1;
  if (by === 0) throw new QueryError('slice step cannot be zero');
  const { length } = value;
  const clamp = (at: number | null | undefined, otherwise: number, least: number, most: number) =>
    at == null ? otherwise : Math.min(Math.max(at < 0 ? at + length : at, least), most);
  const out: unknown[] = [];
  if (by > 0) {
    const end = clamp(stop, length, 0, length);
    for (let i = clamp(start, 0, 0, length); i < end; i += by) out.push(value[i]);
  } else {
    const end = clamp(stop, -1, -1, length - 1);
    for (let i = clamp(start, length - 1, -1, length - 1); i > end; i += by) out.push(value[i]);
  }
  return out;
}

function compare(operator: string, left: any, right: any): boolean | null {
  if (operator === 'EQ') return equal(left, right);
  if (operator === 'NE') return !equal(left, right);
  const comparable = (value: unknown) => typeof value === 'number' || typeof value === 'string';
  if (!comparable(left) || !comparable(right) || typeof left !== typeof right) return null;
  if (operator === 'GT') return left > right;
  if (operator === 'GTE') return left >= right;
  return operator === 'LT' ? left < right : left <= right;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function isFalse(value: unknown): boolean {
  if (value === null || value === false || value === '') return true;
  if (typeof value !== 'object') return false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value as object).length === 0;
}
