import { AzError, Crash, messages } from '../errors.ts';
import { repr } from '../python.ts';
import type { Row } from '../types.ts';
import { formatJson } from './json.ts';
import { formatTable } from './table.ts';
import { formatTsv } from './tsv.ts';
import { colourYaml } from './yaml-colour.ts';
import { dumpYaml } from './yaml.ts';

export interface OutputOptions {
  format: string;
  colour: boolean;
  /** A query shaped the result: the command's own columns no longer apply. */
  queried: boolean;
  table?(result: any): Row | Row[];
}

/** The result as knack prints it. A null result prints nothing at all, in any format. */
export function formatResult(result: unknown, options: OutputOptions): string {
  if (result === null || result === undefined) return '';
  switch (options.format) {
    case 'none':
      return '';
    case 'table': {
      const own = options.table && !options.queried;
      return formatTable(own ? rowsOf(options.table!, result) : result, { sortKeys: !options.queried && !own });
    }
    case 'tsv':
      return formatTsv(result);
    case 'yaml':
      return dumpYaml(result, { sortKeys: true });
    case 'yamlc': {
      const text = dumpYaml(result, { sortKeys: true });
      return options.colour ? colourYaml(text) : text;
    }
    case 'jsonc':
      return formatJson(result, options.colour);
    case 'json':
      return formatJson(result, false);
    default:
      // Of the configuration: a choice of --output is looked at by the parser.
      throw new Crash(repr(options.format));
  }
}

function rowsOf(table: NonNullable<OutputOptions['table']>, result: unknown): Row | Row[] {
  try {
    return table(result);
  } catch {
    throw new AzError(messages.tableUnavailable);
  }
}
