import { wireText } from '../../../core/kubernetes/apiserver/wire.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { build, type BuilderOptions, type Info } from '../client/builder.ts';
import { fileFlags, fileOptions, hasFiles } from '../client/files.ts';
import { AggregateFailure, CliError, UsageError, asError, isNotFound, throwAll } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { OUTPUT_FLAGS, outputFormat, print, printerFor, type Printer } from '../print/output.ts';
import { TABLE_ACCEPT, plainTable, tableWriter, type Table, type TableOptions } from '../print/table.ts';

const MORE_FORMATS = ['custom-columns', 'custom-columns-file', 'wide'];

export default {
  usage:
    '[(-o|--output=)json|yaml|wide|name|custom-columns=...|jsonpath=...|go-template=...] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]',
  about: 'Shows one or many resources: as a table, or whole in the format that -o names.',
  examples: [
    ['All pods of the namespace, with their nodes', 'kubectl get pods -o wide'],
    ['A policy as YAML', 'kubectl get psp psp-deny-privileged -o yaml'],
    ['The policy that admitted a pod', "kubectl get pod nginx -o jsonpath='{.metadata.annotations.kubernetes\\.io/psp}'"],
    ['Pods and services of all namespaces', 'kubectl get pods,svc -A'],
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ...fileFlags('to get from the server'),
    { name: 'all-namespaces', short: 'A', type: 'bool', usage: 'Objects of all namespaces; the namespace of the context does not count.' },
    { name: 'chunk-size', type: 'int', default: 500, usage: 'Fetches large lists in parts of that many. 0 fetches them whole.' },
    { name: 'field-selector', type: 'string', usage: 'Only objects with these fields: metadata.name=web,status.phase!=Running.' },
    { name: 'ignore-not-found', type: 'bool', usage: 'An object that is not there is no error.' },
    { name: 'label-columns', short: 'L', type: 'strings', usage: 'Labels that get a column each.' },
    { name: 'no-headers', type: 'bool', usage: 'Leaves out the header of tables.' },
    { name: 'output-watch-events', type: 'bool', usage: 'Shows the kind of event when watching.' },
    { name: 'raw', type: 'string', usage: 'A path of the API server to get and print as it is.' },
    { name: 'selector', short: 'l', type: 'string', usage: 'Only objects with these labels: app=web,tier!=back, app in (a,b).' },
    { name: 'server-print', type: 'bool', default: true, usage: 'Whether the server makes the table.' },
    { name: 'show-kind', type: 'bool', usage: 'Puts the kind before each name.' },
    { name: 'show-labels', type: 'bool', usage: 'Adds a column with all labels.' },
    {
      name: 'use-openapi-print-columns',
      type: 'bool',
      usage: 'Of old; tables of names and ages.',
      deprecated: 'deprecated in favor of server-side printing',
    },
    { name: 'sort-by', type: 'string', usage: 'JSONPath of the field to sort by.' },
    { name: 'watch', short: 'w', type: 'bool', usage: 'Goes on to show what changes.' },
    { name: 'watch-only', type: 'bool', usage: 'Shows only what changes from now on.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  if (flags.string('raw')) return getRaw(context);
  const files = fileOptions(flags);
  if (!args.length && !hasFiles(files)) {
    context.err(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
    );
    throw new UsageError(
      'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
    );
  }
  if (flags.bool('output-watch-events') && !flags.bool('watch') && !flags.bool('watch-only'))
    throw new UsageError('--output-watch-events option can only be used with --watch or --watch-only');
  const output = outputFormat(flags);
  const human = output === '' || output === 'wide';
  const printer = human ? undefined : await printerFor(output, context, { also: MORE_FORMATS, noHeaders: flags.bool('no-headers') });
  const watching = flags.bool('watch') || flags.bool('watch-only');
  const options: BuilderOptions = {
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    allNamespaces: flags.bool('all-namespaces'),
    enforceNamespace: true,
    files,
    args,
    labelSelector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    allowEmptySelector: true,
    continueOnError: true,
    flatten: !human,
    latest: true,
    chunkSize: watching ? 0 : flags.number('chunk-size'),
    accept: human && serverPrints(context) ? TABLE_ACCEPT : undefined,
    query: human && flags.string('sort-by') ? { includeObject: 'Object' } : undefined,
  };
  if (watching) {
    const { watchObjects } = await import('../print/watch.ts');
    return watchObjects(context, { ...options, flatten: false }, printer, tableOptions(context, false));
  }
  return printer ? printGeneric(context, options, printer) : printTables(context, options);
}

/** GETs a path and prints the answer untouched. */
async function getRaw(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  const path = flags.string('raw');
  if (args.length || hasFiles(fileOptions(flags))) throw new CliError('arguments may not be passed when --raw is specified');
  if (!path.startsWith('/')) throw new UsageError(`--raw must be a valid URL path: parse ${JSON.stringify(path)}: invalid URI for request`);
  const { body } = await context.client().request('GET', path);
  context.out(typeof body === 'string' ? body : `${wireText(body)}\n`);
}

/** Whether the server makes the tables; else they have names and ages. */
function serverPrints({ flags, err }: CommandContext): boolean {
  if (flags.bool('use-openapi-print-columns')) err('warning: --use-openapi-print-columns requested, --server-print will be ignored\n');
  return flags.bool('server-print') && !flags.bool('use-openapi-print-columns');
}

function tableOptions({ flags }: CommandContext, severalKinds: boolean): TableOptions {
  return {
    wide: flags.string('output') === 'wide',
    noHeaders: flags.bool('no-headers'),
    showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
    withNamespace: flags.bool('all-namespaces'),
    withKind: flags.bool('show-kind') || severalKinds,
  };
}

async function printTables(context: CommandContext, options: BuilderOptions): Promise<void> {
  const { flags } = context;
  const { infos, error } = await build(options).infos();
  const errors = failures(error, flags.bool('ignore-not-found'));
  const kinds = new Set(infos.map(({ mapping }) => `${mapping.group}/${mapping.version}/${mapping.kind}`));
  const writer = tableWriter(tableOptions(context, kinds.size > 1));
  const sort = flags.string('sort-by');
  // Several lists are put in order by the field that each list itself has, which is seldom there.
  const lists = sort && infos.length > 1 ? await sorted(infos, sort, ({ object }) => object) : infos;
  for (const { object, mapping } of lists) {
    const table = plainTable(object!, context.lab.clock.now());
    const rows = sort && table.rows.length > 1 ? await sortRows(table, sort) : table.rows;
    if (rows) writer.add({ ...table, rows }, mapping);
  }
  context.out(writer.flush());
  if (!writer.written && !errors.length && !flags.bool('ignore-not-found')) {
    const scoped = !flags.bool('all-namespaces') && infos.every(({ mapping }) => mapping.namespaced);
    context.err(scoped ? `No resources found in ${options.namespace.name} namespace.\n` : 'No resources found\n');
  }
  throwAll(errors);
}

async function sorted<T>(items: readonly T[], expression: string, objectOf: (item: T) => KubeObject | undefined): Promise<T[]> {
  const { sortBy } = await import('../print/sort.ts');
  return sortBy(items, expression, objectOf);
}

/** Undefined where no row has the field: 1.20 then prints nothing, and says that there is nothing. */
async function sortRows(table: Table, expression: string): Promise<Table['rows'] | undefined> {
  try {
    return await sorted(table.rows, expression, ({ object }) => object);
  } catch (error) {
    if (error instanceof CliError && !error.message.startsWith('unsortable type')) return undefined;
    throw error;
  }
}

/** The errors one by one, less those of objects that are not there where they may be passed over. */
function failures(error: Error | undefined, ignoreNotFound: boolean): Error[] {
  if (!error) return [];
  const errors = error instanceof AggregateFailure ? [...error.errors] : [error];
  return ignoreNotFound ? errors.filter((one) => !isNotFound(one)) : errors;
}

async function printGeneric(context: CommandContext, options: BuilderOptions, printer: Printer): Promise<void> {
  const { flags } = context;
  const result = build(options);
  const { infos, error } = await result.infos();
  const errors = failures(error, flags.bool('ignore-not-found'));
  const nothing = !infos.length && (flags.bool('ignore-not-found') || (result.single && errors.length > 0));
  if (!nothing) {
    try {
      await print(context, printer, await coerce(infos, result.single, flags.string('sort-by')));
    } catch (failure) {
      errors.push(asError(failure));
    }
  }
  throwAll(errors);
}

/** One object as it is, anything else as a List. */
async function coerce(infos: Info[], single: boolean, sort: string): Promise<KubeObject> {
  if (single && infos.length === 1) return infos[0]!.object!;
  let items = infos.map(({ object }) => object!);
  if (sort) items = await sorted(items, sort, (item) => item);
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '', selfLink: '' } };
}
