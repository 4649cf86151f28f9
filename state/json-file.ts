import { LowSync, type SyncAdapter } from 'lowdb';
import { readText, replaceFile, type Disk } from './disk.ts';
import { stateErrors } from './errors.ts';
import { placeOfSyntaxError } from './json-place.ts';

/** The layout of the files under `state/`. A reader knows its own and all earlier ones. */
export const SCHEMA = 1;

/** A lowdb database over one JSON file that is replaced whole and durably, and never read as if it were right when it is not. */
export function jsonFile<T extends { schema: number }>(disk: Disk, path: string, initial: T, stringify: (data: T) => string): LowSync<T> {
  const adapter: SyncAdapter<T> = {
    read() {
      const text = readText(disk, path);
      return text === undefined ? null : parse<T>(path, text);
    },
    write: (data) => replaceFile(disk, path, stringify(data)),
  };
  return new LowSync(adapter, initial);
}

function parse<T extends { schema: number }>(path: string, text: string): T {
  let data: Partial<T> | null;
  try {
    data = JSON.parse(text) as Partial<T> | null;
  } catch (error) {
    throw stateErrors.damaged({ path, ...placeOfSyntaxError(text, error) }, text.trim() === '' ? 'the file is empty' : 'this is not JSON');
  }
  const schema = data?.schema;
  if (typeof schema !== 'number') throw stateErrors.damaged({ path }, 'it has no schema number');
  if (schema > SCHEMA) throw stateErrors.newer(path, schema, SCHEMA);
  return data as T;
}
