/** Markdown as a terminal shows it: paragraphs wrapped, lists hung, code as it stands. What scenarios use of Markdown, and no more. */
import { wrap, type Style } from '../../shared/style.ts';

const FENCE = /^\s*(```|~~~)/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const HEADING = /^#{1,6}\s+(.*)$/;
const CODE_INDENT = '    ';

export function renderMarkdown(text: string, columns: number, style: Pick<Style, 'bold' | 'cyan'>): string {
  return blocksOf(text)
    .map((block) => renderBlock(block, columns, style))
    .join('\n');
}

type Block =
  | { kind: 'code'; lines: string[] }
  | { kind: 'item'; mark: string; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'blank' };

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let code: string[] | undefined;
  for (const line of text.trim().split('\n')) {
    if (FENCE.test(line)) {
      if (!code) blocks.push({ kind: 'code', lines: (code = []) });
      else code = undefined;
    } else if (code) code.push(line);
    else read(line, blocks);
  }
  return blocks;
}

function read(line: string, blocks: Block[]): void {
  const last = blocks.at(-1);
  const [, indent = '', mark = '', item = ''] = ITEM.exec(line) ?? [];
  const heading = HEADING.exec(line)?.[1];
  if (!line.trim()) blocks.push({ kind: 'blank' });
  else if (mark) blocks.push({ kind: 'item', mark: `${indent}${mark} `, text: item });
  else if (heading !== undefined) blocks.push({ kind: 'heading', text: heading });
  // A table, a quotation and a line after two spaces stand on lines of their own; other lines go on.
  else if ((last?.kind === 'text' || last?.kind === 'item') && !/^\s*[|>]/.test(line) && !/( {2}|\\)$/.test(last.text))
    last.text += ` ${line.trim()}`;
  else blocks.push({ kind: 'text', text: line });
}

function renderBlock(block: Block, columns: number, style: Pick<Style, 'bold' | 'cyan'>): string {
  if (block.kind === 'code') return block.lines.map((line) => `${CODE_INDENT}${style.cyan(line)}`).join('\n');
  if (block.kind === 'heading') return style.bold(block.text);
  if (block.kind === 'text') return inline(wrap(block.text.trim(), columns), style);
  if (block.kind === 'blank') return '';
  const hanging = ' '.repeat(block.mark.length);
  return block.mark + inline(wrap(block.text, columns, hanging).slice(hanging.length), style);
}

const inline = (text: string, style: Pick<Style, 'bold' | 'cyan'>): string =>
  text
    .replace(/`([^`\n]+)`/g, (span) => style.cyan(span))
    .replace(/\*\*([^*`]+)\*\*/g, (_, bold: string) => style.bold(bold))
    .replace(/\[([^\]`]+)\]\(([^)\s]+)\)/g, '$1 ($2)');
