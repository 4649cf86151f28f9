/** Scenarios as YAML text: what `new`, `record` and `import` write. */
import { Document, isScalar, Scalar, visit } from 'yaml';
import type { Check, Expectation } from './types.ts';

/** A scenario as it stands in a file; see schema.ts. */
export interface ScenarioSource {
  akslab: 1;
  name: string;
  title: string;
  summary?: string;
  version?: string;
  level?: string;
  source?: string;
  cluster?: { version?: string; podSecurityPolicy?: boolean; nodes?: number; group?: string; name?: string };
  files?: Record<string, string>;
  setup?: string[];
  steps: StepSource[];
}

export interface StepSource {
  id: string;
  title: string;
  text?: string;
  files?: Record<string, string>;
  run: { run: string; expect?: Expectation; until?: { every: string; tries: number } };
  check?: Check[];
  erratum?: string;
  hints?: string[];
}

/** @param comment goes to the top of the file. */
export function writeScenario(source: ScenarioSource, comment?: string): string {
  const document = new Document(source);
  if (comment)
    document.commentBefore = comment
      .split('\n')
      .map((line) => ` ${line}`)
      .join('\n');
  // Texts of several lines stand as blocks, as people write them.
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key' && isScalar(node) && typeof node.value === 'string' && node.value.includes('\n')) node.type = Scalar.BLOCK_LITERAL;
    },
  });
  return document.toString({ lineWidth: 0, indentSeq: false });
}
