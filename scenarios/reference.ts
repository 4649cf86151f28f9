/** The reference of the scenario format as Markdown, made from the schema; scripts/reference.ts writes it to docs/scenarios.md. */
import { DEFINITIONS, SCENARIO, type Schema } from './schema.ts';

const TITLES: Record<string, string> = {
  step: 'A step',
  commands: 'Commands',
  command: 'A command',
  expectation: 'What a command must answer',
  matcher: 'How an output is compared',
  check: 'Checks of the state',
};

export function reference(): string {
  const sections = Object.entries(TITLES).map(([name, title]) => `## ${title}\n\n${body(DEFINITIONS[name]!)}`);
  return [INTRODUCTION, `## The file\n\n${body(SCENARIO)}`, ...sections].join('\n\n') + '\n';
}

const INTRODUCTION = `# Scenarios: the format

<!-- Written by scripts/reference.ts from scenarios/schema.ts. -->

A scenario is one YAML file, or a folder with \`scenario.yaml\` and the files that it starts with beside it. Keys that are not listed here are
errors, told with line, column and the nearest right key. \`akslab scenario schema\` prints the same as a JSON Schema; with it
\`# yaml-language-server: $schema=scenario.schema.json\` in the first line lets an editor complete and check.

tutorial-instructor.md leads through writing one; ci.md says how to run them as tests.`;

function body(schema: Schema): string {
  const parts = [schema.description ?? ''];
  const objects = [schema, ...(schema.oneOf ?? [])].filter((one) => one.properties);
  for (const one of objects) {
    if (one !== schema && one.description) parts.push(one.description);
    parts.push(table(one), ...nested(one));
  }
  return parts.filter(Boolean).join('\n\n');
}

function table(schema: Schema): string {
  const rows = Object.entries(schema.properties!).map(
    ([key, value]) =>
      `| \`${key}\`${schema.required?.includes(key) ? ' (required)' : ''} | ${typeOf(value)} | ${cell(value.description ?? '')} |`,
  );
  return ['| key | value | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Objects inside, each with its own table. */
function nested(schema: Schema): string[] {
  return Object.entries(schema.properties!).flatMap(([key, value]) =>
    value.properties ? [`### \`${key}\`\n\n${value.description}\n\n${table(value)}`] : [],
  );
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return link(schema.$ref.split('/').at(-1)!);
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.oneOf) return [...new Set(schema.oneOf.map(typeOf))].join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items!)}`;
  if (schema.type === 'object' && !schema.properties && typeof schema.additionalProperties === 'object')
    return `mapping to ${typeOf(schema.additionalProperties)}`;
  return [schema.type ?? 'any']
    .flat()
    .map((type) => WORDS[type] ?? type)
    .join(' or ');
}

const WORDS: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'mapping',
  any: 'any value',
};
const link = (name: string): string => (TITLES[name] ? `[${name}](#${TITLES[name].toLowerCase().replace(/ /g, '-')})` : name);
const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
