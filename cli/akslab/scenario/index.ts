/** `akslab scenario`: what an instructor does with scenarios. One file an action. */
import type { Options } from 'yargs';
import type { Latency } from '../../../core/latency.ts';
import { BrokenScenario } from '../../../scenarios/load.ts';
import type { AkslabCommand, CommandContext } from '../command.ts';

/** Exit code where a scenario cannot be used at all. */
export const BROKEN = 2;

export interface ScenarioArgs {
  action: ActionName;
  paths: string[];
  output?: string;
  format?: string;
  name?: string;
  title?: string;
  clusterVersion: string;
  psp: boolean;
  force: boolean;
  seed: number;
  latency: Latency;
  failFast: boolean;
  only?: string;
}

export type Action = (args: ScenarioArgs, context: CommandContext) => Promise<number>;

/** What each action takes, and does. */
export const ACTIONS = {
  new: { takes: 'FILE', does: 'Writes a commented scenario to start from', load: async () => (await import('./new.ts')).create },
  record: {
    takes: 'FILE',
    does: 'Opens a shell in which every line becomes a step of that file',
    load: async () => (await import('./record.ts')).recordScenario,
  },
  check: {
    takes: 'SCENARIO...',
    does: 'Says what is wrong with files, without running them',
    load: async () => (await import('./check.ts')).check,
  },
  lint: {
    takes: 'SCENARIO...',
    does: 'Proves that solutions pass, that checks fail before them, and that every step has a hint',
    load: async () => (await import('./check.ts')).lintAll,
  },
  run: { takes: 'SCENARIO', does: 'Runs a scenario and shows every step of it', load: async () => (await import('./run.ts')).run },
  update: {
    takes: 'SCENARIO',
    does: 'Takes over, in the file, what its commands answer now; comments stay',
    load: async () => (await import('./update.ts')).updateInPlace,
  },
  import: {
    takes: 'PAGE',
    does: 'Makes a scenario of a page of Microsoft Learn (Markdown), or of a Killercoda folder',
    load: async () => (await import('./import.ts')).importInto,
  },
  export: {
    takes: 'SCENARIO',
    does: 'Writes a scenario as a script that asserts, as a page, or as a film for asciinema',
    load: async () => (await import('./export.ts')).exportTo,
  },
  grade: {
    takes: 'FOLDER',
    does: 'Says how far each trainee is, from a folder of state homes',
    load: async () => (await import('./grade.ts')).grade,
  },
  schema: {
    takes: '',
    does: 'Prints the JSON Schema of scenario files, for editors',
    load: async () => (await import('./schema.ts')).schema,
  },
} satisfies Record<string, { takes: string; does: string; load(): Promise<Action> }>;

type ActionName = keyof typeof ACTIONS;

/** Options, and the actions that have them. */
const OPTIONS: Record<string, Options & { of: ActionName[] }> = {
  output: {
    of: ['import', 'export', 'grade', 'schema'],
    type: 'string',
    alias: 'o',
    describe: 'File to write; standard output unless given',
  },
  format: { of: ['export', 'grade'], type: 'string', describe: 'export: bash, markdown or asciicast; grade: csv or json' },
  name: { of: ['new', 'record', 'import'], type: 'string', describe: 'Name of the scenario; from the file unless given' },
  title: { of: ['new', 'record'], type: 'string', describe: 'Its title' },
  'cluster-version': { of: ['new', 'record'], type: 'string', default: '1.18.8', describe: 'Kubernetes version of its cluster' },
  psp: {
    of: ['new', 'record'],
    type: 'boolean',
    default: true,
    describe: 'Pod security policy is enabled from the start; --no-psp: it is not',
  },
  force: { of: ['new', 'record', 'import'], type: 'boolean', default: false, describe: 'Write over a file that is there' },
  seed: { of: ['record', 'lint', 'run', 'update', 'export'], type: 'number', default: 1, describe: 'Fixes uids and suffixes' },
  latency: {
    of: ['record', 'lint', 'run', 'update', 'export'],
    choices: ['none', 'short', 'real'],
    default: 'short',
    describe: 'How long slow things take; the clock is virtual, nobody waits',
  },
  'fail-fast': { of: ['run'], type: 'boolean', default: false, describe: 'Stop at the first step that fails' },
  only: { of: ['run'], type: 'string', describe: 'Show that step alone, by its id or number; those before it run unseen' },
};

const isAction = (word: string | undefined): word is ActionName => word !== undefined && Object.hasOwn(ACTIONS, word);

export default {
  about: ([, action]) =>
    isAction(action) ? { summary: ACTIONS[action].does, usage: `scenario ${action} ${ACTIONS[action].takes}`.trim() } : undefined,
  options(yargs, [, action]) {
    yargs
      .positional('action', { choices: Object.keys(ACTIONS), describe: 'What to do' })
      .positional('paths', { type: 'string', array: true, default: [], describe: 'Scenarios: files, folders, names of the library' });
    for (const [name, { of, describe, ...option }] of Object.entries(OPTIONS)) {
      if (isAction(action) && !of.includes(action)) continue;
      // What all actions' help says together must say whose option it is.
      const whose = isAction(action) || name === 'format' ? '' : `${of.join(', ')}: `;
      yargs.option(name, { ...option, describe: `${whose}${describe}` });
    }
    return yargs;
  },
  examples: [
    ['akslab scenario new my-scenario.yaml', 'a commented file to start from'],
    ['akslab scenario record my-scenario.yaml', 'work in a shell; every line becomes a step'],
    ['akslab scenario lint my-scenario.yaml', 'prove that its solutions pass, and that its checks fail before them'],
    ['akslab scenario run my-scenario.yaml', 'all of it, step by step'],
    ['akslab scenario update my-scenario.yaml', 'take over what the commands answer now'],
    ['akslab scenario import article.md -o article.yaml', 'a page of Microsoft Learn, or a Killercoda folder'],
    ['akslab scenario export walkthrough --format bash', 'a script that asserts'],
    ['akslab scenario grade homes/', 'a folder of state homes, one a trainee'],
    ['akslab scenario schema', 'the JSON Schema, for editors'],
  ],
  more: 'Exit codes: 0 done, 1 an expectation failed or something is to mend, 2 a scenario is broken.\n"akslab scenario ACTION --help" says more of one of them.',
  async run(args, context) {
    const action: Action = await ACTIONS[args.action].load();
    try {
      return await action(args, context);
    } catch (error) {
      if (!(error instanceof BrokenScenario)) throw error;
      context.terminal.stderr.write(`${error.message}\n`);
      return BROKEN;
    }
  },
} satisfies AkslabCommand<ScenarioArgs>;
