/** Tokens to nodes: libyaml's grammar, one function a rule, and go-yaml's composing of nodes with anchors and aliases. */
import { Cursor } from './cursor.ts';
import { parserError, YamlError, type Mark } from './errors.ts';
import { Scanner } from './scanner.ts';
import { YAML_TAG } from './tags.ts';
import type { TokenKind } from './tokens.ts';

export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode;

export interface ScalarNode {
  kind: 'scalar';
  /** The tag in full (`tag:yaml.org,2002:str`), '' where there is none. */
  tag: string;
  value: string;
  /** Whether the text decides what the value is: a plain scalar without a tag, or one tagged `!`. */
  implicit: boolean;
}

export interface SequenceNode {
  kind: 'sequence';
  items: YamlNode[];
}

export interface MappingNode {
  kind: 'mapping';
  entries: [key: YamlNode, value: YamlNode][];
}

export interface AliasNode {
  kind: 'alias';
  name: string;
  target: YamlNode;
}

/** The root of the first document, or undefined where the text holds none. What follows that document is not looked at. */
export function parse(text: string): YamlNode | undefined {
  return new Parser(text).parseDocument();
}

class Parser {
  private readonly scanner: Scanner;
  private readonly anchors = new Map<string, YamlNode>();
  private readonly handles = new Map<string, string>();

  constructor(text: string) {
    this.scanner = new Scanner(new Cursor(text));
  }

  parseDocument(): YamlNode | undefined {
    while (this.at('document end')) this.scanner.take();
    if (this.at('stream end')) return undefined;
    const explicit = this.at('version directive', 'tag directive', 'document start');
    this.parseDirectives();
    if (explicit) {
      if (!this.at('document start')) this.fail('did not find expected <document start>');
      this.scanner.take();
    }
    const empty = this.at('version directive', 'tag directive', 'document start', 'document end', 'stream end');
    const root = empty ? emptyScalar() : this.parseNode(true, false);
    this.scanner.peek();
    return root;
  }

  private parseDirectives(): void {
    let version = false;
    while (this.at('version directive', 'tag directive')) {
      const { kind, value, suffix } = this.scanner.peek();
      if (kind === 'version directive') {
        if (version) this.fail('found duplicate %YAML directive');
        if (value !== '1.1') this.fail('found incompatible YAML document');
        version = true;
      } else {
        if (this.handles.has(value)) this.fail('found duplicate %TAG directive');
        this.handles.set(value, suffix);
      }
      this.scanner.take();
    }
    if (!this.handles.has('!')) this.handles.set('!', '!');
    if (!this.handles.has('!!')) this.handles.set('!!', YAML_TAG);
  }

  private parseNode(block: boolean, indentless: boolean): YamlNode {
    const start = this.scanner.peek().start;
    if (this.at('alias')) return this.parseAlias();
    const { anchor, tag } = this.parseProperties(start);
    if (indentless && this.at('block entry')) return this.parseIndentlessSequence(anchor);
    const { kind, value, plain } = this.scanner.peek();
    if (kind === 'scalar') {
      this.scanner.take();
      const bare = tag === '!';
      return this.anchored(anchor, { kind: 'scalar', tag: bare ? '' : tag, value, implicit: bare || (plain && tag === '') });
    }
    if (kind === 'flow sequence start') return this.parseFlowSequence(anchor);
    if (kind === 'flow mapping start') return this.parseFlowMapping(anchor);
    if (block && kind === 'block sequence start') return this.parseBlockSequence(anchor);
    if (block && kind === 'block mapping start') return this.parseBlockMapping(anchor);
    if (anchor || tag) return this.anchored(anchor, { kind: 'scalar', tag, value: '', implicit: tag === '' });
    return this.fail('did not find expected node content', start);
  }

  private parseAlias(): AliasNode {
    const name = this.scanner.take().value;
    const target = this.anchors.get(name);
    if (!target) throw new YamlError(`unknown anchor '${name}' referenced`);
    return { kind: 'alias', name, target };
  }

  /** An anchor and a tag, in either order. */
  private parseProperties(start: Mark): { anchor: string; tag: string } {
    let anchor = '';
    let tag = '';
    for (;;) {
      const next = this.scanner.peek();
      if (next.kind === 'anchor' && !anchor) anchor = next.value;
      else if (next.kind === 'tag' && !tag) tag = this.resolveTag(next.value, next.suffix, next.start, start);
      else return { anchor, tag };
      this.scanner.take();
    }
  }

  private resolveTag(handle: string, suffix: string, mark: Mark, context: Mark): string {
    if (!handle) return suffix;
    const prefix = this.handles.get(handle);
    if (prefix === undefined) throw parserError('found undefined tag handle', mark, context);
    return prefix + suffix;
  }

  private parseBlockSequence(anchor: string): YamlNode {
    const context = this.scanner.take().start;
    const node = this.anchored<SequenceNode>(anchor, { kind: 'sequence', items: [] });
    while (this.at('block entry')) {
      this.scanner.take();
      node.items.push(this.at('block entry', 'block end') ? emptyScalar() : this.parseNode(true, false));
    }
    if (!this.at('block end')) this.fail("did not find expected '-' indicator", context);
    this.scanner.take();
    return node;
  }

  /** The items of a sequence that stands no deeper than the key that it belongs to. */
  private parseIndentlessSequence(anchor: string): YamlNode {
    const node = this.anchored<SequenceNode>(anchor, { kind: 'sequence', items: [] });
    while (this.at('block entry')) {
      this.scanner.take();
      node.items.push(this.at('block entry', 'key', 'value', 'block end') ? emptyScalar() : this.parseNode(true, false));
    }
    return node;
  }

  private parseBlockMapping(anchor: string): YamlNode {
    const context = this.scanner.take().start;
    const node = this.anchored<MappingNode>(anchor, { kind: 'mapping', entries: [] });
    while (this.at('key')) {
      this.scanner.take();
      const key = this.parseBlockMappingPart();
      let value: YamlNode = emptyScalar();
      if (this.at('value')) {
        this.scanner.take();
        value = this.parseBlockMappingPart();
      }
      node.entries.push([key, value]);
    }
    if (!this.at('block end')) this.fail('did not find expected key', context);
    this.scanner.take();
    return node;
  }

  private parseBlockMappingPart(): YamlNode {
    return this.at('key', 'value', 'block end') ? emptyScalar() : this.parseNode(true, true);
  }

  private parseFlowSequence(anchor: string): YamlNode {
    const context = this.scanner.take().start;
    const node = this.anchored<SequenceNode>(anchor, { kind: 'sequence', items: [] });
    for (let first = true; !this.at('flow sequence end'); first = false) {
      if (!first) this.takeFlowEntry("did not find expected ',' or ']'", context);
      if (this.at('key')) node.items.push(this.parseFlowPair());
      else if (!this.at('flow sequence end')) node.items.push(this.parseNode(false, false));
      else break;
    }
    this.scanner.take();
    return node;
  }

  /** A mapping of one pair, without braces, in a flow sequence. */
  private parseFlowPair(): MappingNode {
    this.scanner.take();
    let key: YamlNode = emptyScalar();
    // libyaml skips the token that follows an empty key, whatever it is.
    if (this.at('value', 'flow entry', 'flow sequence end')) this.scanner.take();
    else key = this.parseNode(false, false);
    return { kind: 'mapping', entries: [[key, this.parseFlowValue('flow sequence end')]] };
  }

  private parseFlowMapping(anchor: string): YamlNode {
    const context = this.scanner.take().start;
    const node = this.anchored<MappingNode>(anchor, { kind: 'mapping', entries: [] });
    for (let first = true; !this.at('flow mapping end'); first = false) {
      if (!first) this.takeFlowEntry("did not find expected ',' or '}'", context);
      if (this.at('flow mapping end')) break;
      node.entries.push(this.parseFlowMappingEntry());
    }
    this.scanner.take();
    return node;
  }

  private parseFlowMappingEntry(): [YamlNode, YamlNode] {
    // Without a key indicator what stands here is a key with no value.
    if (!this.at('key')) return [this.parseNode(false, false), emptyScalar()];
    this.scanner.take();
    const key = this.at('value', 'flow entry', 'flow mapping end') ? emptyScalar() : this.parseNode(false, false);
    return [key, this.parseFlowValue('flow mapping end')];
  }

  private parseFlowValue(end: TokenKind): YamlNode {
    if (!this.at('value')) return emptyScalar();
    this.scanner.take();
    return this.at('flow entry', end) ? emptyScalar() : this.parseNode(false, false);
  }

  private takeFlowEntry(problem: string, context: Mark): void {
    if (!this.at('flow entry')) this.fail(problem, context);
    this.scanner.take();
  }

  private anchored<T extends YamlNode>(anchor: string, node: T): T {
    if (anchor) this.anchors.set(anchor, node);
    return node;
  }

  /** Whether the next token is of one of these kinds. Asked ten times a token, so without an array. */
  private at(a: TokenKind, b?: TokenKind, c?: TokenKind, d?: TokenKind, e?: TokenKind): boolean {
    const { kind } = this.scanner.peek();
    return kind === a || kind === b || kind === c || kind === d || kind === e;
  }

  private fail(problem: string, context?: Mark): never {
    throw parserError(problem, this.scanner.peek().start, context);
  }
}

function emptyScalar(): ScalarNode {
  return { kind: 'scalar', tag: '', value: '', implicit: true };
}
