/** A state home that cannot be used as it is: what is wrong, where, and what to do. Nothing was changed. */
export class StateError extends Error {
  constructor(
    readonly reason: 'damaged' | 'newer' | 'read-only' | 'disk' | 'locked',
    message: string,
  ) {
    super(message);
  }
}

/** What is read has moved on meanwhile: refresh and ask again. Never leaves state/ and the lab. */
export class StaleView extends Error {
  constructor() {
    super('the state keeps changing while it is read');
  }
}

export interface Place {
  path: string;
  /** Both from 1. */
  line?: number;
  column?: number;
}

const at = ({ path, line, column }: Place) => [path, line, column].filter((part) => part !== undefined).join(':');

const KEEP = 'akslab has not changed it. Mend it, or take it back from a copy, or begin anew with "akslab reset"';

/** Every message about a state home. */
export const stateErrors = {
  damaged: (place: Place, what: string) => new StateError('damaged', `${at(place)}: the state is damaged: ${what}. ${KEEP}`),
  torn: (place: Place) =>
    new StateError(
      'damaged',
      `${at(place)}: the state is damaged: the file ends in the middle of a line, and no crash explains it. ${KEEP}. To go on without that line, delete it`,
    ),
  newer: (path: string, schema: unknown, known: number) =>
    new StateError(
      'newer',
      `${path}: written by a newer akslab (schema ${String(schema)}, this one knows ${known}). Update akslab, or set AKSLAB_HOME to another folder`,
    ),
  readOnly: (path: string, code: string) =>
    new StateError(
      'read-only',
      `${path}: the state cannot be written (${code}). Make the folder writable, or set AKSLAB_HOME to another one`,
    ),
  unreadable: (path: string, code: string) => new StateError('disk', `${path}: the state cannot be read (${code})`),
  full: (path: string) => new StateError('disk', `${path}: no space left on the disk (ENOSPC). Nothing was changed`),
  failed: (path: string, code: string) => new StateError('disk', `${path}: the state could not be written (${code}). Nothing was changed`),
  locked: (path: string, pid: number) =>
    new StateError('locked', `${path}: process ${pid} has held the state for too long. End it, then try again`),
};

/** The error of a failed read, by the code that the system gave. */
export function readError(folder: string, error: unknown): unknown {
  const { code, path = folder } = error as NodeJS.ErrnoException;
  return error instanceof StateError || code === undefined ? error : stateErrors.unreadable(path, code);
}

/** The error of a failed write, by the code that the system gave. */
export function writeError(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof StateError || code === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return stateErrors.full(path);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return stateErrors.readOnly(path, code);
  return stateErrors.failed(path, code);
}
