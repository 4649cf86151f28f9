/** Reads a template: k8s.io/client-go/util/jsonpath/parser.go. */
import { JsonPathError, type ListNode } from './nodes.ts';
import { unquote } from './quotes.ts';

const DICT_KEY = /^'([^']*)'$/;
const SLICE = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;
const COMPARISON = /^([^!<>=]+)([!<>=]+)(.+?)$/s;

/** Text with actions in braces: `{.metadata.name}{"\n"}`. */
export function parseTemplate(text: string): ListNode {
  return new Parser(text).parse();
}

const parseAction = (text: string): ListNode => parseTemplate(`{${text}}`).nodes[0] as ListNode;

class Parser {
  private position = 0;
  private start = 0;
  private readonly characters: string[];
  private readonly root: ListNode = { type: 'list', nodes: [] };

  constructor(text: string) {
    this.characters = [...text];
  }

  parse(): ListNode {
    while (this.position < this.characters.length) {
      if (this.peek() !== '{') {
        this.position++;
        continue;
      }
      this.text();
      this.position++;
      this.take();
      const list: ListNode = { type: 'list', nodes: [] };
      this.root.nodes.push(list);
      while (this.insideAction(list));
    }
    this.text();
    return this.root;
  }

  /** Text before an action. */
  private text(): void {
    if (this.position > this.start) this.root.nodes.push({ type: 'text', text: this.take() });
  }

  /** One step within braces; false where they end. */
  private insideAction(list: ListNode): boolean {
    if (this.startsWith('}')) {
      this.position++;
      this.take();
      return false;
    }
    if (this.startsWith('[?(')) this.filter(list);
    else if (this.startsWith('..')) this.recursive(list);
    else this.element(list);
    return true;
  }

  private element(list: ListNode): void {
    const character = this.next();
    if (character === undefined || isEndOfLine(character)) throw new JsonPathError('unclosed action');
    if (character === ' ' || character === '@' || character === '$') return void this.take();
    if (character === '[') return this.array(list);
    if (character === '"' || character === "'") return this.quote(list, character);
    if (character === '.') return this.field(list);
    if (!/[+\-\p{Nd}\p{L}_]/u.test(character)) throw new JsonPathError(`unrecognized character in action: ${unicodeName(character)}`);
    this.position--;
    if (/[+\-\p{Nd}]/u.test(character)) this.number(list);
    else this.identifier(list);
  }

  private identifier(list: ListNode): void {
    while (!isTerminator(this.peek())) this.position++;
    const name = this.take();
    list.nodes.push(name === 'true' || name === 'false' ? { type: 'bool', value: name === 'true' } : { type: 'identifier', name });
  }

  private recursive(list: ListNode): void {
    if (list.nodes.at(-1)?.type === 'recursive') throw new JsonPathError('invalid multiple recursive descent');
    this.position += 2;
    this.take();
    list.nodes.push({ type: 'recursive' });
    if (/^[\p{L}\p{Nd}_]/u.test(this.peek() ?? '')) this.field(list);
  }

  private number(list: ListNode): void {
    if (/[+-]/.test(this.peek()!)) this.position++;
    while (/^[.\p{Nd}]/u.test(this.peek() ?? '')) this.position++;
    const text = this.take();
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) throw new JsonPathError(`cannot parse number ${text}`);
    list.nodes.push({ type: 'number', value: Number(text), float: text.includes('.') });
  }

  private array(list: ListNode): void {
    for (let character = this.next(); character !== ']'; character = this.next()) {
      if (character === undefined || character === '\n') throw new JsonPathError('unterminated array');
    }
    const inside = this.take().slice(1, -1);
    const text = inside === '*' ? ':' : inside;
    const members = text.split(',');
    if (members.length > 1) {
      list.nodes.push({ type: 'union', lists: members.map((member) => parseAction(`[${member.replace(/^ +| +$/g, '')}]`)) });
      return;
    }
    const key = DICT_KEY.exec(text);
    if (key) return void list.nodes.push(...parseAction(`.${key[1]}`).nodes);
    this.slice(list, text);
  }

  private slice(list: ListNode, text: string): void {
    const slice = SLICE.exec(text);
    if (!slice) throw new JsonPathError(`invalid array index ${text}`);
    const bounds = slice
      .slice(1)
      .map((part, i) => (part && i > 0 ? part.slice(1) : part))
      .map((part) => ({ value: part ? indexOf(part) : undefined }));
    const [from, , step] = bounds as [{ value?: number }, unknown, { value?: number }];
    // `[2]` is `[2:3]`.
    const to = slice[2] === undefined ? { value: (from.value ?? 0) + 1, derived: true } : bounds[1]!;
    list.nodes.push({ type: 'array', from: { value: from.value }, to: { ...to, value: to.value }, step: { value: step.value } });
  }

  private filter(list: ListNode): void {
    this.position += 3;
    this.take();
    let quote: string | undefined;
    let closed = false;
    for (;;) {
      const character = this.next();
      if (character === undefined || character === '\n') throw new JsonPathError('unterminated filter');
      if (character === '"' || character === "'") {
        if (quote === undefined) quote = character;
        else if (character === quote && this.characters[this.position - 2] !== '\\') closed = true;
      } else if (character === ')' && (quote === undefined) === !closed) {
        break;
      }
    }
    if (this.next() !== ']') throw new JsonPathError('unclosed array expect ]');
    const text = this.take().slice(0, -2);
    const comparison = COMPARISON.exec(text);
    list.nodes.push(
      comparison
        ? { type: 'filter', left: parseAction(comparison[1]!), right: parseAction(comparison[3]!), operator: comparison[2]! }
        : { type: 'filter', left: parseAction(text), right: { type: 'list', nodes: [] }, operator: 'exists' },
    );
  }

  private quote(list: ListNode, end: string): void {
    for (;;) {
      const character = this.next();
      if (character === undefined || character === '\n') throw new JsonPathError('unterminated quoted string');
      if (character === end && this.characters[this.position - 2] !== '\\') break;
    }
    const text = this.take();
    const value = unquote(text);
    if (value === undefined) throw new JsonPathError(`unquote string ${text} error invalid syntax`);
    list.nodes.push({ type: 'text', text: value });
  }

  private field(list: ListNode): void {
    this.take();
    while (!isTerminator(this.peek())) this.position += this.peek() === '\\' ? 2 : 1;
    this.position = Math.min(this.position, this.characters.length);
    const name = this.take();
    list.nodes.push(name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') });
  }

  private startsWith(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.characters[this.position + i] !== text[i]) return false;
    return true;
  }
  private peek(): string | undefined {
    return this.characters[this.position];
  }
  private next(): string | undefined {
    if (this.position >= this.characters.length) return undefined;
    return this.characters[this.position++];
  }
  /** What was read since the last take. */
  private take(): string {
    const text = this.characters.slice(this.start, this.position).join('');
    this.start = this.position;
    return text;
  }
}

function indexOf(text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) throw new JsonPathError(`array index ${text} is not a number`);
  return value;
}

const isEndOfLine = (character: string): boolean => character === '\r' || character === '\n';
const isTerminator = (character: string | undefined): boolean => character === undefined || ' \t\r\n.,[]$@{}'.includes(character);
const unicodeName = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')} '${character}'`;
