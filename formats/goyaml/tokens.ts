import type { Mark } from './errors.ts';

export type TokenKind =
  | 'stream end'
  | 'version directive'
  | 'tag directive'
  | 'document start'
  | 'document end'
  | 'block sequence start'
  | 'block mapping start'
  | 'block end'
  | 'flow sequence start'
  | 'flow sequence end'
  | 'flow mapping start'
  | 'flow mapping end'
  | 'flow entry'
  | 'block entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  kind: TokenKind;
  start: Mark;
  /** The name of an alias or anchor, the text of a scalar, the handle of a tag or tag directive. */
  value: string;
  /** The suffix of a tag, the prefix of a tag directive. */
  suffix: string;
  /** Whether a scalar stands without quotes and is no block scalar. */
  plain: boolean;
}

export function token(kind: TokenKind, start: Mark, value = '', suffix = '', plain = false): Token {
  return { kind, start, value, suffix, plain };
}
