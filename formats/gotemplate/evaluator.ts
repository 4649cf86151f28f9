/** Executing a parsed template on a JSON value, after text/template's exec.go of Go 1.19. */
import { quote, sortedKeys } from '../gofmt.ts';
import { CallError, FUNCTIONS, type TemplateFunction } from './functions.ts';
import {
  nodeText,
  type BranchNode,
  type CommandNode,
  type Operand as OperandNode,
  type PipeNode,
  type Statement,
  type TemplateNode,
  type TemplateTree,
} from './nodes.ts';
import type { ParsedTemplate } from './parser.ts';
import { Int, isMap, isTrue, print, typeName, type Operand, type Value } from './values.ts';

/** A template that fails on its value: `template: output:1:2: executing "output" at <.a.b>: ...`. */
export class TemplateExecError extends Error {}

/** Go allows 100,000 templates within each other; this is what a JavaScript stack bears. */
const MAX_DEPTH = 500;
const MISSING: Operand = { value: undefined, boxed: false };

/** `{{break}}` or `{{continue}}` on its way to the range around it. */
class Jump {
  constructor(readonly kind: 'break' | 'continue') {}
}

interface Variable {
  name: string;
  operand: Operand;
}

/** Executes; what was printed before an error has been handed to `write`. Throws TemplateExecError. */
export function execute(template: ParsedTemplate, data: Value, write: (text: string) => void): void {
  const root = template.trees.get(template.name)!;
  new State(template, template.name, write, { value: data, boxed: false }, 0).walkAll(root, { value: data, boxed: false });
}

class State {
  private node: TemplateTree | undefined;
  private readonly variables: Variable[];

  constructor(
    private readonly template: ParsedTemplate,
    private readonly name: string,
    private readonly write: (text: string) => void,
    data: Operand,
    private readonly depth: number,
  ) {
    this.variables = [{ name: '$', operand: data }];
  }

  walkAll(body: Statement[], dot: Operand): void {
    for (const node of body) this.walk(node, dot);
  }

  private walk(node: Statement, dot: Operand): void {
    this.node = node;
    switch (node.kind) {
      case 'text':
        return this.write(node.text);
      case 'action': {
        const { value } = this.pipeline(node.pipe, dot);
        if (!node.pipe.declares.length) this.write(value === undefined ? '<no value>' : print(value));
        return;
      }
      case 'if':
      case 'with':
        return this.scoped(() => this.walkBranch(node, dot));
      case 'range':
        return this.scoped(() => this.walkRange(node, dot));
      case 'break':
      case 'continue':
        throw new Jump(node.kind);
      case 'template':
        return this.walkTemplate(node, dot);
    }
  }

  /** Variables declared within go at its end. */
  private scoped(run: () => void): void {
    const mark = this.variables.length;
    run();
    this.variables.length = mark;
  }

  private walkBranch(node: BranchNode, dot: Operand): void {
    const operand = this.pipeline(node.pipe, dot);
    if (isTrue(operand.value)) this.walkAll(node.body, node.kind === 'with' ? operand : dot);
    else if (node.otherwise) this.walkAll(node.otherwise, dot);
  }

  private walkRange(node: BranchNode, dot: Operand): void {
    const { value } = this.pipeline(node.pipe, dot);
    const entries = this.entriesOf(value);
    if (!entries.length && node.otherwise) this.walkAll(node.otherwise, dot);
    const mark = this.variables.length;
    const [keyName, elementName] = node.pipe.declares.length > 1 ? node.pipe.declares : [undefined, node.pipe.declares[0]];
    for (const [key, element] of entries) {
      const operand = { value: element, boxed: true };
      if (elementName) this.variable(elementName).operand = operand;
      if (keyName) this.variable(keyName).operand = { value: key, boxed: false };
      const goesOn = this.walkRound(node.body, operand);
      this.variables.length = mark;
      if (!goesOn) break;
    }
  }

  /** One round of a range; false where it breaks off the range. */
  private walkRound(body: Statement[], dot: Operand): boolean {
    try {
      this.walkAll(body, dot);
      return true;
    } catch (jump) {
      if (!(jump instanceof Jump)) throw jump;
      return jump.kind === 'continue';
    }
  }

  private entriesOf(value: Value): [Value, Value][] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.map((item, i) => [new Int(i), item as Value]);
    if (isMap(value)) return sortedKeys(value).map((key) => [key, value[key] as Value]);
    return this.fail(`range can't iterate over ${print(value)}`);
  }

  private walkTemplate(node: TemplateNode, dot: Operand): void {
    const body = this.template.trees.get(node.name);
    if (!body) this.fail(`template ${quote(node.name)} not defined`);
    if (this.depth === MAX_DEPTH) this.fail(`exceeded maximum template depth (${MAX_DEPTH})`);
    const data = node.pipe ? this.pipeline(node.pipe, dot) : MISSING;
    new State(this.template, node.name, this.write, data, this.depth + 1).walkAll(body!, data);
  }

  private pipeline(pipe: PipeNode, dot: Operand): Operand {
    this.node = pipe;
    let operand: Operand | undefined;
    for (const command of pipe.commands) operand = unboxed(this.command(command, dot, operand));
    for (const name of pipe.declares) {
      if (pipe.assigns) this.variable(name).operand = operand!;
      else this.variables.push({ name, operand: operand! });
    }
    return operand!;
  }

  /** `last` is what the command before handed on: the last argument. */
  private command(command: CommandNode, dot: Operand, last: Operand | undefined): Operand {
    const [first, ...args] = command.args;
    if (first.kind === 'identifier') return this.call(first.name, first, command, args, dot, last);
    if (first.kind === 'field' || first.kind === 'chain' || first.kind === 'variable') return this.access(first, dot, args, last);
    this.node = first.kind === 'pipe' ? this.node : first;
    if (args.length || last) this.fail(`can't give argument to non-function ${nodeText(first)}`);
    if (first.kind === 'nil') this.fail('nil is not a command');
    return this.operand(first, dot);
  }

  /** The value of an argument. */
  private operand(node: OperandNode, dot: Operand): Operand {
    switch (node.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return MISSING;
      case 'bool':
      case 'string':
      case 'number':
        return { value: node.value, boxed: false };
      case 'pipe':
        return this.pipeline(node, dot);
      case 'identifier':
        return this.call(node.name, node, node, [], dot, undefined);
      default:
        return this.access(node, dot, [], undefined);
    }
  }

  /** A field of dot, of a variable or of a parenthesised value, and fields of that. */
  private access(node: Extract<OperandNode, { path: string[] }>, dot: Operand, args: OperandNode[], last: Operand | undefined): Operand {
    this.node = node;
    const hasArguments = args.length > 0 || last !== undefined;
    let receiver = dot;
    if (node.kind === 'variable') receiver = this.variable(node.name).operand;
    if (node.kind === 'chain') {
      if (node.node.kind === 'nil') this.fail(`indirection through explicit nil in ${nodeText(node)}`);
      receiver = this.operand(node.node, dot);
    }
    if (!node.path.length && hasArguments) this.fail(`can't give argument to non-function ${nodeText(node)}`);
    node.path.forEach((name, i) => {
      this.node = node;
      receiver = this.field(receiver, name, hasArguments && i === node.path.length - 1);
    });
    return receiver;
  }

  private field({ value, boxed }: Operand, name: string, hasArguments: boolean): Operand {
    if (value === undefined) return MISSING;
    const type = boxed ? 'interface {}' : typeName(value);
    if (value === null) this.fail(`nil pointer evaluating ${type}.${name}`);
    if (!isMap(value)) return this.fail(`can't evaluate field ${name} in type ${type}`);
    if (hasArguments) this.fail(`${name} is not a method but has arguments`);
    return Object.hasOwn(value, name) ? { value: value[name] as Value, boxed: true } : MISSING;
  }

  private variable(name: string): Variable {
    return this.variables.findLast((variable) => variable.name === name) ?? this.fail(`undefined variable: ${name}`);
  }

  private call(
    name: string,
    node: TemplateTree,
    caller: TemplateTree,
    args: OperandNode[],
    dot: Operand,
    last: Operand | undefined,
  ): Operand {
    this.node = node;
    const definition = FUNCTIONS[name];
    const count = args.length + (last ? 1 : 0);
    if (count < definition.arity || (!definition.variadic && count > definition.arity)) {
      this.fail(`wrong number of args for ${name}: want ${definition.variadic ? 'at least ' : ''}${definition.arity} got ${count}`);
    }
    if (definition.decides) return this.shortCircuit(definition.decides, args, dot, last);
    const values = args.map((arg, i) => this.argument(arg, dot, i < definition.arity ? definition : undefined));
    if (last) values.push(this.checked(last, values.length < definition.arity ? definition : undefined, undefined));
    try {
      return { value: definition.call(...values), boxed: true };
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.node = caller;
      return this.fail(`error calling ${name}: ${error.message}`);
    }
  }

  /** `and` and `or`: no argument is worked out after the one that decides. */
  private shortCircuit(decides: (value: Value) => boolean, args: OperandNode[], dot: Operand, last: Operand | undefined): Operand {
    let value: Value;
    for (const arg of args) {
      value = this.argument(arg, dot, undefined);
      if (decides(value)) return { value, boxed: true };
    }
    return { value: last ? last.value : value, boxed: true };
  }

  private argument(node: OperandNode, dot: Operand, definition: TemplateFunction | undefined): Value {
    this.node = node;
    if (node.kind === 'nil' && definition?.takes) this.fail(`cannot assign nil to ${definition.takes}`);
    return this.checked(this.operand(node, dot), definition, node);
  }

  /** An argument's value, if it is of the type that the function takes. */
  private checked({ value }: Operand, definition: TemplateFunction | undefined, node: OperandNode | undefined): Value {
    const type = definition?.takes;
    if (!type || typeof value === type) return value;
    if (node && (node.kind === 'number' || node.kind === 'bool')) this.fail(`expected ${type}; found ${nodeText(node)}`);
    if (value === undefined) this.fail(`invalid value; expected ${type}`);
    return this.fail(`wrong type for value; expected ${type}; got ${value === null ? 'interface {}' : typeName(value)}`);
  }

  private fail(problem: string): never {
    const node = this.node!;
    const before = this.template.text.slice(0, node.position).split('\n');
    const place = `${this.template.name}:${before.length}:${new TextEncoder().encode(before.at(-1)).length}`;
    throw new TemplateExecError(`template: ${place}: executing ${quote(this.name)} at <${nodeText(node)}>: ${problem}`);
  }
}

/** A pipeline hands on what stands in an interface{}; of nil nothing is left. */
function unboxed({ value, boxed }: Operand): Operand {
  return { value: boxed && value === null ? undefined : value, boxed: false };
}
