/**
 * What az was refused last, in its own folder, for `akslab why`: a command line that the parser refuses reaches no server, so nothing
 * else remembers it.
 */
import type { Lab } from '../shared/lab.ts';
import type { Files } from '../shared/terminal.ts';
import { ArmFailure, UsageError } from './errors.ts';
import { configFolder, readIfThere, writeInto } from './folder.ts';

export interface Failure {
  /** Milliseconds since the epoch. */
  at: number;
  /** The arguments, without `az`. */
  args: string[];
  /** Who refused: the parser, Azure, or the client before it asked. */
  by: 'parser' | 'azure' | 'client';
  /** The HTTP status of Azure's answer. */
  status?: number;
  message: string;
}

const FILE = 'last-failure.json';
/** What the parser refuses for want of an extension; other slips of the pen explain themselves. */
const OPTION_OF_EXTENSION = /^unrecognized arguments: .*--(?:en|dis)able-pod-security-policy/;

export function failureOf(error: Error, args: string[], at: number): Failure {
  const { message } = error;
  if (error instanceof ArmFailure) return { at, args, by: 'azure', status: error.status, message };
  return { at, args, by: error instanceof UsageError ? 'parser' : 'client', message };
}

/** Azure refused to do something (that something is not there is no refusal), or an option comes with an extension that is not installed. */
const isRefusal = ({ by, status, message }: Failure): boolean => (by === 'azure' ? status !== 404 : OPTION_OF_EXTENSION.test(message));

/** Remembers a refusal. That it could not be kept is no reason to fail otherwise. */
export function noteFailure(files: Files, lab: Lab, failure: Failure): void {
  if (!isRefusal(failure)) return;
  try {
    writeInto(files, configFolder(lab), FILE, `${JSON.stringify(failure)}\n`);
  } catch {}
}

export function lastFailure(files: Files, lab: Lab): Failure | undefined {
  const text = readIfThere(files, `${configFolder(lab)}/${FILE}`);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Failure);
  } catch {
    return undefined;
  }
}
