/** What -o chooses: from objects to text. Formats that need a parser of their own are loaded when they are asked for. */
import { emitYaml, type JsonValue } from '../../../formats/goyaml/index.ts';
import { marshalIndent } from '../../../formats/gojson.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { KubectlError } from '../errors.ts';

/** Prints one object, or a List of several. State between calls (documents, headers) is the printer's. */
export interface Printer {
  print(object: KubeObject): string;
  /** What remains at the end. */
  finish?(): string;
}

export interface PrinterOptions {
  terminal: Terminal;
  /** Of --template. */
  template?: string;
  /** --allow-missing-template-keys. */
  allowMissing?: boolean;
  noHeaders?: boolean;
  /** What the command knows besides the general formats (`wide`, `custom-columns`). */
  also?: readonly string[];
  /** What became of the object, for -o name where nothing else is printed: `created`. */
  operation?: string;
}

const GENERAL = ['go-template', 'go-template-file', 'json', 'jsonpath', 'jsonpath-as-json', 'jsonpath-file', 'name', 'template', 'templatefile', 'yaml'];
const COLUMNS = ['custom-columns', 'custom-columns-file'];

/** The printer for `-o OUTPUT`; throws kubectl's error where there is none. */
export async function printerFor(output: string, options: PrinterOptions): Promise<Printer> {
  const at = output.indexOf('=');
  const format = at < 0 ? output : output.slice(0, at);
  const argument = at < 0 ? (options.template ?? '') : output.slice(at + 1);
  const make = format === '' && options.template ? MAKE.template : Object.hasOwn(MAKE, format) && (GENERAL.includes(format) || options.also?.includes(format)) ? MAKE[format] : undefined;
  if (!make) throw new KubectlError(`unable to match a printer suitable for the output format "${output}", allowed formats are: ${[...GENERAL, ...(options.also ?? [])].sort().join(',')}`);
  return make(argument, options);
}

export const WITH_COLUMNS = [...COLUMNS, 'wide'];

type Make = (argument: string, options: PrinterOptions) => Printer | Promise<Printer>;

const goTemplate: Make = async (text, options) => (await import('./template.ts')).templatePrinter(text, options);
const jsonPath: Make = async (text, options) => (await import('./jsonpath.ts')).jsonPathPrinter(text, options);
const fromFile = (make: Make, format: string): Make => (path, options) => {
  if (!path) throw new KubectlError(`${format} format specified but no template given`);
  try {
    return make(options.terminal.files.read(path), options);
  } catch (error) {
    throw new KubectlError(`error reading --template ${path}, open ${path}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file or directory' : (error as Error).message}\n`);
  }
};

const MAKE: Record<string, Make | undefined> = {
  json: () => ({ print: (object) => `${marshalIndent(object as JsonValue, '    ')}\n` }),
  yaml: () => yamlPrinter(),
  name: () => ({ print: (object) => namesOf(object).map((name) => `${name}\n`).join('') }),
  jsonpath: jsonPath,
  'jsonpath-file': fromFile(jsonPath, 'jsonpath-file'),
  'jsonpath-as-json': async (text, options) => (await import('./jsonpath.ts')).jsonPathAsJsonPrinter(text, options),
  'go-template': goTemplate,
  template: goTemplate,
  'go-template-file': fromFile(goTemplate, 'go-template-file'),
  templatefile: fromFile(goTemplate, 'templatefile'),
  'custom-columns': async (spec, options) => (await import('./custom-columns.ts')).customColumnsPrinter(spec, options),
  'custom-columns-file': async (path, options) => (await import('./custom-columns.ts')).customColumnsFilePrinter(path, options),
};

/** Documents after the first are set apart. */
function yamlPrinter(): Printer {
  let printed = 0;
  return { print: (object) => `${printed++ ? '---\n' : ''}${emitYaml(object as JsonValue)}` };
}

function namesOf(object: KubeObject): string[] {
  if (object.kind.endsWith('List') && Array.isArray(object.items)) return object.items.flatMap(namesOf);
  return [objectName(object)];
}

/** `pod/x`, `deployment.apps/web`. */
export function objectName(object: KubeObject): string {
  const group = object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0]}` : '';
  return `${object.kind.toLowerCase()}${group}/${object.metadata.name || '<unknown>'}`;
}
