/** --from-file, --from-literal and --from-env-file, of config maps and secrets. */
import { basename, join } from 'node:path';
import type { Flags } from '../../frame/flags.ts';
import type { CommandContext, FlagSpec } from '../../frame/types.ts';
import { CliError } from '../../frame/errors.ts';

export const SOURCE_FLAGS: readonly FlagSpec[] = [
  { name: 'from-file', type: 'array', usage: 'File or folder, or key=file; may be repeated.' },
  { name: 'from-literal', type: 'array', usage: 'key=value; may be repeated.' },
  { name: 'from-env-file', type: 'string', usage: 'File of key=value lines.' },
  { name: 'append-hash', type: 'bool', usage: 'Put a hash of the content behind the name.' },
];

const KEY = /^[-._a-zA-Z0-9]+$/;

/** Keys to texts, in the order in which kubectl takes them. `owner` ends the message about a key that is there twice. */
export function sourcesOf(flags: Flags, context: CommandContext, owner: string): Record<string, string> {
  const data: Record<string, string> = {};
  if (flags.string('from-env-file') && (flags.list('from-file').length || flags.list('from-literal').length)) {
    throw new CliError('from-env-file cannot be combined with from-file or from-literal');
  }
  const add = (key: string, text: string) => {
    if (!KEY.test(key))
      throw new CliError(
        `${JSON.stringify(key)} is not a valid key name: a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      );
    if (Object.hasOwn(data, key))
      throw new CliError(`cannot add key ${JSON.stringify(key)}, another key by that name already exists${owner}`);
    data[key] = text;
  };
  for (const literal of flags.list('from-literal')) {
    const at = literal.indexOf('=');
    if (at < 1) throw new CliError(`invalid literal source ${literal}, expected key=value`);
    add(literal.slice(0, at), literal.slice(at + 1).replace(/^["']+|["']+$/g, ''));
  }
  for (const source of flags.list('from-file')) for (const [key, path] of filesOf(source, context)) add(key, read(context, path));
  const env = flags.string('from-env-file');
  if (env) for (const [key, value] of envLines(read(context, env), context)) add(key, value);
  return data;
}

function filesOf(source: string, context: CommandContext): [string, string][] {
  const at = source.indexOf('=');
  if (at !== source.lastIndexOf('=')) throw new CliError("key names or file paths cannot contain '='");
  if (at === 0) throw new CliError(`key name for file path ${source.slice(1)} missing`);
  if (at === source.length - 1 && at > 0) throw new CliError(`file path for key name ${source.slice(0, -1)} missing`);
  const [key, path] = at > 0 ? [source.slice(0, at), source.slice(at + 1)] : ['', source];
  const found = context.terminal.files.stat(path);
  if (!found) throw new CliError(`error reading ${path}: no such file or directory`);
  if (found.kind !== 'folder') return [[key || basename(path), path]];
  if (key) throw new CliError('cannot give a key name for a directory path');
  return context.terminal.files
    .list(path)
    .filter((name) => context.terminal.files.stat(join(path, name))?.kind === 'file' && KEY.test(name))
    .map((name) => [name, join(path, name)]);
}

function read(context: CommandContext, path: string): string {
  try {
    return context.terminal.files.read(path);
  } catch (error) {
    throw new CliError(
      `error reading ${path}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file or directory' : (error as Error).message}`,
    );
  }
}

function envLines(text: string, context: CommandContext): [string, string][] {
  return text
    .split('\n')
    .map((l) => l.trimStart())
    .filter((l) => l && !l.startsWith('#'))
    .map((line) => {
      const at = line.indexOf('=');
      const key = at < 0 ? line : line.slice(0, at);
      return [key, at < 0 ? (context.terminal.env[key] ?? '') : line.slice(at + 1)];
    });
}
