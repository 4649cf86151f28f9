/** A scenario as the loader hands it out: schema-checked, commands in their long form, ids filled in. See schema.ts for what each field says. */
export interface Scenario {
  name: string;
  title: string;
  summary: string;
  version: string;
  level: 'beginner' | 'intermediate' | 'advanced';
  duration?: string;
  source?: string;
  cluster?: { version: string; podSecurityPolicy: boolean; nodes: number; group: string; name: string };
  files: Record<string, string>;
  setup: Command[];
  cleanup: Command[];
  steps: Step[];
  /** The file that it was read from, for messages. */
  file: string;
}

export interface Step {
  id: string;
  title: string;
  text: string;
  files: Record<string, string>;
  run: Command[];
  solution: Command[];
  solutionFiles: Record<string, string>;
  check: Check[];
  hints: string[];
  explain?: string;
  erratum?: string;
  allowFailure: boolean;
}

export interface Command {
  run: string;
  expect: Expectation;
  capture: Record<string, string | { jmespath: string }>;
  allowFailure: boolean;
  until?: { every: number; tries: number };
}

export interface Expectation {
  code?: number;
  stdout?: Matcher;
  stderr?: Matcher;
}

export type Matcher =
  | string
  | {
      exact?: string;
      contains?: string | string[];
      excludes?: string | string[];
      regex?: string;
      lines?: string;
      table?: string;
      json?: unknown;
      yaml?: unknown;
      jmespath?: Record<string, unknown>;
      empty?: boolean;
    };

interface ObjectRef {
  kind: string;
  name: string;
  namespace?: string;
}
interface Identity {
  as?: string;
  groups?: string[];
}
interface Question extends Identity {
  verb: string;
  resource: string;
  name?: string;
  namespace?: string;
}
export interface Candidate extends Identity {
  file?: string;
  pod?: Record<string, unknown>;
  namespace?: string;
}

export type Check =
  | { exists: ObjectRef & { matches?: unknown } }
  | { absent: ObjectRef }
  | { allowed: Question }
  | { denied: Question }
  | { admitted: Candidate & { by?: string } }
  | { refused: Candidate & { because?: string } }
  | { cluster: { group?: string; name?: string; matches: unknown } }
  | { command: { run: string; expect: Expectation } };

/** What is wrong with a scenario file, and where. */
export interface Problem {
  file: string;
  /** From 1; 0 where there is no place. */
  line: number;
  column: number;
  message: string;
}
