/** What all generators share: one object from flags, created or printed. */
import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import type { Context } from '../../context.ts';
import type { Command, Flag, Flags } from '../../cobra/types.ts';
import { pathOf } from '../../client/mapper.ts';
import { KubectlError, StatusError, UsageError } from '../../errors.ts';
import { DRY_RUN_FLAG, dryRunOf, FIELD_MANAGER_FLAG, PRINT_FLAGS, SAVE_CONFIG_FLAG, sayer, VALIDATE_FLAG, writeQuery } from '../../mutate.ts';
import { withLastApplied } from '../apply/last-applied.ts';

export interface Generator {
  name: string;
  aliases?: readonly string[];
  use: string;
  short: string;
  examples?: string;
  flags?: readonly Flag[];
  /** Whether the object is namespaced and says so itself. `never`: services of 1.20 leave it to the path. */
  namespaced: boolean | 'never';
  /** Makes the object; `name` is the argument. Throws for flags that do not fit. */
  make(name: string, flags: Flags, context: Context, args: string[]): KubeObject | Promise<KubeObject>;
  /** Some generators of 1.20 put words of their own before a server error. */
  failure?: string;
  /** Whether arguments after the name are taken (`-- COMMAND`). */
  takesCommand?: boolean;
}

export function generatorCommand(generator: Generator): Command {
  return {
    name: generator.name,
    aliases: generator.aliases,
    use: generator.use,
    short: generator.short,
    examples: generator.examples,
    flags: [...(generator.flags ?? []), ...PRINT_FLAGS, DRY_RUN_FLAG, VALIDATE_FLAG, SAVE_CONFIG_FLAG, FIELD_MANAGER_FLAG('kubectl-create')],
    run: (context, args, flags) => generate(generator, context, args, flags),
  };
}

async function generate(generator: Generator, context: Context, args: string[], flags: Flags): Promise<void> {
  const [name] = args;
  if (name === undefined || (args.length > 1 && !generator.takesCommand)) throw new UsageError(`exactly one NAME is required, got ${args.length}`);
  const dryRun = dryRunOf(context, flags);
  const object = await generator.make(name, flags, context, args.slice(1));
  const { namespace } = context.client.connection;
  if (generator.namespaced === true) object.metadata.namespace = namespace;
  const shown = flags.bool('save-config') ? withLastApplied(object) : object;
  const say = await sayer(context, flags, dryRun);
  if (dryRun === 'client') {
    say.say(shown, 'created');
    return say.finish();
  }
  const resource = await context.mapper.kind(object.apiVersion, object.kind);
  if (!resource) throw new KubectlError(`no matches for kind "${object.kind}" in version "${object.apiVersion}"`);
  try {
    const created = await context.client.send({
      method: 'POST',
      path: `${pathOf(resource, namespace)}${writeQuery(dryRun, flags.string('field-manager'))}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(shown),
    });
    say.say(created.body as KubeObject, 'created');
    say.finish();
  } catch (error) {
    if (generator.failure && error instanceof StatusError) throw new KubectlError(`${generator.failure}: ${error.message}`);
    throw error;
  }
}

/** metadata as a generator writes it: the creation time is null, and shown. */
export const meta = (name: string, more: object = {}): KubeObject['metadata'] => ({ creationTimestamp: null, name, ...more });

/** `key=value` pairs; a pair without = is refused with kubectl's words. */
export function pairs(texts: readonly string[], problem: (text: string) => string): [string, string][] {
  return texts.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new KubectlError(problem(text));
    return [text.slice(0, at), text.slice(at + 1)];
  });
}
