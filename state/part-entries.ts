import type { JsonValue, StoreEntry } from '../core/store.ts';
import { openIfThere, readAt, readRange, type Disk } from './disk.ts';
import { StaleView, stateErrors } from './errors.ts';
import { SCHEMA } from './json-file.ts';
import { placeOfSyntaxError } from './json-place.ts';
import type { PartBase } from './part.ts';

/** How far around a place a line is looked for at first, in bytes. */
const WINDOW = 8 * 1024;
/** The lines of a part's file before its entries. */
const HEAD = /^\{\n"schema": (\d+),\n"part": "[^\n]*",\n"revision": (\d+),\n"entries": \[\n/;
const HEAD_LINES = 5;
const END = ']\n}\n';

/**
 * The entries of a part's file, one a line in the order of their keys: looked up on the disk one by one, or read whole, and parsed when their
 * values are asked for. The file stays open, so that it stays what it is when another process puts a new one in its place. Undefined where the
 * file is not `size` bytes long, or does not look as akslab wrote it; `strictly` then reads it, or finds what is wrong with it, and is asked as
 * well where that shows only later.
 */
export function partEntries(
  disk: Disk,
  path: string,
  size: number,
  strictly: () => readonly StoreEntry[],
): { revision: number; base: PartBase } | undefined {
  const opened = openIfThere(disk, path);
  if (opened === undefined) return undefined;
  const file = opened;
  const head = disk.fstatSync(file).size === size ? HEAD.exec(readAt(disk, file, 0, 1024).toString('utf8')) : null;
  const end = size - END.length;
  if (Number(head?.[1]) !== SCHEMA || readAt(disk, file, end, size).toString('utf8') !== END) {
    disk.closeSync(file);
    return undefined;
  }
  const start = Buffer.byteLength(head![0]);

  let open = true;
  /** All of it, once it was read. */
  let read: Map<string, StoreEntry> | undefined;

  function find(key: string): StoreEntry | undefined {
    if (read) return read.get(key);
    if (!open) throw new StaleView();
    for (let low = start, high = end; low < high;) {
      const line = lineAt((low + high) >>> 1, low, high);
      const found = keyOf(line.bytes);
      if (found === undefined) return strictly().find((entry) => entry.key === key);
      if (found === key)
        return entryOf(line.bytes.toString('utf8'), () => lineNumber(line.start)) ?? strictly().find((entry) => entry.key === key);
      if (found < key) low = line.end;
      else high = line.start;
    }
    return undefined;
  }

  /** The line around a place between two beginnings of lines. */
  function lineAt(place: number, low: number, high: number): { start: number; end: number; bytes: Buffer } {
    for (let reach = WINDOW; ; reach *= 4) {
      const from = Math.max(low, place - reach);
      const bytes = readAt(disk, file, from, Math.min(high, place + reach));
      const at = place - from;
      const first = at === 0 ? 0 : bytes.lastIndexOf(NEWLINE, at - 1) + 1;
      const last = bytes.indexOf(NEWLINE, at);
      if (last >= 0 && (first > 0 || from === low))
        return { start: from + first, end: from + last + 1, bytes: bytes.subarray(first, last) };
    }
  }

  function all(): readonly StoreEntry[] {
    const entries = readAll();
    read = new Map(entries.map((entry) => [entry.key, entry]));
    close();
    return entries;
  }

  function close() {
    if (open) disk.closeSync(file);
    open = false;
  }

  function readAll(): readonly StoreEntry[] {
    const text = readAt(disk, file, start, end).toString('utf8');
    const entries: StoreEntry[] = [];
    for (let from = 0; from < text.length;) {
      const stop = text.indexOf('\n', from);
      const number = HEAD_LINES + 1 + entries.length;
      const entry = entryOf(text.slice(from, stop), () => number);
      if (!entry) return strictly();
      entries.push(entry);
      from = stop + 1;
    }
    return entries;
  }

  /** The entry of a line, with its value still to be parsed; undefined where the line is none as akslab writes it. */
  function entryOf(line: string, number: () => number): StoreEntry | undefined {
    const json = line.endsWith(',') ? line.slice(0, -1) : line;
    const [, quoted] = ENTRY_HEAD.exec(json) ?? [];
    const [, revision, created] = ENTRY_TAIL.exec(json.slice(json.lastIndexOf(',"revision":'))) ?? [];
    if (quoted === undefined || created === undefined) return undefined;
    return lazyEntry({ key: JSON.parse(quoted) as string, revision: Number(revision), created: Number(created) }, () => {
      try {
        return (JSON.parse(json) as StoreEntry).value;
      } catch (error) {
        throw stateErrors.damaged({ path, line: number(), column: placeOfSyntaxError(json, error).column }, 'this is not JSON');
      }
    });
  }

  const lineNumber = (place: number) => (readRange(disk, path, 0, place) ?? '').toString('latin1').split('\n').length;

  return { revision: Number(head![2]), base: { find, all, close } };
}

const NEWLINE = 10;
const QUOTE = 34;
const KEY = Buffer.from('{"key":"');
const ENTRY_HEAD = /^\{"key":("(?:[^"\\]|\\.)*"),"value":/;
const ENTRY_TAIL = /^,"revision":(\d+),"created":(\d+)\}$/;

/** The key at the beginning of a line; undefined where there is none. */
function keyOf(line: Buffer): string | undefined {
  if (!line.subarray(0, KEY.length).equals(KEY)) return undefined;
  const raw = line.toString('utf8', KEY.length, line.indexOf(QUOTE, KEY.length));
  if (!raw.includes('\\')) return raw;
  const [, quoted] = ENTRY_HEAD.exec(line.toString('utf8')) ?? [];
  return quoted === undefined ? undefined : (JSON.parse(quoted) as string);
}

/** An entry whose value is parsed when it is first asked for. */
export function lazyEntry({ key, revision, created }: Omit<StoreEntry, 'value'>, parse: () => JsonValue): StoreEntry {
  let value: JsonValue | undefined;
  return {
    key,
    get value() {
      return (value ??= parse());
    },
    revision,
    created,
  };
}
