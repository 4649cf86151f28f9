/** What the schema cannot say of a scenario's values: expressions compile, files stay in the folder. */
import { isMap, isScalar, visit, type Document, type LineCounter, type Node } from 'yaml';
import { isAbsolute, normalize } from 'node:path';
import type { Problem } from './types.ts';

export function checkValues(document: Document, file: string, lines: LineCounter): Problem[] {
  const problems: Problem[] = [];
  const say = (node: unknown, message: string | undefined) => {
    if (!message) return;
    const { line, col } = lines.linePos((node as Node).range?.[0] ?? 0);
    problems.push({ file, line, column: col, message });
  };
  visit(document, {
    Pair(_, { key, value }) {
      const name = isScalar(key) ? key.value : undefined;
      if (name === 'regex' && isScalar(value)) say(value, expressionProblem(value.value));
      if (name === 'capture' && isMap(value))
        for (const { value: from } of value.items) if (isScalar(from)) say(from, expressionProblem(from.value));
      if ((name === 'files' || name === 'solutionFiles') && isMap(value))
        for (const { key: path } of value.items) if (isScalar(path)) say(path, pathProblem(String(path.value)));
    },
  });
  return problems;
}

function expressionProblem(expression: unknown): string | undefined {
  try {
    new RegExp(String(expression), 'm');
    return undefined;
  } catch (error) {
    return `the regular expression ${String(expression)} does not compile: ${(error as Error).message}`;
  }
}

function pathProblem(path: string): string | undefined {
  const inside = path !== '' && !isAbsolute(path) && !normalize(path).startsWith('..') && normalize(path) !== '.' && !path.endsWith('/');
  return inside ? undefined : `the file "${path}" does not lie in the scenario's folder`;
}
