/** What commands that change objects have in common: --dry-run, --field-manager, and the words about what became of an object. */
import type { KubeObject } from '../../core/kubernetes/object.ts';
import { CliError } from './frame/errors.ts';
import type { CommandContext, FlagSpec } from './frame/types.ts';
import type { Query } from './client/client.ts';
import { namePrinter, outputFormat, print, printerFor, type PrinterOptions } from './print/output.ts';

export type DryRun = 'none' | 'client' | 'server';

export const DRY_RUN_FLAG: FlagSpec = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  alone: 'unchanged',
  usage: '"none", "server" or "client": shows what would happen, on the server or without it.',
};
export const fieldManagerFlag = (manager: string): FlagSpec => ({
  name: 'field-manager',
  type: 'string',
  default: manager,
  usage: 'Name under which the changed fields are owned.',
});
export const VALIDATE_FLAG: FlagSpec = {
  name: 'validate',
  type: 'bool',
  default: true,
  usage: 'Checks files against the schema before they are sent.',
};
export const SAVE_CONFIG_FLAG: FlagSpec = {
  name: 'save-config',
  type: 'bool',
  usage: 'Keeps the configuration in an annotation, for a later apply.',
};
export const RECORD_FLAG: FlagSpec = {
  name: 'record',
  type: 'bool',
  usage: 'Keeps the command line in the annotation kubernetes.io/change-cause.',
};
export const SELECTOR_FLAG: FlagSpec = {
  name: 'selector',
  short: 'l',
  type: 'string',
  usage: 'Only objects with these labels: app=web,tier!=back, app in (a,b).',
};
export const FIELD_SELECTOR_FLAG: FlagSpec = {
  name: 'field-selector',
  type: 'string',
  usage: 'Only objects with these fields: metadata.name=web.',
};
export const ALL_NAMESPACES_FLAG: FlagSpec = { name: 'all-namespaces', short: 'A', type: 'bool', usage: 'Objects of all namespaces.' };
export const allFlag = (usage = 'All objects of the resource in the namespace.'): FlagSpec => ({ name: 'all', type: 'bool', usage });

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** klog's line, with a time that never changes. */
const deprecated = (given: string, instead: string): string =>
  `W0101 00:00:00.000000       1 helpers.go:553] --dry-run${given} is deprecated and can be replaced with --dry-run=${instead}.\n`;

/** cmdutil.GetDryRunStrategy. */
export function dryRunOf(context: CommandContext): DryRun {
  const value = context.flags.string('dry-run');
  if (value === 'none' || value === 'client' || value === 'server') return value;
  if (value === 'unchanged') {
    context.err(deprecated('', 'client'));
    return 'client';
  }
  if (/^(true|TRUE|True|t|T|1)$/.test(value)) {
    context.err(deprecated('=true', 'client'));
    return 'client';
  }
  if (/^(false|FALSE|False|f|F|0)$/.test(value)) {
    context.err(deprecated('=false', 'none'));
    return 'none';
  }
  throw new CliError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

/** The query of a write. */
export const writeQuery = (dryRun: DryRun, fieldManager?: string): Query => ({
  dryRun: dryRun === 'server' ? 'All' : undefined,
  fieldManager,
});

const SUFFIX: Record<DryRun, string> = { none: '', client: ' (dry run)', server: ' (server dry run)' };

/** `created` becomes `created (dry run)`. */
export const outcome = (operation: string, dryRun: DryRun): string => operation + SUFFIX[dryRun];

/** Tells what became of an object: `pod/x created`, `pod/x` with -o name, else the object as -o says. */
export type Tell = (object: KubeObject, operation: string) => Promise<void>;

/** Throws for an -o that does not exist, so ask before anything is done. */
export async function teller(context: CommandContext, dryRun: DryRun, options: PrinterOptions = {}): Promise<Tell> {
  const output = outputFormat(context.flags);
  if (output === '') return async (object, operation) => context.out(await namePrinter(outcome(operation, dryRun))(object));
  const printer = await printerFor(output, context, options);
  return async (object) => print(context, printer, object);
}

/** --record: the command line in an annotation. */
export function withChangeCause(object: KubeObject, context: CommandContext): KubeObject {
  const words = [context.path, ...context.args, ...context.flags.given].join(' ');
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [CHANGE_CAUSE]: words } } };
}
