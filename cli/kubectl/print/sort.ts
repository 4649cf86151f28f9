/** --sort-by: k8s.io/kubectl/pkg/cmd/get/sorter.go. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { compareQuantities, parseQuantity } from '../../../core/kubernetes/schema/index.ts';
import { jsonPath, relaxedTemplate, JsonPathError } from '../../../formats/jsonpath/index.ts';
import { CliError } from '../frame/errors.ts';

/** Sorts by the field that the expression names, things without it first. `objectOf` finds the object to look into. */
export function sortBy<T>(items: readonly T[], expression: string, objectOf: (item: T) => KubeObject | undefined): T[] {
  const template = relaxedTemplate(expression);
  if (template === undefined)
    throw new CliError("unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'");
  const keyed = items.map((item) => ({ item, key: keyOf(template, objectOf(item)) }));
  if (keyed.length && keyed.every(({ key }) => key === undefined))
    throw new CliError(`couldn't find any field with path ${JSON.stringify(template)} in the list of objects`);
  return keyed.sort((a, b) => (isLess(a.key, b.key) ? -1 : isLess(b.key, a.key) ? 1 : 0)).map(({ item }) => item);
}

function keyOf(template: string, object: KubeObject | undefined): unknown {
  try {
    return jsonPath(template, { allowMissingKeys: true }).find((object ?? null) as any)[0]?.[0];
  } catch (error) {
    if (error instanceof JsonPathError) throw new CliError(`sorting error: ${error.message}`);
    throw error;
  }
}

function isLess(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === undefined && b !== undefined;
  if (a === null || b === null) return a === null && b !== null;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return !a && b;
  if (typeof a === 'string' && typeof b === 'string') return textLess(a, b);
  throw new CliError(
    `unsortable type: ${Array.isArray(a) ? '[]interface {}' : typeof a === 'object' ? 'map[string]interface {}' : typeof a}`,
  );
}

function textLess(a: string, b: string): boolean {
  const quantities = [parseQuantity(a), parseQuantity(b)];
  return quantities.some((quantity) => 'error' in quantity) ? naturalLess(a, b) : compareQuantities(a, b) < 0;
}

const CHUNKS = /\d+|\D/g;

/** Numbers within text count as numbers: `web-2` before `web-10`. */
export function naturalLess(a: string, b: string): boolean {
  const left = a.match(CHUNKS) ?? [];
  const right = b.match(CHUNKS) ?? [];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (x === y) continue;
    const numbers = /\d/.test(x) && /\d/.test(y);
    if (!numbers) return x < y;
    const [p, q] = [x.replace(/^0+/, ''), y.replace(/^0+/, '')];
    if (p.length !== q.length) return p.length < q.length;
    if (p !== q) return p < q;
    return x.length < y.length;
  }
  return left.length < right.length;
}
