/** The printers behind -o: k8s.io/cli-runtime/pkg/genericclioptions and printers. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { emitYaml } from '../../../formats/goyaml/index.ts';
import { marshalIndent } from '../../../formats/gojson.ts';
import type { Files } from '../../shared/terminal.ts';
import { qualifiedKind } from '../client/mapper.ts';
import { splitVersion } from '../client/files.ts';
import { CliError } from '../frame/errors.ts';
import type { Flags } from '../frame/flags.ts';
import type { CommandContext, FlagSpec } from '../frame/types.ts';

/** Prints an object, as text for stdout. Throws what kubectl says where it cannot. */
export type Printer = (object: KubeObject) => Promise<string>;

/** --output, --template and what belongs to them. */
export const OUTPUT_FLAGS: readonly FlagSpec[] = [
  { name: 'allow-missing-template-keys', type: 'bool', default: true, usage: 'Whether a template may name fields that are not there.' },
  {
    name: 'output',
    short: 'o',
    type: 'string',
    usage:
      'Output format: json, yaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file.',
  },
  { name: 'template', type: 'string', usage: 'Template text or file, for the formats that take one.' },
];

const TEMPLATES = ['go-template', 'go-template-file', 'template', 'templatefile'];
const JSONPATHS = ['jsonpath', 'jsonpath-as-json', 'jsonpath-file'];
const COMMON = ['json', 'name', 'yaml'];

export interface PrinterOptions {
  /** Formats besides the common ones, for the message. */
  also?: readonly string[];
  noHeaders?: boolean;
  /** Objects are structs to this command, not maps: JSON has their fields in the order of the struct. */
  typed?: boolean;
}

/** The printer for an -o value. */
export async function printerFor(
  output: string,
  context: Pick<CommandContext, 'flags' | 'terminal'>,
  { also = [], noHeaders = false, typed = false }: PrinterOptions = {},
): Promise<Printer> {
  if (output === 'json') return jsonPrinter(typed);
  if (output === 'yaml') return yamlPrinter();
  if (output === 'name') return namePrinter();
  const { format, template } = splitFormat(output, context.flags.string('template'));
  const allowMissingKeys = context.flags.bool('allow-missing-template-keys');
  if (TEMPLATES.includes(format)) return goTemplatePrinter(format, template, context.terminal.files);
  if (JSONPATHS.includes(format)) return jsonPathPrinter(format, template, allowMissingKeys, context.terminal.files);
  if (also.includes('custom-columns') && (format === 'custom-columns' || format === 'custom-columns-file')) {
    const { customColumnsPrinter } = await import('./custom-columns.ts');
    return customColumnsPrinter(format, template, noHeaders, context.terminal.files);
  }
  const allowed = [...COMMON, ...TEMPLATES, ...JSONPATHS, ...also].sort();
  throw new CliError(
    `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: ${allowed.join(',')}`,
  );
}

/** What -o says; a template without it is a go-template. */
export const outputFormat = (flags: Flags): string => flags.string('output') || (flags.string('template') ? 'go-template' : '');

/** `jsonpath={.kind}` is a format and its template; without one, --template has it. */
function splitFormat(output: string, template: string): { format: string; template: string } {
  const equals = output.indexOf('=');
  return equals < 0 ? { format: output, template } : { format: output.slice(0, equals), template: output.slice(equals + 1) };
}

async function jsonPrinter(typed: boolean): Promise<Printer> {
  if (!typed) return async (object) => `${marshalIndent(object as any, '    ')}\n`;
  const { fieldOrder } = await import('./field-order.ts');
  return async (object) => `${marshalIndent(object as any, '    ', { keysOf: fieldOrder(object) })}\n`;
}

function yamlPrinter(): Printer {
  let printed = 0;
  return async (object) => (printed++ ? '---\n' : '') + emitYaml(object as any);
}

/** `pod/web`, or with an operation `pod/web created`. */
export function namePrinter(operation = ''): Printer {
  return async (object) => {
    const items = object.items as KubeObject[] | undefined;
    return (items ?? [object]).map((item) => `${objectName(item)}${operation && ` ${operation}`}\n`).join('');
  };
}

function objectName(object: KubeObject): string {
  const [group] = splitVersion(object.apiVersion);
  const name = object.metadata?.name ?? '<unknown>';
  return object.kind ? `${qualifiedKind({ kind: object.kind, group })}/${name}` : `<unknown>/${name}`;
}

async function goTemplatePrinter(format: string, given: string, files: Files): Promise<Printer> {
  const text = templateText(format, given, format.endsWith('file') ? files : undefined);
  const { compileTemplate, executeTemplate, TemplateParseError } = await import('../../../formats/gotemplate/index.ts');
  try {
    const template = compileTemplate(text);
    return async (object) => {
      const { stdout, error } = executeTemplate(template, object as any);
      if (error !== undefined) throw new PrintError(error, stdout);
      return stdout;
    };
  } catch (error) {
    if (error instanceof TemplateParseError) throw new CliError(error.message);
    throw error;
  }
}

/** A failure after some output. */
export class PrintError extends CliError {
  constructor(
    message: string,
    readonly printed: string,
  ) {
    super(message);
  }
}

function templateText(format: string, given: string, files: Files | undefined): string {
  if (!given) throw new CliError('template format specified but no template given');
  if (!files) return given;
  try {
    return files.read(given);
  } catch {
    throw new CliError(`error reading --template ${given}, open ${given}: no such file or directory`);
  }
}

async function jsonPathPrinter(format: string, given: string, allowMissingKeys: boolean, files: Files): Promise<Printer> {
  const text = templateText(format, given, format.endsWith('file') ? files : undefined);
  const { jsonPath, JsonPathError } = await import('../../../formats/jsonpath/index.ts');
  const { printGoSyntax } = await import('../../../formats/gofmt.ts');
  try {
    const path = jsonPath(text, { allowMissingKeys });
    return async (object) => {
      try {
        return format === 'jsonpath-as-json' ? path.printAsJson(object as any) : path.print(object as any);
      } catch (error) {
        if (!(error instanceof JsonPathError)) throw error;
        throw new CliError(
          `error executing jsonpath ${JSON.stringify(text)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n` +
            `\ttemplate was:\n\t\t${text}\n\tobject given to jsonpath engine was:\n\t\t${printGoSyntax(object as any)}\n\n\n`,
        );
      }
    };
  } catch (error) {
    if (error instanceof JsonPathError) throw new CliError(`error parsing jsonpath ${text}, ${error.message}\n`);
    throw error;
  }
}

/** Prints what a command did to an object: in the format that -o asks for, else `kind/name operation`. */
export async function outcomePrinter(context: CommandContext): Promise<(object: KubeObject, operation: string) => Promise<void>> {
  const output = outputFormat(context.flags);
  if (output === '' || output === 'name') {
    return async (object, operation) => context.out(await namePrinter(output === 'name' ? '' : operation)(object));
  }
  const printer = await printerFor(output, context);
  return async (object) => print(context, printer, object);
}

/** Prints an object; what a template printed before it failed comes out too. */
export async function print(context: Pick<CommandContext, 'out'>, printer: Printer, object: KubeObject): Promise<void> {
  try {
    context.out(await printer(object));
  } catch (error) {
    if (error instanceof PrintError) context.out(error.printed);
    throw error;
  }
}
