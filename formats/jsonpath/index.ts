/** kubectl's JSONPath: `{range .items[*]}{.metadata.name}{"\n"}{end}`. After k8s.io/client-go/util/jsonpath. */
import type { GoValue } from '../gofmt.ts';
import { findResults, printResults, printResultsAsJson, type JsonPathOptions } from './evaluator.ts';
import { parseTemplate } from './parser.ts';

export { JsonPathError } from './nodes.ts';
export type { JsonPathOptions } from './evaluator.ts';

export interface JsonPath {
  /** The values, a list for each action or text of the template. Throws JsonPathError. */
  find(data: GoValue): GoValue[][];
  /** What kubectl prints of them. */
  print(data: GoValue): string;
  printAsJson(data: GoValue): string;
}

/**
 * Reads a template. Throws JsonPathError with client-go's words.
 * @example jsonPath('{.items[*].metadata.name}', { allowMissingKeys: true }).print(list) // "web db"
 */
export function jsonPath(template: string, options: JsonPathOptions = {}): JsonPath {
  const parsed = parseTemplate(template);
  const find = (data: GoValue) => findResults(parsed, data, options);
  return { find, print: (data) => printResults(find(data)), printAsJson: (data) => printResultsAsJson(find(data)) };
}

const RELAXED = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/;

/** `name`, `.name`, `{name}` and `{.name}` as `{.name}`; undefined for anything else. For --sort-by and custom columns. */
export function relaxedTemplate(text: string): string | undefined {
  if (text === '') return '';
  const match = RELAXED.exec(text);
  return match ? `{.${match[1] ?? match[2]}}` : undefined;
}
