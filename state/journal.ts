import type { JsonValue, StoreChange, StoreEntry } from '../core/store.ts';
import { stateErrors } from './errors.ts';
import { placeOfSyntaxError } from './json-place.ts';
import { lazyEntry } from './part-entries.ts';

/**
 * A line of the journal and of a part's recent changes: one write, as JSON. The members stand in this order, so that a reader finds
 * revision and key without parsing the value. The writes of one request are `more` lines after one another, counting down to 0:
 * they count only when the last one is there.
 *
 *     {"revision":7,"more":1,"key":"/azure/groups/a","created":7,"value":{...}}
 *     {"revision":8,"more":0,"key":"/azure/groups/b"}                               (a removal)
 */
export interface JournalLine {
  revision: number;
  key: string;
  text: string;
  /** How many more writes of the same request follow it in the journal. */
  more: number;
  /** From 1, in its file. */
  number: number;
  /** Where the next line begins, in the text that was read. */
  end: number;
}

/** The lines of one request's writes. */
export function journalText(changes: readonly StoreChange[]): string {
  let text = '';
  let more = changes.length;
  for (const { revision, key, entry } of changes) {
    more--;
    text += `{"revision":${revision},"more":${more},"key":${JSON.stringify(key)}`;
    text += entry ? `,"created":${entry.created},"value":${JSON.stringify(entry.value)}}\n` : '}\n';
  }
  return text;
}

export interface ScannedJournal {
  lines: JournalLine[];
  /** Where the last whole request ends, in characters; what follows is torn. */
  end: number;
}

/** Reads the whole requests of a journal, without their values. `firstLine` is the number of its first line. */
export function scanJournal(path: string, text: string, firstLine = 1): ScannedJournal {
  const lines = scanLines(path, text, firstLine);
  const last = lines.findLastIndex((line) => line.more === 0);
  return { lines: lines.slice(0, last + 1), end: last < 0 ? 0 : lines[last]!.end };
}

/** Reads all lines that have an end. */
export function scanLines(path: string, text: string, firstLine = 1): JournalLine[] {
  const lines: JournalLine[] = [];
  for (let start = 0; ;) {
    const stop = text.indexOf('\n', start);
    if (stop < 0) return lines;
    const number = firstLine + lines.length;
    lines.push({ ...head(path, text, start, stop, number), text: text.slice(start, stop), number, end: stop + 1 });
    start = stop + 1;
  }
}

const HEAD = /\{"revision":(\d+),"more":(\d+),"key":"([^"\\]*)"/y;

function head(path: string, text: string, start: number, stop: number, number: number): { revision: number; more: number; key: string } {
  HEAD.lastIndex = start;
  const found = HEAD.exec(text);
  if (found && HEAD.lastIndex < stop) return { revision: Number(found[1]), more: Number(found[2]), key: found[3]! };
  const { revision, more, key } = parseLine(path, text.slice(start, stop), number);
  if (typeof revision !== 'number' || typeof more !== 'number' || typeof key !== 'string')
    throw stateErrors.damaged({ path, line: number }, 'a line of it is no write (revision, more, key)');
  return { revision, more, key };
}

const LINE = /\{"revision":\d+,"more":\d+,"key":"[^"\\]*"(?:,"created":(\d+),"value":|\}$)/y;

/** The entry that a line writes, its value to be parsed when it is asked for; undefined for a removal. */
export function laterEntry(path: string, line: JournalLine): StoreEntry | undefined {
  const { key, revision } = line;
  LINE.lastIndex = 0;
  const found = LINE.exec(line.text);
  if (found?.[1]) return lazyEntry({ key, revision, created: Number(found[1]) }, () => writtenBy(path, line)!.value);
  const written = found ? undefined : writtenBy(path, line);
  return written && { key, value: written.value, revision, created: written.created };
}

/** What a line writes: the value, or undefined for a removal. */
function writtenBy(path: string, line: JournalLine): { value: JsonValue; created: number } | undefined {
  const { value, created } = parseLine(path, line.text, line.number);
  return value === undefined ? undefined : { value, created: created ?? line.revision };
}

type RawLine = { revision?: number; more?: number; key?: string; created?: number; value?: JsonValue };

function parseLine(path: string, text: string, number: number): RawLine {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const { column } = placeOfSyntaxError(text, error);
    throw stateErrors.damaged({ path, line: number, column }, 'this is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw stateErrors.damaged({ path, line: number }, 'a line of it is no write');
  return parsed;
}
