/** What commands that change objects have in common: --dry-run, -o, and the words about what became of an object. */
import type { KubeObject } from '../../core/kubernetes/object.ts';
import type { Context } from './context.ts';
import type { Flag, Flags } from './cobra/types.ts';
import { KubectlError } from './errors.ts';
import { objectName, printerFor, type Printer } from './printers/index.ts';

export const DRY_RUN_FLAG: Flag = { name: 'dry-run', type: 'string', default: 'none', bare: 'unchanged', usage: 'none, server or client: what would happen, without it happening.' };
export const FIELD_MANAGER_FLAG = (manager: string): Flag => ({ name: 'field-manager', type: 'string', default: manager, usage: 'Name under which the changed fields are owned.' });
export const PRINT_FLAGS: readonly Flag[] = [
  { name: 'output', short: 'o', type: 'string', usage: 'json, yaml, name, go-template=..., jsonpath=... and their -file forms.' },
  { name: 'template', type: 'string', usage: 'Template or template file, with -o go-template or -o go-template-file.' },
  { name: 'allow-missing-template-keys', type: 'bool', default: 'true', usage: 'Templates skip fields that are missing.' },
];
export const VALIDATE_FLAG: Flag = { name: 'validate', type: 'bool', default: 'true', usage: 'Check objects against the schema before they are sent.' };
export const SAVE_CONFIG_FLAG: Flag = { name: 'save-config', type: 'bool', usage: 'Keep the configuration in an annotation, for apply.' };
export const RECORD_FLAG: Flag = { name: 'record', type: 'bool', usage: 'Keep the command line in an annotation.' };

export type DryRun = 'none' | 'client' | 'server';

export function dryRunOf(context: Context, flags: Flags): DryRun {
  const value = flags.string('dry-run');
  if (value === 'unchanged') {
    context.err('W1123 00:00:00.000000       1 helpers.go:553] --dry-run is deprecated and can be replaced with --dry-run=client.\n');
    return 'client';
  }
  if (value === 'none' || value === 'client' || value === 'server') return value;
  if (/^(true|TRUE|True|t|T|1)$/.test(value)) return 'client';
  if (/^(false|FALSE|False|f|F|0)$/.test(value)) return 'none';
  throw new KubectlError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

/** The query of a write. */
export function writeQuery(dryRun: DryRun, fieldManager?: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(more);
  if (dryRun === 'server') query.set('dryRun', 'All');
  if (fieldManager) query.set('fieldManager', fieldManager);
  const text = query.toString();
  return text ? `?${text}` : '';
}

const SUFFIX: Record<DryRun, string> = { none: '', client: ' (dry run)', server: ' (server dry run)' };

/** Says what became of objects: `pod/x created (dry run)`, or the object by -o. */
export interface Sayer {
  say(object: KubeObject, operation: string): void;
  finish(): void;
}

export async function sayer(context: Context, flags: Flags, dryRun: DryRun): Promise<Sayer> {
  const output = flags.string('output');
  let printer: Printer | undefined;
  if (output || flags.string('template')) {
    printer = await printerFor(output, { terminal: context.terminal, template: flags.string('template') || undefined, allowMissing: flags.bool('allow-missing-template-keys') });
  }
  return {
    say(object, operation) {
      context.out(printer ? printer.print(object) : `${objectName(object)} ${operation}${SUFFIX[dryRun]}\n`);
    },
    finish: () => context.out(printer?.finish?.() ?? ''),
  };
}

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';
