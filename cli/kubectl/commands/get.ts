import { wireText } from '../../../core/kubernetes/apiserver/wire.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { build, type BuilderOptions, type Info } from '../client/builder.ts';
import { fileFlags, fileOptions, hasFiles } from '../client/files.ts';
import { AggregateFailure, CliError, UsageError, asError, isNotFound, throwAll } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { OUTPUT_FLAGS, print, printerFor, type Printer } from '../print/output.ts';
import { TABLE_ACCEPT, tableWriter, type Table, type TableOptions } from '../print/table.ts';

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
  const output = flags.string('output');
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
    accept: human ? TABLE_ACCEPT : undefined,
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
  if (!path.startsWith('/')) throw new CliError('--raw must be an absolute path');
  const { body } = await context.client().request('GET', path);
  context.out(typeof body === 'string' ? body : `${wireText(body)}\n`);
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
  for (const { object, mapping } of infos) {
    const table = object as unknown as Table;
    writer.add(sort ? { ...table, rows: await sortRows(table, sort) } : table, mapping);
  }
  context.out(writer.flush());
  if (!writer.written && !errors.length && !flags.bool('ignore-not-found')) {
    const scoped = !flags.bool('all-namespaces') && infos.every(({ mapping }) => mapping.namespaced);
    context.err(scoped ? `No resources found in ${options.namespace.name} namespace.\n` : 'No resources found\n');
  }
  throwAll(errors);
}

async function sortRows(table: Table, expression: string): Promise<Table['rows']> {
  const { sortBy } = await import('../print/sort.ts');
  return sortBy(table.rows, expression, ({ object }) => object);
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
  if (sort) {
    const { sortBy } = await import('../print/sort.ts');
    items = sortBy(items, sort, (item) => item);
  }
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '', selfLink: '' } };
}
