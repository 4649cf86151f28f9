import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { build, type Info } from '../client/builder.ts';
import { collectionPath } from '../client/client.ts';
import { fileFlags, fileOptions, hasFiles } from '../client/files.ts';
import { describeObject, type DescribeContext } from '../describe/index.ts';
import { CliError, isNotFound, NoResourceMatch, StatusError, throwAll } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { ALL_NAMESPACES_FLAG, SELECTOR_FLAG } from '../mutate.ts';

export default {
  usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]',
  about:
    'Shows everything about an object for people to read: its fields, what belongs to it, and what happened to it. A name that no object has is taken as the beginning of names.',
  examples: [
    ['A pod, with its events', 'kubectl describe pod web'],
    ['A policy', 'kubectl describe psp privileged'],
    ['All pods with a label', 'kubectl describe pods -l app=web'],
  ],
  flags: [
    ...fileFlags('to describe'),
    SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    { name: 'show-events', type: 'bool', default: true, usage: 'Whether events are shown.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const { args, flags, config } = context;
  const files = fileOptions(flags);
  if (!args.length && !hasFiles(files))
    throw new CliError(
      `You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n`,
    );
  const { infos, error } = await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: config.namespace(),
    enforceNamespace: true,
    allNamespaces: flags.bool('all-namespaces'),
    files,
    args,
    labelSelector: flags.string('selector'),
    allowEmptySelector: true,
    continueOnError: true,
    flatten: true,
    latest: true,
  }).infos();
  if (error && isNotFound(error) && args.length === 2) return describeByPrefix(context, error);
  await print(context, infos);
  throwAll(error ? [error] : []);
  if (!infos.length)
    context.err(flags.bool('all-namespaces') ? 'No resources found\n' : `No resources found in ${config.namespace().name} namespace.\n`);
}

/** The objects whose names begin so; where there are none, the name was simply wrong. */
async function describeByPrefix(context: CommandContext, notFound: Error): Promise<void> {
  const [type, prefix] = context.args as [string, string];
  const { infos } = await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    args: [type],
    allowEmptySelector: true,
    flatten: true,
  }).infos();
  const matching = infos.filter((info) => info.name.startsWith(prefix));
  if (!matching.length) throw notFound;
  await print(context, matching);
}

async function print(context: CommandContext, infos: Info[]): Promise<void> {
  const describing = describeContext(context);
  let first = true;
  for (const info of infos) {
    const text = await describeObject(info.object!, describing);
    context.out(first ? text : `\n\n${text}`);
    first = false;
  }
}

function describeContext(context: CommandContext): DescribeContext {
  const client = context.client();
  return {
    now: context.lab.clock.now(),
    showEvents: context.flags.bool('show-events'),
    async list(resource, namespace, query = {}) {
      try {
        const mapping = await client.mapper.resourceFor(resource);
        const list = await client.object('GET', collectionPath(mapping, namespace), { query });
        return (list.items as KubeObject[]) ?? [];
      } catch (error) {
        // What may not be looked up is left out, as kubectl does.
        if (error instanceof StatusError || error instanceof NoResourceMatch) return [];
        throw error;
      }
    },
  };
}
