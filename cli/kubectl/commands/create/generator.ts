/** What all generators share: one object from the options, created or printed. */
import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { collectionPath } from '../../client/client.ts';
import { splitVersion } from '../../client/files.ts';
import { CliError, StatusError, UsageError } from '../../frame/errors.ts';
import type { Flags } from '../../frame/flags.ts';
import type { Command, CommandContext, FlagSpec } from '../../frame/types.ts';
import { DRY_RUN_FLAG, SAVE_CONFIG_FLAG, VALIDATE_FLAG, dryRunOf, fieldManagerFlag, teller, writeQuery } from '../../mutate.ts';
import { OUTPUT_FLAGS } from '../../print/output.ts';

export interface Generator {
  name: string;
  aliases?: readonly string[];
  /** The usage line after the command. */
  use: string;
  summary: string;
  /** A command line that shows it. */
  examples?: string;
  flags?: readonly FlagSpec[];
  /** Whether the object is namespaced, and says so itself where -n was given. `never`: kubectl 1.20 leaves it to the path. */
  namespaced: boolean | 'never';
  /** Makes the object. Throws for options that do not fit. */
  make(name: string, flags: Flags, context: CommandContext, command: string[]): KubeObject | Promise<KubeObject>;
  /** Words that kubectl puts before an error of the server. */
  failure?: string;
  /** Whether 1.20 reads the server's answer as a map rather than a struct: its JSON is sorted. */
  answersMap?: boolean;
  /** Whether arguments after the name are taken (`-- COMMAND`). */
  takesCommand?: boolean;
}

/** The generator as a command of `kubectl create`. */
export function generatorCommand(generator: Generator): Command {
  return {
    usage: generator.use,
    about: generator.summary,
    examples: generator.examples ? [[generator.summary, generator.examples]] : [],
    flags: [...(generator.flags ?? []), ...OUTPUT_FLAGS, DRY_RUN_FLAG, VALIDATE_FLAG, SAVE_CONFIG_FLAG, fieldManagerFlag('kubectl-create')],
    run: (context) => generate(generator, context),
  };
}

async function generate(generator: Generator, context: CommandContext): Promise<void> {
  const { flags } = context;
  const [name, ...command] = nameAndCommand(generator, context);
  const dryRun = dryRunOf(context);
  const tell = await teller(context, dryRun, { typed: !generator.answersMap || dryRun === 'client' });
  const made = await generator.make(name, flags, context, command);
  const namespace = context.config.namespace();
  if (generator.namespaced === true && namespace.explicit) made.metadata.namespace = namespace.name;
  const object = flags.bool('save-config') ? (await import('../apply/last-applied.ts')).withLastApplied(made) : made;
  if (dryRun === 'client') return tell(object, 'created');
  try {
    const client = context.client();
    const mapping = await client.mapper.forKind(...splitVersion(object.apiVersion), object.kind);
    const created = await client.object('POST', collectionPath(mapping, namespace.name), {
      query: writeQuery(dryRun, flags.string('field-manager')),
      body: object,
    });
    await tell(created, 'created');
  } catch (error) {
    if (generator.failure && error instanceof StatusError) throw new CliError(`${generator.failure}: ${error.message}`);
    throw error;
  }
}

function nameAndCommand({ takesCommand }: Generator, { args, dashAt }: CommandContext): [string, ...string[]] {
  const names = takesCommand && dashAt >= 0 ? args.slice(0, dashAt) : args;
  const [name] = names;
  if (name === undefined || names.length > 1) throw new UsageError(`exactly one NAME is required, got ${names.length}`);
  return [name, ...args.slice(names.length)];
}

/** metadata as a generator writes it: the creation time is null, and shown. */
export const meta = (name: string, more: object = {}): KubeObject['metadata'] => ({ creationTimestamp: null, name, ...more });
