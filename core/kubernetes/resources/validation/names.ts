/**
 * Whether a text is a name of some sort, and what is said where it is not: after k8s.io/apimachinery/pkg/util/validation.
 * Each check returns the texts of what is wrong, none where the value is fine. They are 1.20's; `inWordsOf` makes them an older server's.
 */
import { labelValueErrors, qualifiedNameErrors } from '../../../../formats/selector.ts';
import type { FieldError } from '../../field.ts';
import type { Difference, Versions } from '../../versions.ts';
import type { NameRule } from '../types.ts';

export type NameCheck = (value: string) => string[];

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;

interface Pattern {
  says: string;
  format: string;
  examples: readonly string[];
}

const PATTERNS = {
  dns1123Label: {
    says: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
    format: LABEL,
    examples: ['my-name', '123-abc'],
  },
  dns1123Subdomain: {
    says: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
    format: SUBDOMAIN,
    examples: ['example.com'],
  },
  wildcardSubdomain: {
    says: "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
    format: `\\*\\.${SUBDOMAIN}`,
    examples: ['*.example.com'],
  },
  dns1035Label: {
    says: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
    format: '[a-z]([-a-z0-9]*[a-z0-9])?',
    examples: ['my-name', 'abc-123'],
  },
  cIdentifier: {
    says: "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'",
    format: '[A-Za-z_][A-Za-z0-9_]*',
    examples: ['my_name', 'MY_NAME', 'MyName'],
  },
  envVarName: {
    says: "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
    format: '[-._a-zA-Z][-._a-zA-Z0-9]*',
    examples: ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1'],
  },
  configMapKey: {
    says: "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    format: '[-._a-zA-Z0-9]+',
    examples: ['key.name', 'KEY_NAME', 'key-name'],
  },
  percent: {
    says: "a valid percent string must be a numeric string followed by an ending '%'",
    format: '[0-9]+%',
    examples: ['1%', '93%'],
  },
  httpHeader: {
    says: "a valid HTTP header must consist of alphanumeric characters or '-'",
    format: '[-A-Za-z0-9]+',
    examples: ['X-Header-Name'],
  },
  httpPath: { says: 'a valid path', format: "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+", examples: ['/foo'] },
} as const satisfies Record<string, Pattern>;

type PatternName = keyof typeof PATTERNS;

const expressions = new Map<PatternName, RegExp>();

function matches(name: PatternName, value: string): boolean {
  let expression = expressions.get(name);
  if (!expression) expressions.set(name, (expression = new RegExp(`^(?:${PATTERNS[name].format})$`)));
  return expression.test(value);
}

/** validation.RegexError: what it must be, examples, and the expression. */
export function regexMessage(says: string, format: string, examples: readonly string[]): string {
  const shown = examples.map((example, i) => `${i === 0 ? '' : ' or '}'${example}', `).join('');
  return `${says} (${examples.length ? 'e.g. ' : ''}${shown}regex used for validation is '${format}')`;
}

function patternErrors(name: PatternName, value: string): string[] {
  const { says, format, examples } = PATTERNS[name];
  return matches(name, value) ? [] : [regexMessage(says, format, examples)];
}

/** UTF-8 bytes, as Go's len counts them. */
export const byteLength = (text: string): number => (/^[\0-\x7f]*$/.test(text) ? text.length : new TextEncoder().encode(text).length);

const lengthErrors = (value: string, max: number): string[] => (byteLength(value) > max ? [`must be no more than ${max} characters`] : []);

/** What servers before a difference said instead. */
const OLDER_WORDS: readonly [since: Difference, words: string, older: string][] = [
  ['rfc1123Wording', 'a lowercase RFC 1123', 'a DNS-1123'],
  ['ipv6RangesWording', '(0.0.0.0 or ::)', '(0.0.0.0)'],
  ['ipv6RangesWording', '(127.0.0.0/8, ::1/128)', '(127.0.0.0/8)'],
  ['ipv6RangesWording', '(169.254.0.0/16, fe80::/10)', '(169.254.0.0/16)'],
  ['ipv6RangesWording', '(224.0.0.0/24, ff02::/10)', '(224.0.0.0/24)'],
];

const textOf = (versions: Versions, text: string): string =>
  OLDER_WORDS.reduce((said, [since, words, older]) => (versions.has(since) ? said : said.replace(words, older)), text);

/** The errors of an object in the words of a server of that version; the API server calls it for all kinds. */
export function inWordsOf(versions: Versions, errors: FieldError[]): FieldError[] {
  return errors.map((error) => (error.detail ? { ...error, detail: textOf(versions, error.detail) } : error));
}

export const dns1123Label: NameCheck = (value) => [...lengthErrors(value, 63), ...patternErrors('dns1123Label', value)];
export const dns1123Subdomain: NameCheck = (value) => [...lengthErrors(value, 253), ...patternErrors('dns1123Subdomain', value)];
export const wildcardDns1123Subdomain: NameCheck = (value) => [...lengthErrors(value, 253), ...patternErrors('wildcardSubdomain', value)];
export const dns1035Label: NameCheck = (value) => [...lengthErrors(value, 63), ...patternErrors('dns1035Label', value)];
export const qualifiedName: NameCheck = qualifiedNameErrors;
export const labelValue: NameCheck = labelValueErrors;
export const cIdentifier: NameCheck = (value) => patternErrors('cIdentifier', value);
export const envVarName: NameCheck = (value) => [...patternErrors('envVarName', value), ...directoryErrors(value)];
export const configMapKey: NameCheck = (value) => [
  ...lengthErrors(value, 253),
  ...patternErrors('configMapKey', value),
  ...directoryErrors(value),
];
export const percent: NameCheck = (value) => patternErrors('percent', value);
export const httpHeaderName: NameCheck = (value) => patternErrors('httpHeader', value);

/** A name that is also a path in a volume must not lead out of it. */
function directoryErrors(value: string): string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

/** A name that may stand as a part of a URL's path. */
export const pathSegment: NameCheck = (value) =>
  value === '.' || value === '..'
    ? [`may not be '${value}'`]
    : ['/', '%'].filter((c) => value.includes(c)).map((c) => `may not contain '${c}'`);

/** The name of a port as IANA writes service names: at most 15 characters. */
export const portName: NameCheck = (value) => {
  const errors: string[] = [];
  if (byteLength(value) > 15) errors.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(value)) errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter or number (a-z, 0-9)');
  if (value.includes('--')) errors.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
};

/** `example.com/path`. */
export const domainPrefixedPath: NameCheck = (value) => {
  const slash = value.indexOf('/');
  if (value === '') return ['must not be empty'];
  if (slash <= 0 || slash === value.length - 1) return ['must be a domain-prefixed path (such as "acme.io/foo")'];
  const path = value.slice(slash + 1);
  const pathErrors = matches('httpPath', path) ? [] : [regexMessage('Invalid path', PATTERNS.httpPath.format, [])];
  return [...dns1123Subdomain(value.slice(0, slash)), ...pathErrors];
};

/** A domain with at least three labels, `example.company.com`; `parts` is how many. */
export function fullyQualifiedName(value: string, parts = 3): string[] {
  if (value === '') return ['must not be empty'];
  const errors = dns1123Subdomain(value);
  if (errors.length) return errors;
  return value.split('.').length < parts
    ? [`should be a domain with at least ${parts === 3 ? 'three' : 'two'} segments separated by dots`]
    : [];
}

const inclusiveRange = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`;

export const portNumber = (value: number): string[] => (value >= 1 && value <= 65535 ? [] : [inclusiveRange(1, 65535)]);
/** A user or group id. */
export const unixId = (value: number): string[] => (value >= 0 && value <= 2147483647 ? [] : [inclusiveRange(0, 2147483647)]);

const RULES: Record<NameRule, NameCheck> = {
  dns1123subdomain: dns1123Subdomain,
  dns1123label: dns1123Label,
  dns1035label: dns1035Label,
  pathSegment,
};

/** What is wrong with a name, or with the start of one to be generated (`isPrefix`). */
export function nameErrors(rule: NameRule, value: string, isPrefix = false, versions?: Versions): string[] {
  const texts =
    rule === 'pathSegment' && isPrefix
      ? pathSegment(value).filter((text) => text.startsWith('may not contain'))
      : RULES[rule](isPrefix ? maskTrailingDash(value) : value);
  return versions ? texts.map((text) => textOf(versions, text)) : texts;
}

/** The start of a name may end with a dash. */
const maskTrailingDash = (value: string): string => (value.length > 1 && value.endsWith('-') ? `${value.slice(0, -2)}a` : value);
