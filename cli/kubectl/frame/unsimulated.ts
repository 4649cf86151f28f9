import { CliError } from './errors.ts';
import type { Command, FlagSpec } from './types.ts';

/** A command that there is, with its options, and that says that it cannot be done here. `instead` names what comes near. */
export const unsimulated = (
  path: string,
  instead: string,
  { usage, about, flags = [] }: { usage: string; about: string; flags?: readonly FlagSpec[] },
): Command => ({
  usage,
  about: `${about} akslab does not simulate it yet: ${instead}.`,
  examples: [],
  flags,
  async run() {
    throw new CliError(`akslab does not simulate kubectl ${path} yet: ${instead}`);
  },
});
