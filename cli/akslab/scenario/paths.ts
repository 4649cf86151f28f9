/** The paths that actions are given, and the files that they write. */
import { dirname } from 'node:path';
import { pspProblem, versionProblem } from '../../../scenarios/values.ts';
import { CommandError, UsageError, type CommandContext } from '../command.ts';
import type { ScenarioArgs } from './index.ts';

/** The one path that an action works on. */
export function onePath({ action, paths }: ScenarioArgs, what = 'scenario'): string {
  if (paths.length !== 1) throw new UsageError(`scenario ${action} takes one ${what}, not ${paths.length || 'none'}`);
  return paths[0]!;
}

/** At least one path. */
export function somePaths({ action, paths }: ScenarioArgs): string[] {
  if (!paths.length) throw new UsageError(`scenario ${action} needs a file, a folder or a name of the library`);
  return paths;
}

/** Refuses early what would write over somebody's file. */
export function mayWrite(path: string, { force }: ScenarioArgs, { terminal }: CommandContext): void {
  const { files } = terminal;
  const folder = dirname(path);
  if (files.stat(folder)?.kind !== 'folder') throw new CommandError(`${path}: there is no folder ${folder}`);
  const there = files.stat(path);
  if (there?.kind === 'folder') throw new CommandError(`${path} is a folder: say which file in it`);
  if (!force && there) throw new CommandError(`${path} is there already; --force writes over it`);
}

/** Refuses early a cluster that cannot be made. */
export function knownVersion({ clusterVersion, psp }: ScenarioArgs): void {
  const gone = psp ? pspProblem(clusterVersion) : undefined;
  const problem = versionProblem(clusterVersion) ?? (gone && `${gone}; --no-psp makes a cluster without`);
  if (problem) throw new UsageError(`--cluster-version: ${problem}`);
}

/** Writes to --output, or to standard output. */
export function give(text: string, { output }: ScenarioArgs, { terminal }: CommandContext): void {
  if (!output) return terminal.stdout.write(text);
  terminal.files.write(output, text);
  terminal.stderr.write(`Wrote ${output}.\n`);
}

/** A --format of a list; the first one unless given. */
export function formatOf<T extends string>({ action, format }: ScenarioArgs, formats: readonly T[]): T {
  if (format === undefined) return formats[0]!;
  const found = formats.find((one) => one === format);
  if (!found) throw new UsageError(`scenario ${action} knows the formats ${formats.join(', ')}, not "${format}"`);
  return found;
}
