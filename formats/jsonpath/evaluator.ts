/** Finds what a template names: k8s.io/client-go/util/jsonpath/jsonpath.go. */
import { printValue, sortedKeys, type GoValue } from '../gofmt.ts';
import { marshal, marshalIndent } from '../gojson.ts';
import { compare } from './compare.ts';
import { JsonPathError, type ListNode, type Node } from './nodes.ts';

export interface JsonPathOptions {
  /** A field that is not there is nothing, instead of an error. */
  allowMissingKeys?: boolean;
}

/** Evaluates; each action and each text is one result, a list of values. */
export function findResults(template: ListNode, data: GoValue, options: JsonPathOptions): GoValue[][] {
  return new Evaluation(options).find(template.nodes, data);
}

class Evaluation {
  private begun = 0;
  private within = 0;
  private ended = 0;
  private lastEnd: Node | undefined;

  constructor(private readonly options: JsonPathOptions) {}

  find(nodes: readonly Node[], data: GoValue): GoValue[][] {
    const found: GoValue[][] = [];
    for (let i = 0; i < nodes.length; i++) {
      const values = this.walk([data], nodes[i]!);
      if (this.ended > 0 && this.ended <= this.within) {
        this.ended--;
        this.lastEnd = nodes[i];
        break;
      }
      if (this.begun === 0) {
        found.push(values);
        continue;
      }
      this.begun--;
      this.within++;
      const rest = nodes.slice(i + 1);
      for (const value of values) found.push(...this.find(rest, value));
      // A range over nothing is walked once all the same, to find its end.
      if (!values.length) this.find(rest, null);
      this.within--;
      const end = nodes.indexOf(this.lastEnd as Node, i + 1);
      if (end >= 0) i = end;
    }
    return found;
  }

  private walk(input: GoValue[], node: Node): GoValue[] {
    switch (node.type) {
      case 'list':
        return node.nodes.reduce((values, inner) => this.walk(values, inner), input);
      case 'text':
        return [node.text];
      case 'number':
      case 'bool':
        return input.map(() => node.value);
      case 'field':
        return this.field(input, node.name);
      case 'identifier':
        return this.identifier(input, node.name);
      case 'array':
        return slice(input, node);
      case 'filter':
        return this.filter(input, node);
      case 'wildcard':
        return input.flatMap(children);
      case 'recursive':
        return input.flatMap(descendants);
      case 'union':
        return node.lists.flatMap((list) => this.walk(input, list));
    }
  }

  private field(input: GoValue[], name: string): GoValue[] {
    if (!input.length) return [];
    const values = input.filter((value) => isMap(value) && Object.hasOwn(value, name)).map((value) => (value as Map)[name]!);
    if (!values.length && !this.options.allowMissingKeys) throw new JsonPathError(`${name} is not found`);
    return values;
  }

  private identifier(input: GoValue[], name: string): GoValue[] {
    if (name === 'range') {
      this.begun++;
      return input;
    }
    if (name !== 'end') throw new JsonPathError(`unrecognized identifier ${name}`);
    if (this.within === 0) throw new JsonPathError('not in range, nothing to end');
    this.ended++;
    return [];
  }

  private filter(input: GoValue[], node: Extract<Node, { type: 'filter' }>): GoValue[] {
    const kept: GoValue[] = [];
    for (const list of input) {
      if (!Array.isArray(list))
        throw new JsonPathError(
          `${list === null ? '<invalid reflect.Value>' : printValue(list)} is not array or slice and cannot be filtered`,
        );
      for (const item of list) if (this.passes(item, node)) kept.push(item);
    }
    return kept;
  }

  private passes(item: GoValue, { left, right, operator }: Extract<Node, { type: 'filter' }>): boolean {
    if (operator === 'exists') return this.exists(item, left);
    const lefts = one(this.walk([item], left));
    if (!lefts) return false;
    const rights = one(this.walk([item], right));
    return (
      rights !== undefined &&
      compare(operator, { value: lefts[0]!, node: left.nodes.at(-1) }, { value: rights[0]!, node: right.nodes.at(-1) })
    );
  }

  private exists(item: GoValue, left: ListNode): boolean {
    try {
      return this.walk([item], left).length > 0;
    } catch (error) {
      if (error instanceof JsonPathError) return false;
      throw error;
    }
  }
}

function one(values: GoValue[]): GoValue[] | undefined {
  if (values.length > 1) throw new JsonPathError('can only compare one element at a time');
  return values.length ? values : undefined;
}

function slice(input: GoValue[], { from, to, step }: Extract<Node, { type: 'array' }>): GoValue[] {
  const out: GoValue[] = [];
  for (const list of input) {
    if (list === null) continue;
    if (!Array.isArray(list)) throw new JsonPathError(`${goType(list)} is not array or slice`);
    const { length } = list;
    let first = from.value ?? 0;
    if (first < 0) first += length;
    let last = to.value ?? length;
    if (last < 0 || (last === 0 && to.derived)) last += length;
    if (first === last) return out;
    if (first >= length || first < 0) throw outOfBounds(first, length);
    if (last > length || last < 0) throw outOfBounds(last - 1, length);
    if (first > last) throw new JsonPathError(`starting index ${first} is greater than ending index ${last}`);
    if (step.value !== undefined && step.value <= 0) throw new JsonPathError('step must be > 0');
    for (let i = first; i < last; i += step.value ?? 1) out.push(list[i]!);
  }
  return out;
}

const outOfBounds = (index: number, length: number) => new JsonPathError(`array index out of bounds: index ${index}, length ${length}`);

type Map = { [key: string]: GoValue };
const isMap = (value: GoValue): value is Map => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values of a map, key by key in order; of a list; of a string, its bytes. */
function children(value: GoValue): GoValue[] {
  if (typeof value === 'string') return [...new TextEncoder().encode(value)];
  if (Array.isArray(value)) return value;
  return isMap(value) ? sortedKeys(value).map((key) => value[key]!) : [];
}

function descendants(value: GoValue): GoValue[] {
  const inner = children(value);
  if (!inner.length) return [];
  return [value, ...(typeof value === 'string' ? [] : inner.flatMap(descendants))];
}

/** The Go type that a JSON value is decoded to. */
export function goType(value: GoValue): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return typeof value === 'bigint' || Number.isInteger(value) ? 'int64' : 'float64';
}

/** How results are printed: one after another, the values of one with spaces between; maps and lists as JSON. */
export function printResults(results: GoValue[][]): string {
  return results.map((values) => values.map(printOne).join(' ')).join('');
}

/** jsonpath-as-json: each result as an indented list. */
export function printResultsAsJson(results: GoValue[][]): string {
  return results.map((values) => `${marshalIndent(values, '    ')}\n`).join('');
}

function printOne(value: GoValue): string {
  if (typeof value === 'object' && value !== null) return marshal(value);
  return printValue(value);
}
