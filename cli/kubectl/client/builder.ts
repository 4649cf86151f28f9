/** Which objects a command is about: k8s.io/cli-runtime/pkg/resource.Builder. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { AggregateFailure, CliError, StatusError, asError, reduceErrors } from '../frame/errors.ts';
import { collectionPath, objectPath, type Client, type Query } from './client.ts';
import type { FileOptions } from './files.ts';
import { kindText, resourceText, type Mapping } from './mapper.ts';

/** One object, or one list where lists are not flattened. */
export interface Info {
  mapping: Mapping;
  namespace: string;
  name: string;
  /** The file that it came from; '' from the server. */
  source: string;
  /** What the file or the server has; undefined where it was not asked for. */
  object?: KubeObject;
  /** For what was listed: where to watch. */
  list?: { path: string; query: Query };
}

export interface BuilderOptions {
  client: Client;
  terminal: Terminal;
  namespace: { name: string; explicit: boolean };
  allNamespaces?: boolean;
  /** A file's namespace must be the one that -n gave. */
  enforceNamespace?: boolean;
  files?: FileOptions;
  /** Whether files are checked against the schema before they are used. */
  validate?: boolean;
  /** TYPE, TYPE NAME..., TYPE/NAME... */
  args?: readonly string[];
  labelSelector?: string;
  fieldSelector?: string;
  selectAll?: boolean;
  /** TYPE alone means all of them. */
  allowEmptySelector?: boolean;
  continueOnError?: boolean;
  /** A list's items one by one. */
  flatten?: boolean;
  /** Objects named by files are fetched from the server. */
  latest?: boolean;
  /** The server is not asked for anything, not even for what kinds there are. */
  local?: boolean;
  /** Objects named on the command line are fetched (default). */
  requireObject?: boolean;
  chunkSize?: number;
  accept?: string;
  query?: Query;
}

export interface Result {
  /** Everything that could be found, and what went wrong with the rest. Throws where the arguments make no sense. */
  infos(): Promise<{ infos: Info[]; error?: Error }>;
  /** Calls `act` for each; gathers errors (continueOnError) or throws the first. The number of calls that succeeded. */
  visit(act: (info: Info) => Promise<void>): Promise<number>;
  /** The arguments name one object. Known once visited. */
  readonly single: boolean;
}

const MISSING = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

type Found = Info | { error: Error; fromFile?: boolean };
const isError = (found: Found): found is { error: Error; fromFile?: boolean } => 'error' in found;

export function build(options: BuilderOptions): Result {
  const { client, namespace, continueOnError = false } = options;
  const result = { single: false };

  async function visit(act: (info: Info) => Promise<void>): Promise<number> {
    const { errors, done } = await visitAll(act);
    const error = reduceErrors(errors);
    if (error) throw error;
    return done;
  }

  async function visitAll(act: (info: Info) => Promise<void>): Promise<{ errors: Error[]; done: number }> {
    const errors: Error[] = [];
    const fileErrors: Error[] = [];
    let done = 0;
    const fail = (error: Error, fromFile = false) => {
      if (!continueOnError) throw error;
      (fromFile ? fileErrors : errors).push(error);
    };
    for await (const found of await produce()) {
      if (isError(found)) {
        fail(found.error, found.fromFile);
        continue;
      }
      try {
        await complete(found);
        await act(found);
        done++;
      } catch (error) {
        fail(asError(error));
      }
    }
    if (fileErrors.length) errors.push(fileErrors.length === 1 ? fileErrors[0]! : new AggregateFailure(fileErrors));
    return { errors, done };
  }

  /** The namespace that the request is about, and the object where it is wanted. */
  async function complete(info: Info): Promise<void> {
    const fromFile = info.source !== '';
    if (fromFile && info.mapping.namespaced && !options.local) setNamespace(info);
    if (fromFile && !info.mapping.namespaced) info.namespace = '';
    if (info.list || (fromFile ? !options.latest : options.requireObject === false)) return;
    info.object = await client.get(info.mapping, info.namespace, info.name, { accept: options.accept, query: options.query });
  }

  function setNamespace(info: Info): void {
    if (!info.namespace) {
      info.namespace = namespace.name;
      if (info.object) info.object = { ...info.object, metadata: { ...info.object.metadata, namespace: namespace.name } };
    } else if (options.enforceNamespace && namespace.explicit && info.namespace !== namespace.name) {
      throw new CliError(
        `the namespace from the provided object ${JSON.stringify(info.namespace)} does not match the namespace ${JSON.stringify(namespace.name)}. You must pass '--namespace=${info.namespace}' to perform this operation.`,
      );
    }
  }

  async function produce(): Promise<AsyncIterable<Found>> {
    const { files } = options;
    if (files && (files.filenames.length || files.kustomize)) {
      if (options.args?.length)
        throw new CliError('when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well');
      const { openFiles } = await import('./files.ts');
      const opened = await openFiles(files, options.terminal);
      result.single = opened.single;
      return filesFound(opened.sources);
    }
    return argumentsFound();
  }

  async function* filesFound(sources: Iterable<{ name: string; read(): Promise<string> }>): AsyncGenerator<Found> {
    const { readObjects } = await import('./files.ts');
    const matches = options.labelSelector ? await labelFilter(options.labelSelector) : () => true;
    for (const source of sources) {
      for await (const found of readObjects(source, client.mapper, {
        validate: options.validate ?? false,
        flatten: options.flatten ?? false,
        local: options.local ?? false,
      })) {
        if (isError(found) || matches(found.object?.metadata?.labels ?? {})) yield found;
      }
    }
  }

  async function argumentsFound(): Promise<AsyncIterable<Found>> {
    const selector = options.selectAll ? '' : options.labelSelector || undefined;
    const bySelector = selector !== undefined || Boolean(options.fieldSelector);
    const args = options.args ?? [];
    const pairs = combinedArguments(args);
    if (pairs) {
      if (bySelector) throw new CliError('selectors and the all flag cannot be used when passing resource/name arguments');
      result.single = pairs.length === 1;
      return byName(await mapPairs(pairs));
    }
    const [types, ...names] = args;
    if (types === undefined) {
      if (bySelector) throw new CliError('at least one resource must be specified to use a selector');
      throw new CliError(MISSING);
    }
    const words = (await Promise.all(types.split(',').map(async (word) => (await expandCategory(word)) ?? [word]))).flat();
    if (bySelector || (!names.length && options.allowEmptySelector)) {
      if (names.length) throw new CliError('name cannot be provided when a selector is specified');
      return selected(await mapWords(words), selector ?? '');
    }
    const mappings = await mapWords(words);
    if (!names.length) throw new CliError('resource(s) were provided, but no name, label selector, or --all flag specified');
    // Only types that were written out may be several: `pods,services web`, not `all web`.
    if (mappings.length > 1 && !types.includes(',')) throw new CliError('you must specify only one resource');
    result.single = names.length === 1 && mappings.length === 1;
    return byName(mappings.flatMap((mapping) => names.map((name) => ({ mapping, name }))));
  }

  async function expandCategory(word: string): Promise<string[] | undefined> {
    return word && !word.includes('.') && !(await client.mapper.find(word)) ? client.mapper.category(word) : undefined;
  }

  async function mapWords(words: string[]): Promise<Mapping[]> {
    const mappings: Mapping[] = [];
    for (const word of words) {
      if (word === '') throw new CliError('the server doesn\'t have a resource type ""');
      const mapping = await client.mapper.resourceFor(word);
      if (!mappings.some((other) => other.resource === mapping.resource && other.group === mapping.group)) mappings.push(mapping);
    }
    return mappings;
  }

  async function mapPairs(pairs: { type: string; name: string }[]): Promise<{ mapping: Mapping; name: string }[]> {
    const mapped: { mapping: Mapping; name: string }[] = [];
    for (const { type, name } of pairs) mapped.push({ mapping: await client.mapper.resourceFor(type), name });
    return mapped;
  }

  async function* byName(named: { mapping: Mapping; name: string }[]): AsyncGenerator<Found> {
    for (const { mapping, name } of named) {
      if (mapping.namespaced && options.allNamespaces) throw new CliError('a resource cannot be retrieved by name across all namespaces');
      yield { mapping, name, namespace: mapping.namespaced ? namespace.name : '', source: '' };
    }
  }

  async function* selected(mappings: Mapping[], labelSelector: string): AsyncGenerator<Found> {
    const where = options.allNamespaces ? '' : namespace.name;
    for (const mapping of mappings) {
      const path = collectionPath(mapping, where);
      const query: Query = { ...options.query, labelSelector, fieldSelector: options.fieldSelector };
      let next: string | undefined;
      do {
        let page: KubeObject;
        try {
          page = await client.object('GET', path, {
            accept: options.accept,
            query: { ...query, limit: options.chunkSize || undefined, continue: next },
          });
        } catch (error) {
          yield { error: explainSelection(asError(error), mapping, labelSelector, options.fieldSelector ?? '') };
          break;
        }
        next = page.metadata?.continue;
        if (!options.flatten || page.kind === 'Table') {
          yield { mapping, namespace: mapping.namespaced ? where : '', name: '', source: '', object: page, list: { path, query } };
          continue;
        }
        yield* itemsOf(page, mapping);
      } while (next);
    }
  }

  function* itemsOf(list: KubeObject, mapping: Mapping): Generator<Found> {
    const apiVersion = list.apiVersion;
    const kind = list.kind.replace(/List$/, '');
    for (const item of list.items as KubeObject[]) {
      const object = { ...item, apiVersion: item.apiVersion ?? apiVersion, kind: item.kind ?? kind };
      yield {
        mapping,
        namespace: object.metadata.namespace ?? '',
        name: object.metadata.name ?? '',
        source: '',
        object,
        list: { path: '', query: {} },
      };
    }
  }

  return {
    visit,
    async infos() {
      const infos: Info[] = [];
      const { errors } = await visitAll(async (info) => void infos.push(info));
      return { infos, error: reduceErrors(errors) };
    },
    get single() {
      return result.single;
    },
  };
}

/** TYPE/NAME arguments as pairs; undefined where there are none. */
function combinedArguments(args: readonly string[]): { type: string; name: string }[] | undefined {
  const slashed = args.filter((arg) => arg.includes('/'));
  if (!slashed.length) return undefined;
  if (slashed.length < args.length) {
    throw new CliError(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  return args.map((arg) => {
    const [type, name, ...more] = arg.split('/');
    if (more.length) throw new CliError('arguments in resource/name form may not have more than one slash');
    if (!type || !name || type.split(',').length > 1)
      throw new CliError('arguments in resource/name form must have a single resource and name');
    return { type, name };
  });
}

/** A list that the server refused says what was being looked for. */
function explainSelection(error: Error, mapping: Mapping, labelSelector: string, fieldSelector: string): Error {
  if (!(error instanceof StatusError) || (error.reason !== 'BadRequest' && error.reason !== 'NotFound')) return error;
  const what = JSON.stringify(resourceText(mapping));
  const start =
    labelSelector || fieldSelector
      ? `Unable to find ${what} that match label selector ${JSON.stringify(labelSelector)}, field selector ${JSON.stringify(fieldSelector)}`
      : `Unable to list ${what}`;
  return new StatusError({ ...error.status, message: `${start}: ${error.message}` });
}

async function labelFilter(text: string): Promise<(labels: Record<string, string>) => boolean> {
  const { parseLabelSelector, SelectorError } = await import('../../../formats/selector.ts');
  try {
    const selector = parseLabelSelector(text);
    return (labels) => selector.matches(labels);
  } catch (error) {
    if (error instanceof SelectorError) throw new CliError(error.message);
    throw error;
  }
}

/** resource.Info.String(): what an apply's error names. */
export function infoText(info: Info): string {
  return `Resource: ${JSON.stringify(resourceText(info.mapping))}, GroupVersionKind: ${JSON.stringify(kindText(info.mapping))}\nName: ${JSON.stringify(info.name)}, Namespace: ${JSON.stringify(info.namespace)}`;
}

/** The path of an info's object. */
export const infoPath = (info: Info): string => objectPath(info.mapping, info.namespace, info.name);
