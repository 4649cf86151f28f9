/** Arguments of label and annotate: resources, then `key=value` and `key-`. After cmdutil.GetResourcesAndPairs. */
import { CliError } from './frame/errors.ts';

/** Splits the arguments where the first pair stands. */
export function resourcesAndPairs(args: readonly string[], what: string): { resources: string[]; pairs: string[] } {
  const isPair = (arg: string) => (arg.includes('=') && arg[0] !== '=') || (arg.endsWith('-') && arg !== '-');
  const first = args.findIndex(isPair);
  if (first < 0) return { resources: [...args], pairs: [] };
  const pairs = args.slice(first);
  const stray = pairs.find((arg) => !isPair(arg));
  if (stray !== undefined) throw new CliError(`all resources must be specified before ${what} changes: ${stray}`);
  return { resources: args.slice(0, first), pairs };
}

export interface Changes {
  set: Record<string, string>;
  remove: string[];
}

/** A map with the changes made. */
export function changed(before: Record<string, string> | undefined, { set, remove }: Changes): Record<string, string> {
  const after = { ...before, ...set };
  for (const key of remove) delete after[key];
  return after;
}

/** Refuses a key that is both set and removed. */
export function refuseBoth({ set, remove }: Changes, message: string): void {
  if (remove.some((key) => Object.hasOwn(set, key))) throw new CliError(message);
}
