/** An output as an article prints it, to an expectation: tables by cells, errors word for word, condensed YAML as a subset. */
import { parse as parseYaml } from 'yaml';
import { cells } from '../expect.ts';
import type { Expectation } from '../types.ts';
import type { Reader } from './mend.ts';

export interface Reading {
  expect: Expectation;
  /** What the output itself gets wrong; `line` from 0 within it. */
  findings: { line: number; message: string }[];
}

const ELLIPSIS = /^\s*(\[\.\.\.\]|\.\.\.)\s*$/;
/** Columns whose values no two runs share. */
const CHANGING = /^(AGE|LAST SEEN|CREATED AT|IP|NODE|CLUSTER-IP)$/;

export function isTable(text: string): boolean {
  const header = text.trimEnd().split('\n')[0] ?? '';
  return /^[A-Z][A-Z0-9()-]*( [A-Z][A-Z0-9()-]*)*(\s{2,}[A-Z][A-Z0-9()-]*( [A-Z]+)*)+$/.test(header.trim());
}

export function expectationOf(text: string, read: Reader): Reading {
  if (/^(Error|error:|ERROR:)/.test(text)) return { expect: { code: 1, stderr: text.trimEnd() }, findings: [] };
  if (isTable(text)) return table(text);
  if (/^(apiVersion|kind): /m.test(text)) return yaml(text, read);
  if (/^\s*[[{]/.test(text)) return json(text);
  return { expect: { stdout: { lines: condensed(text) } }, findings: [] };
}

/** A row with more cells than the header has columns is a slip of the editor: the surplus is named and left out. */
function table(text: string): Reading {
  const findings: Reading['findings'] = [];
  const [header, ...rows] = cells(text);
  const kept = rows.map((row, i) => {
    const last = row.at(-1) ?? '';
    const surplus = /^(\S+)\s{2,}(\S.*)$/.exec(last);
    if (!surplus) return row;
    findings.push({
      line: i + 1,
      message: `The row of ${row[0]} has, behind its last column ${header!.at(-1)}, a further value: ${surplus[2]}. No kubectl prints that; it is left out.`,
    });
    return row.with(-1, surplus[1]!);
  });
  const shown = [header!, ...kept.map((row) => row.map((cell, j) => (CHANGING.test(header![j]!) && cell ? '[..]' : cell)))];
  return { expect: { stdout: { table: layOut(shown) } }, findings };
}

export function layOut(rows: string[][]): string {
  const widths = rows[0]!.map((_, j) => Math.max(...rows.map((row) => row[j]!.length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, j) => cell.padEnd(widths[j]!))
          .join('   ')
          .trimEnd()}\n`,
    )
    .join('');
}

function yaml(text: string, read: Reader): Reading {
  const kept = text
    .split('\n')
    .filter((line) => !ELLIPSIS.test(line))
    .join('\n');
  if (read(kept) !== undefined) return { expect: { stdout: { lines: condensed(text) } }, findings: [] };
  return { expect: { stdout: { yaml: parseYaml(kept) } }, findings: [] };
}

function json(text: string): Reading {
  try {
    return { expect: { stdout: { json: JSON.parse(text) } }, findings: [] };
  } catch {
    return { expect: { stdout: { lines: condensed(text) } }, findings: [] };
  }
}

const condensed = (text: string): string =>
  text
    .split('\n')
    .map((line) => (ELLIPSIS.test(line) ? '...' : line))
    .join('\n');
