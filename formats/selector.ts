/**
 * Label and field selectors: parsing with apimachinery's messages, and matching. After k8s.io/apimachinery/pkg/labels/selector.go and
 * pkg/fields/selector.go.
 *
 * @example parseLabelSelector('app in (web,db),!old').matches({ app: 'web' })
 */

export class SelectorError extends Error {}

export type Operator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

export interface Requirement {
  key: string;
  operator: Operator;
  values: string[];
}

export interface LabelSelector {
  requirements: readonly Requirement[];
  matches(labels: Record<string, string> | undefined): boolean;
}

const NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const EXAMPLES = "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const CHARACTERS = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const namePattern = new RegExp(`^${NAME}$`);
const subdomainPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const valuePattern = new RegExp(`^(${NAME})?$`);

/** What is wrong with a qualified name such as a label's key (validation.IsQualifiedName). */
export function qualifiedNameErrors(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2)
    return [`a qualified name ${CHARACTERS} ${EXAMPLES} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  const errors: string[] = [];
  const name = parts.pop()!;
  const [prefix] = parts;
  if (prefix === '') errors.push('prefix part must be non-empty');
  else if (prefix !== undefined) {
    if (prefix.length > 253) errors.push('prefix part must be no more than 253 characters');
    if (!subdomainPattern.test(prefix)) errors.push(`prefix part ${SUBDOMAIN}`);
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (name.length > 63) errors.push('name part must be no more than 63 characters');
  if (!namePattern.test(name)) errors.push(`name part ${CHARACTERS} ${EXAMPLES}`);
  return errors;
}

/** What is wrong with a label's value (validation.IsValidLabelValue). */
export function labelValueErrors(value: string): string[] {
  const errors: string[] = [];
  if (value.length > 63) errors.push('must be no more than 63 characters');
  if (!valuePattern.test(value)) errors.push(VALUE);
  return errors;
}

type Token = '!' | '=' | '==' | '!=' | '<' | '>' | '(' | ')' | ',' | 'in' | 'notin' | 'identifier' | 'end';
interface Lexeme {
  token: Token;
  text: string;
}

const SPECIAL = new Set(['!', '=', '<', '>', '(', ')', ',']);
const SYMBOLS = new Set(['!', '=', '==', '!=', '<', '>', '(', ')', ',']);

function scan(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let i = 0;
  while (i < text.length) {
    const c = text[i]!;
    if (/[ \t\r\n]/.test(c)) {
      i++;
      continue;
    }
    let word = '';
    if (SPECIAL.has(c)) {
      // The longest symbol wins; what is no symbol at all is an identifier of its own.
      while (i < text.length && SPECIAL.has(text[i]!) && (word === '' || SYMBOLS.has(word + text[i]))) word += text[i++];
      lexemes.push({ token: word as Token, text: word });
      continue;
    }
    while (i < text.length && !SPECIAL.has(text[i]!) && !/[ \t\r\n]/.test(text[i]!)) word += text[i++];
    lexemes.push({ token: word === 'in' || word === 'notin' ? word : 'identifier', text: word });
  }
  return [...lexemes, { token: 'end', text: '' }];
}

/** @throws SelectorError */
export function parseLabelSelector(text: string): LabelSelector {
  const requirements = new Parser(scan(text)).parse().sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { requirements, matches: (labels = {}) => requirements.every((r) => meets(r, labels)) };
}

const parseError = (text: string): SelectorError => new SelectorError(`unable to parse requirement: ${text}`);

/** labels.Parser: in values, `in` and `notin` are plain identifiers. */
class Parser {
  private position = 0;
  constructor(private readonly lexemes: Lexeme[]) {}

  private peek(values = false): Lexeme {
    const next = this.lexemes[this.position]!;
    return values && (next.token === 'in' || next.token === 'notin') ? { ...next, token: 'identifier' } : next;
  }
  private take(values = false): Lexeme {
    const next = this.peek(values);
    if (this.position < this.lexemes.length - 1) this.position++;
    return next;
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = [];
    for (;;) {
      const { token, text } = this.peek(true);
      if (token === 'end') return requirements;
      if (token !== 'identifier' && token !== '!') throw new SelectorError(`found '${text}', expected: !, identifier, or 'end of string'`);
      requirements.push(this.requirement());
      const after = this.take();
      if (after.token === 'end') return requirements;
      if (after.token !== ',') throw new SelectorError(`found '${after.text}', expected: ',' or 'end of string'`);
      const next = this.peek(true);
      if (next.token !== 'identifier' && next.token !== '!')
        throw new SelectorError(`found '${next.text}', expected: identifier after ','`);
    }
  }

  private requirement(): Requirement {
    const isNegated = this.peek(true).token === '!';
    if (isNegated) this.take();
    const { token, text: key } = this.take(true);
    if (token !== 'identifier') throw parseError(`found '${key}', expected: identifier`);
    const keyErrors = qualifiedNameErrors(key);
    if (keyErrors.length) throw parseError(`invalid label key ${JSON.stringify(key)}: ${keyErrors.join('; ')}`);
    const next = this.peek();
    if (isNegated) return { key, operator: '!', values: [] };
    if (next.token === 'end' || next.token === ',') return { key, operator: 'exists', values: [] };
    const operator = this.operator();
    const values = operator === 'in' || operator === 'notin' ? this.valueSet() : [this.exactValue()];
    return checked({ key, operator, values });
  }

  private operator(): Operator {
    const { token, text } = this.take();
    const operator = ({ '=': '=', '==': '==', '!=': '!=', in: 'in', notin: 'notin', '>': 'gt', '<': 'lt' } as Record<string, Operator>)[
      token
    ];
    if (!operator) throw parseError(`found '${text}', expected: '=', '!=', '==', 'in', notin'`);
    return operator;
  }

  private valueSet(): string[] {
    const open = this.take(true);
    if (open.token !== '(') throw parseError(`found '${open.text}' expected: '('`);
    const first = this.peek(true);
    if (first.token === ')') {
      this.take(true);
      return [''];
    }
    if (first.token !== 'identifier' && first.token !== ',') throw parseError(`found '${first.text}', expected: ',', ')' or identifier`);
    const values = this.identifiers();
    const close = this.take();
    if (close.token !== ')') throw parseError(`found '${close.text}', expected: ')'`);
    return values;
  }

  private identifiers(): string[] {
    const values = new Set<string>();
    for (;;) {
      const { token, text } = this.take(true);
      if (token === 'identifier') {
        values.add(text);
        const next = this.peek();
        if (next.token === ')') return sorted(values);
        if (next.token !== ',') throw parseError(`found '${next.text}', expected: ',' or ')'`);
      } else if (token === ',') {
        if (values.size === 0) values.add('');
        const next = this.peek(true);
        if (next.token === ')') return sorted(values.add(''));
        if (next.token === ',') {
          this.take(true);
          values.add('');
        }
      } else throw parseError(`found '${text}', expected: ',', or identifier`);
    }
  }

  private exactValue(): string {
    const next = this.peek(true);
    if (next.token === 'end' || next.token === ',') return '';
    this.take(true);
    if (next.token === 'identifier') return next.text;
    throw parseError(`found '${next.text}', expected: identifier`);
  }
}

const sorted = (values: Set<string>): string[] => [...values].sort();

/** labels.NewRequirement. */
function checked(requirement: Requirement): Requirement {
  const { key, operator, values } = requirement;
  if ((operator === 'gt' || operator === 'lt') && !isInteger(values[0]!))
    throw parseError("for 'Gt', 'Lt' operators, the value must be an integer");
  for (const value of values) {
    const errors = labelValueErrors(value);
    if (errors.length)
      throw parseError(`invalid label value: ${JSON.stringify(value)}: at key: ${JSON.stringify(key)}: ${errors.join('; ')}`);
  }
  return requirement;
}

const isInteger = (text: string): boolean =>
  /^[+-]?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text.replace(/^\+/, ''))) === BigInt(text.replace(/^\+/, ''));

function meets({ key, operator, values }: Requirement, labels: Record<string, string>): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    default: {
      if (value === undefined || !isInteger(value)) return false;
      return operator === 'gt' ? BigInt(value) > BigInt(values[0]!) : BigInt(value) < BigInt(values[0]!);
    }
  }
}

export interface FieldTerm {
  field: string;
  isEqual: boolean;
  value: string;
}

/** Terms joined by commas; `\` escapes a comma, an equals sign or itself. @throws SelectorError */
export function parseFieldSelector(text: string): FieldTerm[] {
  return splitTerms(text)
    .filter((term) => term !== '')
    .map(readTerm);
}

function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === ',') {
      terms.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...terms, text.slice(start)];
}

const FIELD_OPERATORS = ['!=', '==', '='];

function readTerm(term: string): FieldTerm {
  for (let i = 0; i < term.length; i++) {
    const operator = FIELD_OPERATORS.find((o) => term.startsWith(o, i));
    if (operator) return { field: term.slice(0, i), isEqual: operator !== '!=', value: unescapeValue(term.slice(i + operator.length)) };
  }
  throw new SelectorError(`invalid selector: '${term}'; can't understand '${term}'`);
}

function unescapeValue(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\') {
      const next = text[++i];
      if (next === undefined) throw new SelectorError('invalid field selector: invalid escape sequence: \\');
      if (next !== '\\' && next !== ',' && next !== '=')
        throw new SelectorError(`invalid field selector: invalid escape sequence: \\${next}`);
      out += next;
    } else if (c === ',' || c === '=') throw new SelectorError(`invalid field selector: unescaped character in value: ${c}`);
    else out += c;
  }
  return out;
}
