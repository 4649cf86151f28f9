/** Items to a tree, after text/template/parse of Go 1.19, with its messages. */
import { quote } from '../gofmt.ts';
import { lex, type Item, type ItemKind } from './lexer.ts';
import { parseChar, parseNumber, unquote } from './literals.ts';
import {
  nodeText,
  type BranchNode,
  type ChainNode,
  type CommandNode,
  type JumpNode,
  type Operand,
  type PipeNode,
  type Statement,
  type TemplateNode,
} from './nodes.ts';

/** A template that cannot be parsed: `template: output:1: unclosed action`. */
export class TemplateParseError extends Error {}

export interface ParsedTemplate {
  name: string;
  text: string;
  /** The templates by name; that of the text itself has the name that it was given. */
  trees: Map<string, Statement[]>;
}

/** Parses a template under a name (kubectl's is `output`); `functions` are those that may be called. Throws TemplateParseError. */
export function parseTemplate(name: string, text: string, functions: ReadonlySet<string>): ParsedTemplate {
  const parser = new Parser(name, text, functions);
  parser.parse();
  return { name, text, trees: parser.trees };
}

/** `{{end}}` or `{{else}}`, which close a list of statements. */
type Closing = 'end' | 'else';

const OPERAND_STARTS = new Set<ItemKind>([
  'bool',
  'char constant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'raw string',
  'string',
  'variable',
  '(',
]);
const NOT_EXECUTABLE = new Set(['bool', 'dot', 'nil', 'number', 'string']);

class Parser {
  readonly trees = new Map<string, Statement[]>();
  private readonly items: Item[];
  private at = 0;
  private variables = ['$'];
  private rangeDepth = 0;
  /** The line of the action that is being read; 0 outside actions. */
  private actionLine = 0;

  constructor(
    private readonly name: string,
    text: string,
    private readonly functions: ReadonlySet<string>,
  ) {
    this.items = lex(text);
  }

  parse(): void {
    const root: Statement[] = [];
    while (this.peek().kind !== 'eof') {
      if (this.peek().kind === 'left' && this.keywordAfterLeft() === 'define') {
        this.parseDefinition();
        continue;
      }
      const node = this.textOrAction();
      if (typeof node === 'string') this.fail(`unexpected {{${node}}}`);
      else root.push(node as Statement);
    }
    this.add(this.name, root);
  }

  private keywordAfterLeft(): string | undefined {
    let next = this.at + 1;
    while (this.items[next]?.kind === 'space') next++;
    return this.items[next]?.kind === 'keyword' ? this.items[next].value : undefined;
  }

  private parseDefinition(): void {
    const context = 'define clause';
    this.next();
    this.nextNonSpace();
    const name = this.templateName(this.nextNonSpace(), context);
    this.expect('right', context);
    const outer = this.variables;
    this.variables = ['$'];
    const { body, closing } = this.statements();
    this.variables = outer;
    if (closing !== 'end') this.fail(`unexpected {{${closing}}} in ${context}`);
    this.add(name, body);
  }

  private add(name: string, body: Statement[]): void {
    const known = this.trees.get(name);
    if (!known || isEmpty(known)) this.trees.set(name, body);
    else if (!isEmpty(body)) this.fail(`template: multiple definition of template ${quote(name)}`);
  }

  private statements(): { body: Statement[]; closing: Closing } {
    const body: Statement[] = [];
    while (this.peekNonSpace().kind !== 'eof') {
      const node = this.textOrAction();
      if (typeof node === 'string') return { body, closing: node };
      body.push(node);
    }
    return this.fail('unexpected EOF');
  }

  private textOrAction(): Statement | Closing {
    const item = this.nextNonSpace();
    if (item.kind === 'text') return { kind: 'text', position: item.position, text: item.value };
    if (item.kind === 'left') {
      this.actionLine = item.line;
      const node = this.action();
      this.actionLine = 0;
      return node;
    }
    return this.unexpected(item, 'input');
  }

  private action(): Statement | Closing {
    const item = this.peekNonSpace();
    if (item.kind === 'keyword') {
      this.next();
      switch (item.value) {
        case 'if':
        case 'with':
        case 'range':
          return this.control(item.value, item.position);
        case 'end':
          this.expect('right', 'end');
          return 'end';
        case 'else':
          if (!this.atIf()) this.expect('right', 'else');
          return 'else';
        case 'template':
          return this.templateControl();
        case 'block':
          return this.blockControl();
        case 'break':
        case 'continue':
          return this.jump(item.value, item.position);
        default:
          this.at--;
      }
    }
    const { position } = this.peek();
    return { kind: 'action', position, pipe: this.pipeline('command') };
  }

  private jump(kind: JumpNode['kind'], position: number): JumpNode {
    this.expect('right', `{{${kind}}}`);
    if (!this.rangeDepth) this.fail(`{{${kind}}} outside {{range}}`);
    return { kind, position };
  }

  private control(kind: BranchNode['kind'], position: number): BranchNode {
    const scope = this.variables.length;
    const pipe = this.pipeline(kind);
    const node: BranchNode = { kind, position, pipe, body: [] };
    const loop = kind === 'range' ? 1 : 0;
    this.rangeDepth += loop;
    const { body, closing } = this.statements();
    this.rangeDepth -= loop;
    node.body = body;
    if (closing === 'else') node.otherwise = this.otherwise(kind);
    this.variables.length = scope;
    return node;
  }

  private otherwise(kind: BranchNode['kind']): Statement[] {
    // `else if` shares the end of the outer if.
    if (kind === 'if' && this.atIf()) {
      const item = this.nextNonSpace();
      return [this.control('if', item.position)];
    }
    const { body, closing } = this.statements();
    if (closing !== 'end') this.fail(`expected end; found {{${closing}}}`);
    return body;
  }

  private atIf(): boolean {
    const item = this.peekNonSpace();
    return item.kind === 'keyword' && item.value === 'if';
  }

  private templateControl(): TemplateNode {
    const context = 'template clause';
    const item = this.nextNonSpace();
    const { position } = item;
    const name = this.templateName(item, context);
    if (this.peekNonSpace().kind === 'right') {
      this.next();
      return { kind: 'template', position, name };
    }
    return { kind: 'template', position, name, pipe: this.pipeline(context) };
  }

  private blockControl(): TemplateNode {
    const context = 'block clause';
    const item = this.nextNonSpace();
    const { position } = item;
    const name = this.templateName(item, context);
    const pipe = this.pipeline(context);
    const { variables, rangeDepth } = this;
    this.variables = ['$'];
    this.rangeDepth = 0;
    const { body, closing } = this.statements();
    Object.assign(this, { variables, rangeDepth });
    if (closing !== 'end') this.fail(`unexpected {{${closing}}} in ${context}`);
    this.add(name, body);
    return { kind: 'template', position, name, pipe };
  }

  private templateName(item: Item, context: string): string {
    if (item.kind !== 'string' && item.kind !== 'raw string') return this.unexpected(item, context);
    return this.unquoted(item);
  }

  private pipeline(context: string, end: ItemKind = 'right'): PipeNode {
    const { position } = this.peekNonSpace();
    const pipe: PipeNode = { kind: 'pipe', position, declares: [], assigns: false, commands: [] };
    this.declarations(pipe, context);
    for (;;) {
      const item = this.nextNonSpace();
      if (item.kind === end) {
        this.checkPipeline(pipe, context);
        return pipe;
      }
      if (!OPERAND_STARTS.has(item.kind)) this.unexpected(item, context);
      this.at--;
      pipe.commands.push(this.command());
    }
  }

  private declarations(pipe: PipeNode, context: string): void {
    while (this.peekNonSpace().kind === 'variable') {
      const back = this.at;
      const variable = this.next();
      const next = this.peekNonSpace();
      const comma = next.kind === 'char' && next.value === ',';
      if (!comma && next.kind !== 'assign' && next.kind !== 'declare') {
        this.at = back;
        return;
      }
      this.next();
      pipe.declares.push(variable.value);
      this.variables.push(variable.value);
      if (!comma) {
        pipe.assigns = next.kind === 'assign';
        return;
      }
      if (context !== 'range' || pipe.declares.length > 1) this.fail(`too many declarations in ${context}`);
      if (!['variable', 'right', ')'].includes(this.peekNonSpace().kind)) this.fail('range can only initialize variables');
    }
  }

  private checkPipeline(pipe: PipeNode, context: string): void {
    if (!pipe.commands.length) this.fail(`missing value for ${context}`);
    pipe.commands.slice(1).forEach((command, i) => {
      if (NOT_EXECUTABLE.has(command.args[0].kind)) this.fail(`non executable command in pipeline stage ${i + 2}`);
    });
  }

  private command(): CommandNode {
    const command: CommandNode = { kind: 'command', position: this.peekNonSpace().position, args: [] };
    for (;;) {
      this.peekNonSpace();
      const operand = this.operand();
      if (operand) command.args.push(operand);
      const item = this.next();
      if (item.kind === 'space') continue;
      if (item.kind === 'right' || item.kind === ')') this.at--;
      else if (item.kind !== 'pipe') this.unexpected(item, 'operand');
      break;
    }
    if (!command.args.length) this.fail('empty command');
    return command;
  }

  private operand(): Operand | undefined {
    const node = this.term();
    if (!node || this.peek().kind !== 'field') return node;
    const chain: ChainNode = { kind: 'chain', position: this.peek().position, node, path: [] };
    while (this.peek().kind === 'field') chain.path.push(this.next().value.slice(1));
    if (node.kind === 'field') return { ...node, position: chain.position, path: [...node.path, ...chain.path] };
    if (node.kind === 'variable') return { ...node, position: chain.position, path: chain.path };
    if (NOT_EXECUTABLE.has(node.kind)) this.fail(`unexpected . after term ${quote(nodeText(node))}`);
    return chain;
  }

  private term(): Operand | undefined {
    const item = this.nextNonSpace();
    const { position, value } = item;
    switch (item.kind) {
      case 'identifier':
        if (!this.functions.has(value)) this.fail(`function ${quote(value)} not defined`);
        return { kind: 'identifier', position, name: value };
      case 'dot':
        return { kind: 'dot', position };
      case 'nil':
        return { kind: 'nil', position };
      case 'bool':
        return { kind: 'bool', position, value: value === 'true' };
      case 'field':
        return { kind: 'field', position, path: [value.slice(1)] };
      case 'variable':
        if (!this.variables.includes(value)) this.fail(`undefined variable ${quote(value)}`);
        return { kind: 'variable', position, name: value, path: [] };
      case 'number':
      case 'char constant':
        return this.number(item);
      case 'string':
      case 'raw string':
        return { kind: 'string', position, source: value, value: this.unquoted(item) };
      case '(':
        return this.pipeline('parenthesized pipeline', ')');
      default:
        this.at--;
        return undefined;
    }
  }

  private number({ kind, position, value }: Item): Operand {
    const parsed = kind === 'number' ? parseNumber(value) : parseChar(value);
    if (typeof parsed === 'string') return this.fail(parsed);
    return { kind: 'number', position, text: value, value: parsed };
  }

  private unquoted({ value }: Item): string {
    return unquote(value) ?? this.fail('invalid syntax');
  }

  private expect(kind: ItemKind, context: string): void {
    const item = this.nextNonSpace();
    if (item.kind !== kind) this.unexpected(item, context);
  }

  private peek(): Item {
    return this.items[Math.min(this.at, this.items.length - 1)];
  }

  private next(): Item {
    const item = this.peek();
    this.at++;
    return item;
  }

  private peekNonSpace(): Item {
    while (this.peek().kind === 'space') this.at++;
    return this.peek();
  }

  private nextNonSpace(): Item {
    this.peekNonSpace();
    return this.next();
  }

  private unexpected(item: Item, context: string): never {
    if (item.kind === 'error') this.fail(item.value + this.startOfAction(item));
    return this.fail(`unexpected ${itemText(item)} in ${context}`);
  }

  /** What is said of an action that began on another line. */
  private startOfAction({ value, line }: Item): string {
    if (!this.actionLine || this.actionLine === line) return '';
    return `${value.endsWith(' action') ? '' : ' in action'} started at ${this.name}:${this.actionLine}`;
  }

  private fail(message: string): never {
    const last = this.items[Math.max(0, Math.min(this.at, this.items.length) - 1)];
    const line = this.peek().kind === 'eof' ? this.peek().line : last.line;
    throw new TemplateParseError(`template: ${this.name}:${line}: ${message}`);
  }
}

function isEmpty(body: Statement[]): boolean {
  return body.every((node) => node.kind === 'text' && node.text.trim() === '');
}

function itemText({ kind, value }: Item): string {
  if (kind === 'eof') return 'EOF';
  if (kind === 'error') return value;
  if (kind === 'keyword' || kind === 'nil' || kind === 'dot') return `<${value}>`;
  return value.length > 10 ? `${quote(value.slice(0, 10))}...` : quote(value);
}
