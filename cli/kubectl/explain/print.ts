/** The layout of explain: after k8s.io/kubectl/pkg/explain. */
import { CliError } from '../frame/errors.ts';
import { typeName, type Field, type Model } from './model.ts';

const WIDTH = 80;
const TEXT_INDENT = 5;
const FIELD_INDENT = 3;

export interface Explanation {
  kind: string;
  /** `policy/v1beta1`. */
  apiVersion: string;
  /** The fields that lead from the kind to what is explained. */
  path: readonly string[];
  recursive: boolean;
}

/** Explains a field of a kind, or the kind itself. Throws for a field that does not exist. */
export function explain(root: Model, { kind, apiVersion, path, recursive }: Explanation): string {
  const { model, descriptions } = follow(root, path);
  const inner = innermost(model);
  const lines = [`KIND:     ${kind}`, `VERSION:  ${apiVersion}`, ''];
  const name = path.at(-1);
  const hasFields = inner.kind === 'object';
  if (name !== undefined) lines.push(`${inner.kind === 'primitive' ? 'FIELD:    ' : 'RESOURCE: '}${name} <${typeName(model)}>`, '');
  const texts = [...descriptions, inner.description].filter(Boolean);
  lines.push('DESCRIPTION:', ...(texts.length ? texts.flatMap((text, i) => [...(i ? [''] : []), ...wrapped(text)]) : wrapped('<empty>')));
  if (hasFields) {
    lines.push('', 'FIELDS:');
    lines.push(...(recursive ? tree(inner, FIELD_INDENT, []) : [...inner.fields()].flatMap(([field, what]) => fieldLines(field, what))));
  }
  return `${lines.join('\n')}\n`;
}

/** Goes through lists and maps on its way, as paths do not name their items. */
function follow(root: Model, path: readonly string[]): { model: Model; descriptions: string[] } {
  let model = root;
  let descriptions: string[] = [];
  for (const name of path) {
    const inner = innermost(model);
    const field = inner.kind === 'object' ? inner.fields().get(name) : undefined;
    if (!field) throw new CliError(`field ${JSON.stringify(name)} does not exist`);
    model = field.model;
    descriptions = [field.description];
  }
  return { model, descriptions };
}

type Inner = Exclude<Model, { kind: 'array' | 'map' }>;
const innermost = (model: Model): Inner => ('of' in model ? innermost(model.of) : model);

const fieldLines = (name: string, { model, required, description }: Field): string[] => [
  `${' '.repeat(FIELD_INDENT)}${name}\t<${typeName(model)}>${required ? ' -required-' : ''}`,
  ...wrapped(description || '<no description>'),
  '',
];

/** All fields, each level further in. A type inside itself is not opened again. */
function tree(model: Extract<Model, { kind: 'object' }>, indent: number, above: readonly unknown[]): string[] {
  return [...model.fields()].flatMap(([name, field]) => {
    const inner = innermost(field.model);
    const line = `${' '.repeat(indent)}${name}\t<${typeName(field.model)}>`;
    const opens = inner.kind === 'object' && !above.includes(inner.id);
    return opens ? [line, ...tree(inner, indent + FIELD_INDENT, [...above, inner.id])] : [line];
  });
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      if (line && line.length + 1 + word.length > WIDTH - TEXT_INDENT) {
        lines.push(line);
        line = word;
      } else line += (line && ' ') + word;
    }
    lines.push(line);
  }
  return lines.map((line) => (line ? ' '.repeat(TEXT_INDENT) + line : ''));
}
