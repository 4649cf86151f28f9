/**
 * The scenario format as one JSON Schema (draft 2020-12, the subset that check.ts understands). The loader, `akslab scenario schema`,
 * editors and the reference in docs/ all read this table; the types in types.ts are its TypeScript side.
 */
export interface Schema {
  description?: string;
  type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | readonly string[];
  properties?: Record<string, Schema>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: readonly (string | number)[];
  oneOf?: readonly Schema[];
  pattern?: string;
  minProperties?: number;
  maxProperties?: number;
  $ref?: string;
  examples?: readonly unknown[];
}

const text = (description: string, more: Partial<Schema> = {}): Schema => ({ type: 'string', description, ...more });
const flag = (description: string): Schema => ({ type: 'boolean', description });
const object = (description: string, properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  description,
  properties,
  required,
  additionalProperties: false,
});
const list = (description: string, items: Schema): Schema => ({ type: 'array', description, items });
const either = (description: string, ...oneOf: Schema[]): Schema => ({ description, oneOf });
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const anything: Schema = { description: 'Any value.' };

const files: Schema = {
  type: 'object',
  description: 'Files by name, relative to the working folder; the value is the text.',
  additionalProperties: { type: 'string' },
};

const identity = {
  as: text('Who asks: a user name such as system:serviceaccount:psp-aks:nonadmin-user. The administrator unless given.'),
  groups: list('Further groups of that user.', { type: 'string' }),
};

const object_ = {
  kind: text('Kind or resource name, as kubectl takes it: Pod, psp, deployments.apps.'),
  name: text('Name of the object.'),
  namespace: text('Namespace, where the kind has one.'),
};

const question = {
  ...identity,
  verb: text('The verb: get, create, use, ...'),
  resource: text('The resource as kubectl auth can-i takes it: pods, podsecuritypolicies.policy.'),
  name: text('Name of one object; all of them unless given.'),
  namespace: text('Namespace; the whole cluster unless given.'),
};

const candidate = {
  ...identity,
  file: text('A manifest of the working folder.'),
  pod: { type: 'object', description: 'The pod itself.', additionalProperties: true } satisfies Schema,
  namespace: text('Namespace, where the manifest has none.'),
};

export const DEFINITIONS: Record<string, Schema> = {
  matcher: either(
    'How an output is compared. A plain text is compared exactly, but for newlines at its end.',
    { type: 'string' },
    {
      ...object('One or more ways to compare; all must hold.', {
        exact: text('The whole output, but for newlines at its end.'),
        contains: either('One text, or several, that the output contains.', { type: 'string' }, list('', { type: 'string' })),
        excludes: either('One text, or several, that the output does not contain.', { type: 'string' }, list('', { type: 'string' })),
        regex: text('A regular expression (JavaScript) that matches somewhere; ^ and $ match at lines.'),
        lines: text('Line by line: a line `...` stands for any lines, `[..]` inside a line for any characters.'),
        table: text(
          'A table as kubectl or az prints it, compared by cells: widths do not count, `[..]` stands for any characters in a cell.',
        ),
        json: {
          ...anything,
          description: 'A value that the output, read as JSON, contains: objects may have more keys; lists match item by item.',
        },
        yaml: { ...anything, description: 'As json, for an output in YAML.' },
        jmespath: {
          type: 'object',
          description: 'JMESPath expression to the value that it must give on the output read as JSON.',
          additionalProperties: anything,
        },
        empty: flag('Whether there is no output at all.'),
      }),
      minProperties: 1,
    },
  ),
  expectation: object('What one command must answer. Nothing said about an output: it is not looked at.', {
    code: { type: 'integer', description: 'Exit code; 0 unless given.' },
    stdout: ref('matcher'),
    stderr: ref('matcher'),
  }),
  command: object(
    'One command, as a person types it: pipes, heredocs, aliases and several lines are fine.',
    {
      run: text('The text.'),
      expect: ref('expectation'),
      capture: {
        type: 'object',
        description:
          'Variables taken from the output: name to a regular expression (its first group, else the whole) or `{jmespath: ...}`. They are shell variables from then on.',
        additionalProperties: either(
          '',
          { type: 'string' },
          object('', { jmespath: text('Expression on the output read as JSON.') }, ['jmespath']),
        ),
      },
      allowFailure: flag('A deviation is shown but does not fail the step.'),
      until: object('Runs the command again until the expectation holds: for what takes time.', {
        every: text('How long to wait in between, such as 10s; the clock is moved.', { pattern: '^[0-9]+(ms|s|m|h)$' }),
        tries: { type: 'integer', description: 'How often at the most; 30 unless given.' },
      }),
    },
    ['run'],
  ),
  check: {
    ...object('One thing that must be true of the state. Exactly one key.', {
      exists: object(
        'An object exists, and contains `matches` where given.',
        { ...object_, matches: { ...anything, description: 'A part of the object.' } },
        ['kind', 'name'],
      ),
      absent: object('An object does not exist.', object_, ['kind', 'name']),
      allowed: object('RBAC allows it.', question, ['verb', 'resource']),
      denied: object('RBAC does not allow it.', question, ['verb', 'resource']),
      admitted: object('The pod would be admitted (a dry run), by the named policy where given.', {
        ...candidate,
        by: text('Name of the policy.'),
      }),
      refused: object('The pod would be refused, with that text in the reason where given.', {
        ...candidate,
        because: text('Text of the refusal.'),
      }),
      cluster: object(
        'The managed cluster, as az aks show prints it.',
        {
          group: text('Resource group.'),
          name: text('Name of the cluster.'),
          matches: { ...anything, description: 'A part of the answer.' },
        },
        ['matches'],
      ),
      command: object('A command answers as expected.', { run: text('The text.'), expect: ref('expectation') }, ['run', 'expect']),
    }),
    minProperties: 1,
    maxProperties: 1,
  },
  commands: either(
    'A command, or several: each a text or a command with its expectation.',
    { type: 'string' },
    ref('command'),
    list('', either('', { type: 'string' }, ref('command'))),
  ),
  step: object(
    'One step.',
    {
      id: text('A short name, unique in the scenario; from the title unless given.', { pattern: '^[a-z0-9][a-z0-9-]*$' }),
      title: text('One line.'),
      text: text('What the trainee reads: Markdown.'),
      files: {
        ...files,
        description: 'Files that this step is about: the trainee is asked to write them (`write NAME` does), a replay writes them.',
      },
      run: {
        ...ref('commands'),
        description: 'The commands of the step, shown to the trainee. For an exercise leave them out and give a solution.',
      },
      solution: { ...ref('commands'), description: 'What solves an exercise; never shown unasked.' },
      solutionFiles: { ...files, description: 'Files that the solution needs, besides those of the step.' },
      check: list('What must be true afterwards, however it was reached.', ref('check')),
      hints: list('Hints, from gentle to plain.', { type: 'string' }),
      explain: text('Shown after success: why it is so. Markdown.'),
      erratum: text('What the source gets wrong here, and what is done instead.'),
      allowFailure: flag('A deviation in this step is shown but does not fail the scenario.'),
    },
    ['title'],
  ),
};

export const SCENARIO: Schema & { $schema: string; $id: string; title: string; $defs: Record<string, Schema> } = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://akslab.example/scenario-1.schema.json',
  title: 'akslab scenario',
  ...object(
    'A scenario of akslab: steps, what they must answer, and what must be true afterwards.',
    {
      akslab: { type: 'integer', enum: [1], description: 'Version of this format.' },
      name: text('Short name; that of the file or folder unless given.', { pattern: '^[a-z0-9][a-z0-9-]*$' }),
      title: text('One line.'),
      summary: text('What one learns, in a few sentences. Markdown.'),
      version: text('Version of the scenario, printed on certificates.'),
      level: { type: 'string', enum: ['beginner', 'intermediate', 'advanced'], description: 'For whom.' },
      duration: text('How long a trainee needs, such as 20m.', { pattern: '^[0-9]+(m|h)$' }),
      source: text('Where the scenario comes from: an address or a title.'),
      cluster: object('A cluster that is there from the start, with its credentials fetched. Without this key there is none.', {
        version: text('Kubernetes version, such as 1.18.8.', { pattern: '^1\\.[0-9]+\\.[0-9]+$' }),
        podSecurityPolicy: flag('Whether pod security policy is enabled at the start.'),
        nodes: { type: 'integer', description: 'How many nodes; 1 unless given.' },
        group: text('Resource group; myResourceGroup unless given.'),
        name: text('Name of the cluster; myAKSCluster unless given.'),
      }),
      files: { ...files, description: 'Files that are there from the start.' },
      setup: { ...ref('commands'), description: 'Runs unseen before the first step.' },
      cleanup: { ...ref('commands'), description: 'Runs unseen after the last step.' },
      steps: list('The steps, in order.', ref('step')),
    },
    ['akslab', 'title', 'steps'],
  ),
  $defs: DEFINITIONS,
};
