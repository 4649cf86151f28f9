/** A place in the text, counted from 0. */
export interface Mark {
  index: number;
  line: number;
  column: number;
}

/** What go-yaml says of text that it cannot read: `yaml: line 5: did not find expected key`. */
export class YamlError extends Error {
  constructor(problem: string) {
    super(`yaml: ${problem}`);
  }
}

/** A problem that the scanner met, where it stood. */
export function scannerError(problem: string, mark: Mark, context: Mark): YamlError {
  return located(problem, mark.line === 0 ? context.line : mark.line + 1);
}

/** A problem that the parser met. Unlike the scanner's, its line is not made one higher, so that go-yaml names the line before. */
export function parserError(problem: string, mark: Mark, context?: Mark): YamlError {
  return located(problem, mark.line === 0 ? (context?.line ?? 0) : mark.line);
}

/** go-yaml takes line 0 for no line at all. */
function located(problem: string, line: number): YamlError {
  return new YamlError(line === 0 ? problem : `line ${line}: ${problem}`);
}
