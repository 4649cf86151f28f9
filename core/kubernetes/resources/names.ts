/** What makes a name: after k8s.io/apimachinery/pkg/util/validation. Each function gives the texts of what is wrong. */
import type { Versions } from '../versions.ts';
import type { NameRule } from './types.ts';

interface Rule {
  pattern: RegExp;
  max: number;
  text(versions: Versions): string;
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';

/** From 1.20 on the messages say `a lowercase RFC 1123 ...`. */
const rfc1123 = (what: string, versions: Versions): string => (versions.has('rfc1123Wording') ? `a lowercase RFC 1123 ${what}` : `a DNS-1123 ${what}`);

const RULES: Record<Exclude<NameRule, 'pathSegment'>, Rule> = {
  dns1123label: {
    pattern: new RegExp(`^${LABEL}$`),
    max: 63,
    text: (v) => `${rfc1123('label', v)} must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
  },
  dns1123subdomain: {
    pattern: new RegExp(`^${SUBDOMAIN}$`),
    max: 253,
    text: (v) => `${rfc1123('subdomain', v)} must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
  },
  dns1035label: {
    pattern: new RegExp(`^${LABEL_1035}$`),
    max: 63,
    text: () => `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${LABEL_1035}')`,
  },
};

/** @param isPrefix the value is a generateName, which may end in a dash */
export function nameErrors(rule: NameRule, value: string, isPrefix: boolean, versions: Versions): string[] {
  if (rule === 'pathSegment') return pathSegmentErrors(value, isPrefix);
  const { pattern, max, text } = RULES[rule];
  const name = isPrefix && value.length > 1 && value.endsWith('-') ? `${value.slice(0, -2)}a` : value;
  const errors: string[] = [];
  if (name.length > max) errors.push(`must be no more than ${max} characters`);
  if (!pattern.test(name)) errors.push(text(versions));
  return errors;
}

/** Names that are one part of a URL's path, as RBAC's are (path.ValidatePathSegmentName). */
function pathSegmentErrors(value: string, isPrefix: boolean): string[] {
  if (!isPrefix && (value === '.' || value === '..')) return [`may not be '${value}'`];
  return ['/', '%'].filter((illegal) => value.includes(illegal)).map((illegal) => `may not contain '${illegal}'`);
}
