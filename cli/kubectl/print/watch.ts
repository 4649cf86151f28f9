/** `get --watch`: what there is, and what becomes of it. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { build, type BuilderOptions } from '../client/builder.ts';
import { collectionPath } from '../client/client.ts';
import { requestTimeout } from '../frame/duration.ts';
import { CliError } from '../frame/errors.ts';
import type { CommandContext } from '../frame/types.ts';
import { print, type Printer } from './output.ts';
import { tableWriter, type Table, type TableOptions } from './table.ts';

/** Prints until Ctrl-C or --request-timeout. One resource, all of its objects or one. */
export async function watchObjects(
  context: CommandContext,
  options: BuilderOptions,
  printer: Printer | undefined,
  table: TableOptions,
): Promise<void> {
  const { flags } = context;
  const { infos, error } = await build(options).infos();
  if (error) throw error;
  if (new Set(infos.map(({ mapping }) => `${mapping.group}/${mapping.resource}`)).size > 1)
    throw new CliError('you may only specify a single resource type');
  if (flags.string('sort-by')) context.err('warning: --watch or --watch-only requested, --sort-by will be ignored\n');
  if (infos.length !== 1)
    throw new CliError('watch is only supported on individual resources and resource collections - more than 1 resource was found');
  const [{ mapping, name, namespace, object, list }] = infos as [(typeof infos)[0]];
  const writer = tableWriter(table);
  const withEvents = flags.bool('output-watch-events');
  const timeout = requestTimeout(flags.string('request-timeout'));
  const until = timeout ? context.lab.clock.now() + timeout : undefined;

  async function show(shown: KubeObject, type: string): Promise<void> {
    const event = withEvents ? type : undefined;
    if (printer && event !== undefined && flags.string('output') === 'json')
      return context.out(`${JSON.stringify({ type, object: shown })}\n`);
    if (printer) return print(context, printer, event === undefined ? shown : ({ type, object: shown } as any));
    // Wide enough for the longest of them.
    writer.add(shown as unknown as Table, mapping, event?.padEnd('MODIFIED'.length));
    context.out(writer.flush());
  }

  if (!flags.bool('watch-only')) {
    const items = list && printer ? (object!.items as KubeObject[]) : [object!];
    for (const item of items) await show(item, 'ADDED');
  }
  // From the object's own version the server may remember nothing any more; from 0 it begins with the object as it is, which was shown.
  let first = !list;
  const queue: { type: string; object: KubeObject }[] = [];
  await context.client().watch(
    collectionPath(mapping, namespace),
    { ...list?.query, ...(list ? {} : { fieldSelector: `metadata.name=${name}` }) },
    list ? resourceVersionOf(object!) : '0',
    ({ type, object: changed }) => {
      if (first) {
        first = false;
        return;
      }
      queue.push({ type, object: changed as KubeObject });
      void drain();
    },
    { accept: options.accept, until },
  );

  async function drain(): Promise<void> {
    for (let next = queue.shift(); next; next = queue.shift()) await show(next.object, next.type);
  }
}

const resourceVersionOf = (list: KubeObject): string => list.metadata?.resourceVersion ?? '0';
