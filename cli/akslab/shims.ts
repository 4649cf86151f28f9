import { existsSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandError } from './command.ts';

/** The folder with az, kubectl and akslab, as the build leaves it beside the program that runs. */
export function shimFolder(): string {
  const program = realpathSync(process.argv[1]!);
  // dist/bin/akslab.cjs, dist/shims/akslab, or the source tree.
  const found = ['../shims', '../../dist/shims']
    .map((path) => resolve(dirname(program), path))
    .find((path) => existsSync(`${path}/kubectl`));
  if (!found) throw new CommandError(`no az and kubectl beside ${program}: build first (npm run build)`);
  return found;
}
