import type { KubeObject } from '../../../core/kubernetes/object.ts';
import type { Context } from '../context.ts';
import type { Command, Flags } from '../cobra/types.ts';
import { groupVersionOf, pathOf, type Resource } from '../client/mapper.ts';
import { KubectlError, StatusError, throwAll, UsageError } from '../errors.ts';
import { ALL_NAMESPACES_FLAG, fetchInfos, FIELD_SELECTOR_FLAG, FILE_FLAGS, listQuery, manifestInfos, readArguments, SELECTOR_FLAG, type Info, type Selection } from '../resources.ts';
import { printerFor, WITH_COLUMNS } from '../printers/index.ts';
import { tableWriter, type Table, type TableOptions } from '../printers/table.ts';

export const get: Command = {
  name: 'get',
  use: '[(-o|--output=)FORMAT] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]',
  short: 'Show one or many resources',
  long: 'Shows objects as a table, or with -o as JSON, YAML, names, columns of your own or by a template.',
  examples: `kubectl get pods
    kubectl get pods,deployments -n team
    kubectl get pod web -o jsonpath='{.metadata.annotations}'
    kubectl get psp -o wide`,
  flags: [
    ...FILE_FLAGS,
    SELECTOR_FLAG,
    FIELD_SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    { name: 'allow-missing-template-keys', type: 'bool', default: 'true', usage: 'Templates skip fields that are missing.' },
    { name: 'chunk-size', type: 'int', default: '500', usage: 'How many objects to ask for at a time; 0 for all.' },
    { name: 'ignore-not-found', type: 'bool', usage: 'Objects that do not exist are no error.' },
    { name: 'label-columns', short: 'L', type: 'list', usage: 'Labels to show as columns.' },
    { name: 'no-headers', type: 'bool', usage: 'Print no header.' },
    { name: 'output', short: 'o', type: 'string', usage: 'json, yaml, wide, name, custom-columns=..., go-template=..., jsonpath=... and their -file forms.' },
    { name: 'output-watch-events', type: 'bool', usage: 'Show what kind of event each watched change is.' },
    { name: 'raw', type: 'string', usage: 'Ask for this path of the server and print the answer as it is.' },
    { name: 'server-print', type: 'bool', default: 'true', usage: 'Let the server make the table.' },
    { name: 'show-kind', type: 'bool', usage: 'Put the kind before each name.' },
    { name: 'show-labels', type: 'bool', usage: 'Show all labels as the last column.' },
    { name: 'sort-by', type: 'string', usage: 'Sort by this field, a jsonpath expression.' },
    { name: 'template', type: 'string', usage: 'Template or template file, with -o go-template or -o go-template-file.' },
    { name: 'watch', short: 'w', type: 'bool', usage: 'After the list, show changes as they happen.' },
    { name: 'watch-only', type: 'bool', usage: 'Show only changes.' },
  ],
  async run(context, args, flags) {
    if (flags.changed('raw')) return raw(context, args, flags);
    if (!args.length && !flags.list('filename').length && !flags.string('kustomize')) {
      context.err('You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n');
      throw new UsageError('Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).');
    }
    if (flags.bool('watch') || flags.bool('watch-only')) return (await import('./get-watch.ts')).watch(context, args, flags);
    const output = flags.string('output');
    if (isTable(output, flags)) return table(context, args, flags);
    return objects(context, args, flags);
  },
};

export const isTable = (output: string, flags: Flags): boolean => (output === '' && !flags.string('template')) || output === 'wide';

async function raw(context: Context, args: string[], flags: Flags): Promise<void> {
  if (args.length) throw new UsageError('arguments may not be passed when --raw is specified');
  const { body } = await context.client.send({ method: 'GET', path: flags.string('raw') });
  context.out(typeof body === 'string' ? body : `${JSON.stringify(body)}\n`);
}

const TABLE_ACCEPT = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json' };

async function table(context: Context, args: string[], flags: Flags): Promise<void> {
  const errors: Error[] = [];
  const selection = await selectionOf(context, args, flags, errors);
  const tables = await fetchTables(context, selection, flags, errors);
  if (flags.string('sort-by')) {
    const { sortTables } = await import('../printers/sort.ts');
    sortTables(tables.map((t) => t.table), flags.string('sort-by'));
  }
  const writer = tableWriter();
  let rows = 0;
  for (const { resource, table: one } of tables) {
    if (!one.rows.length) continue;
    rows += one.rows.length;
    writer.write(one, tableOptions(resource, flags, selection.several));
  }
  context.out(writer.flush());
  if (!rows && !errors.length && !flags.bool('ignore-not-found')) sayNone(context, selection, flags);
  throwAll(errors);
}

export function tableOptions(resource: Resource, flags: Flags, several: boolean): TableOptions {
  const shown = several || flags.bool('show-kind');
  return {
    wide: flags.string('output') === 'wide',
    noHeaders: flags.bool('no-headers'),
    withNamespace: flags.bool('all-namespaces') && resource.namespaced,
    kind: shown ? `${resource.singularName}${resource.group ? `.${resource.group}` : ''}` : undefined,
    showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
  };
}

/** What files or arguments select; files are looked up on the server. */
export async function selectionOf(context: Context, args: string[], flags: Flags, errors: Error[]): Promise<Selection> {
  if (!flags.list('filename').length && !flags.string('kustomize')) {
    const selection = await readArguments(context, args);
    if (selection.named && flags.string('selector')) throw new KubectlError('name cannot be provided when a selector is specified');
    if (selection.named && flags.bool('all-namespaces')) throw new KubectlError('a resource cannot be retrieved by name across all namespaces');
    return selection;
  }
  const infos = await manifestInfos(context, flags, { collect: errors });
  const targets = infos.map(({ resource, name }) => ({ resource, name }));
  return { targets, named: true, several: new Set(targets.map((t) => t.resource)).size > 1 };
}

async function fetchTables(context: Context, selection: Selection, flags: Flags, errors: Error[]): Promise<{ resource: Resource; table: Table }[]> {
  const found: { resource: Resource; table: Table }[] = [];
  const namespace = flags.bool('all-namespaces') ? undefined : context.client.connection.namespace;
  // A sort needs the whole objects, not just their metadata.
  const include = flags.string('sort-by') ? 'includeObject=Object' : '';
  for (const { resource, name } of selection.targets) {
    try {
      const one = name === undefined ? await listTable(context, resource, namespace, flags, include) : await tableAt(context, `${pathOf(resource, namespace ?? 'default', name)}${include ? `?${include}` : ''}`);
      const last = found.at(-1);
      if (name !== undefined && last?.resource === resource) last.table.rows.push(...one.rows);
      else found.push({ resource, table: one });
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
      if (flags.bool('ignore-not-found') && error instanceof StatusError && error.status.reason === 'NotFound') continue;
      errors.push(describeListError(error, resource, flags));
    }
  }
  return found;
}

/** A selector that the server refuses is told with what was asked for. */
function describeListError(error: KubectlError, resource: Resource, flags: Flags): Error {
  if (!(error instanceof StatusError) || error.status.reason !== 'BadRequest' || !(flags.string('field-selector') || flags.string('selector'))) return error;
  const message = `Unable to find "${groupVersionOf(resource).replace(/^([^/]+)$/, '/$1')}, Resource=${resource.name}" that match label selector "${flags.string('selector')}", field selector "${flags.string('field-selector')}": ${error.status.message}`;
  return new StatusError({ ...error.status, message });
}

async function listTable(context: Context, resource: Resource, namespace: string | undefined, flags: Flags, include: string): Promise<Table> {
  const limit = flags.int('chunk-size');
  const query = listQuery({ selector: flags.string('selector'), fieldSelector: flags.string('field-selector'), limit });
  const base = `${pathOf(resource, namespace)}${query}${include ? `${query ? '&' : '?'}${include}` : ''}`;
  const whole = await tableAt(context, base);
  for (let next = whole.metadata?.continue; next; ) {
    const more = await tableAt(context, `${base}${base.includes('?') ? '&' : '?'}continue=${encodeURIComponent(next)}`);
    whole.rows.push(...more.rows);
    next = more.metadata?.continue;
  }
  return whole;
}

async function tableAt(context: Context, path: string): Promise<Table> {
  const table = (await context.client.get(path, TABLE_ACCEPT)) as unknown as Table;
  return { ...table, rows: [...table.rows] };
}

function sayNone(context: Context, selection: Selection, flags: Flags): void {
  const namespaced = selection.targets.some((t) => t.resource.namespaced);
  const where = namespaced && !flags.bool('all-namespaces') ? ` found in ${context.client.connection.namespace} namespace.` : ' found';
  context.err(`No resources${where}\n`);
}

async function objects(context: Context, args: string[], flags: Flags): Promise<void> {
  const printer = await printerFor(flags.string('output'), {
    terminal: context.terminal,
    template: flags.string('template') || undefined,
    allowMissing: flags.bool('allow-missing-template-keys'),
    noHeaders: flags.bool('no-headers'),
    also: WITH_COLUMNS,
  });
  const errors: Error[] = [];
  const selection = await selectionOf(context, args, flags, errors);
  const infos = await fetchInfos(context, selection, { selector: flags.string('selector'), fieldSelector: flags.string('field-selector'), allNamespaces: flags.bool('all-namespaces'), errors, ignoreNotFound: flags.bool('ignore-not-found') });
  if (flags.string('sort-by')) {
    const { sortObjects } = await import('../printers/sort.ts');
    sortObjects(infos, flags.string('sort-by'));
  }
  const single = selection.named && selection.targets.length === 1;
  if (single && !infos.length) return throwAll(errors);
  context.out(printer.print(single ? infos[0]!.object : listOf(infos)));
  context.out(printer.finish?.() ?? '');
  throwAll(errors);
}

/** Several objects together, as kubectl makes a List of its own. */
export function listOf(infos: Info[]): KubeObject {
  return { apiVersion: 'v1', items: infos.map((i) => i.object), kind: 'List', metadata: { resourceVersion: '', selfLink: '' } } as KubeObject;
}

