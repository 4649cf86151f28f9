/** Markdown to the blocks that an importer reads: headings, prose and fences, in order, with their lines. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Nodes } from 'mdast';

export type Block =
  | { type: 'heading'; depth: number; text: string; line: number }
  /** A paragraph: its text, the code spans in it, and what stands in italics. */
  | { type: 'prose'; text: string; code: string[]; emphasis: string[]; line: number }
  /** `line` is that of the first line of the text. */
  | { type: 'fence'; language: string; text: string; line: number };

export function blocksOf(markdown: string): Block[] {
  // A page of Microsoft Learn starts with metadata between two lines of dashes.
  const body = markdown.replace(/^---\n[\s\S]*?\n---\n/, (front) => front.replace(/[^\n]/g, ''));
  const blocks: Block[] = [];
  collect(fromMarkdown(body), blocks);
  return blocks;
}

function collect(node: Nodes, blocks: Block[]): void {
  const line = node.position?.start.line ?? 0;
  if (node.type === 'heading') blocks.push({ type: 'heading', depth: node.depth, text: unlinked(plain(node)), line });
  else if (node.type === 'paragraph')
    blocks.push({ type: 'prose', text: unlinked(plain(node)), code: all(node, 'inlineCode'), emphasis: all(node, 'emphasis'), line });
  else if (node.type === 'code')
    blocks.push({ type: 'fence', language: (node.lang ?? '').toLowerCase(), text: `${node.value}\n`, line: line + 1 });
  else if ('children' in node) for (const child of node.children) collect(child, blocks);
}

/** A link to a definition that stands elsewhere, to its text. */
const unlinked = (text: string): string => text.replace(/\[([^\]]+)\]\[[\w-]*\]/g, '$1');

function plain(node: Nodes): string {
  if (node.type === 'inlineCode') return `\`${node.value}\``;
  if (node.type === 'text') return node.value;
  if (node.type === 'break') return '\n';
  return 'children' in node ? node.children.map(plain).join('') : '';
}

function all(node: Nodes, type: 'inlineCode' | 'emphasis'): string[] {
  if (node.type === type) return [node.type === 'inlineCode' ? node.value : plain(node)];
  return 'children' in node ? node.children.flatMap((child) => all(child, type)) : [];
}
