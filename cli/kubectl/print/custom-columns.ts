/** -o custom-columns: k8s.io/kubectl/pkg/cmd/get/customcolumn.go. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { printValue } from '../../../formats/gofmt.ts';
import { jsonPath, relaxedTemplate, JsonPathError, type JsonPath } from '../../../formats/jsonpath/index.ts';
import { TABLE_TABS, alignTabs } from '../../../formats/tabwriter.ts';
import type { Files } from '../../shared/terminal.ts';
import { CliError } from '../frame/errors.ts';
import type { Printer } from './output.ts';

interface Column {
  header: string;
  path: JsonPath;
}

const RELAXED_HINT = "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'";

export function customColumnsPrinter(format: string, spec: string, noHeaders: boolean, files: Files): Printer {
  const columns = format === 'custom-columns-file' ? columnsOfFile(spec, files) : columnsOfSpec(spec);
  return async (object) => {
    const items = (object.items as KubeObject[] | undefined) ?? [object];
    const lines = items.map((item) => columns.map(({ path }) => cell(path, item)).join('\t'));
    if (!noHeaders) lines.unshift(columns.map(({ header }) => header).join('\t'));
    return alignTabs(lines.map((line) => `${line}\n`).join(''), TABLE_TABS);
  };
}

function columnsOfSpec(spec: string): Column[] {
  if (spec === '') throw new CliError('custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0) throw new CliError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return column(part.slice(0, colon), part.slice(colon + 1));
  });
}

/** Two lines: headers, and the path below each. */
function columnsOfFile(path: string, files: Files): Column[] {
  if (path === '') throw new CliError('custom-columns-file format specified but no custom columns given');
  let text: string;
  try {
    text = files.read(path);
  } catch {
    throw new CliError(`error reading template ${path}, open ${path}: no such file or directory\n`);
  }
  const [headers, paths] = text.split('\n').map((line) => line.split(/\s+/).filter(Boolean)) as [string[], string[] | undefined];
  if (!headers?.length) throw new CliError(`error reading template ${path}, EOF\n`);
  if (headers.length !== paths?.length)
    throw new CliError(`number of headers (${headers.length}) and field specifications (${paths?.length ?? 0}) don't match`);
  return headers.map((header, i) => column(header, paths[i]!));
}

function column(header: string, spec: string): Column {
  const template = relaxedTemplate(spec);
  if (template === undefined) throw new CliError(RELAXED_HINT);
  try {
    return { header, path: jsonPath(template, { allowMissingKeys: true }) };
  } catch (error) {
    if (error instanceof JsonPathError) throw new CliError(error.message);
    throw error;
  }
}

function cell(path: JsonPath, item: KubeObject): string {
  let values;
  try {
    values = path.find(item as any);
  } catch (error) {
    if (error instanceof JsonPathError) throw new CliError(error.message);
    throw error;
  }
  return values[0]?.length
    ? values
        .flat()
        .map((value) => printValue(value))
        .join(',')
    : '<none>';
}
