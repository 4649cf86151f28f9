/** The parsed template, and its text form as error messages quote it. */
import type { Constant } from './values.ts';

export type Operand =
  FieldNode | VariableNode | ChainNode | IdentifierNode | PipeNode | DotNode | NilNode | BoolNode | NumberNode | StringNode;
export type Statement = TextNode | ActionNode | BranchNode | JumpNode | TemplateNode;
export type TemplateTree = Operand | Statement | CommandNode;

interface Positioned {
  position: number;
}

export interface TextNode extends Positioned {
  kind: 'text';
  text: string;
}
export interface ActionNode extends Positioned {
  kind: 'action';
  pipe: PipeNode;
}
export interface BranchNode extends Positioned {
  kind: 'if' | 'with' | 'range';
  pipe: PipeNode;
  body: Statement[];
  otherwise?: Statement[];
}
export interface JumpNode extends Positioned {
  kind: 'break' | 'continue';
}
export interface TemplateNode extends Positioned {
  kind: 'template';
  name: string;
  pipe?: PipeNode;
}
export interface PipeNode extends Positioned {
  kind: 'pipe';
  declares: string[];
  assigns: boolean;
  commands: CommandNode[];
}
export interface CommandNode extends Positioned {
  kind: 'command';
  args: Operand[];
}
export interface FieldNode extends Positioned {
  kind: 'field';
  path: string[];
}
export interface VariableNode extends Positioned {
  kind: 'variable';
  name: string;
  path: string[];
}
export interface ChainNode extends Positioned {
  kind: 'chain';
  node: Operand;
  path: string[];
}
export interface IdentifierNode extends Positioned {
  kind: 'identifier';
  name: string;
}
export interface DotNode extends Positioned {
  kind: 'dot';
}
export interface NilNode extends Positioned {
  kind: 'nil';
}
export interface BoolNode extends Positioned {
  kind: 'bool';
  value: boolean;
}
/** A number constant: an int, or a float64 or complex128 where it is written as one. */
export interface NumberNode extends Positioned {
  kind: 'number';
  text: string;
  value: Constant;
}
/** A string constant with its source text, quotes included. */
export interface StringNode extends Positioned {
  kind: 'string';
  source: string;
  value: string;
}

/** The node as a template would write it. */
export function nodeText(node: TemplateTree): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'action':
      return `{{${nodeText(node.pipe)}}}`;
    case 'if':
    case 'with':
    case 'range':
      return branchText(node);
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    case 'template':
      return `{{template ${JSON.stringify(node.name)}${node.pipe ? ` ${nodeText(node.pipe)}` : ''}}}`;
    case 'pipe':
      return declarationText(node) + node.commands.map(nodeText).join(' | ');
    case 'command':
      return node.args.map(operandText).join(' ');
    case 'field':
      return node.path.map((name) => `.${name}`).join('');
    case 'variable':
      return [node.name, ...node.path].join('.');
    case 'chain':
      return [operandText(node.node), ...node.path].join('.');
    case 'identifier':
      return node.name;
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return node.source;
  }
}

function operandText(node: Operand): string {
  return node.kind === 'pipe' ? `(${nodeText(node)})` : nodeText(node);
}

function declarationText(pipe: PipeNode): string {
  return pipe.declares.length ? `${pipe.declares.join(', ')} ${pipe.assigns ? '=' : ':='} ` : '';
}

function branchText(node: BranchNode): string {
  const otherwise = node.otherwise ? `{{else}}${node.otherwise.map(nodeText).join('')}` : '';
  return `{{${node.kind} ${nodeText(node.pipe)}}}${node.body.map(nodeText).join('')}${otherwise}{{end}}`;
}
