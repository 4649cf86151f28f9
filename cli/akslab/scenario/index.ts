/** `akslab scenario`: what an instructor does with scenarios. One file an action. */
import type { Latency } from '../../../core/latency.ts';
import { BrokenScenario } from '../../../scenarios/load.ts';
import type { AkslabCommand, CommandContext } from '../command.ts';

/** Exit code where a scenario cannot be used at all. */
export const BROKEN = 2;

export interface ScenarioArgs {
  action: keyof typeof ACTIONS;
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

const ACTIONS = {
  schema: async () => (await import('./schema.ts')).schema,
  new: async () => (await import('./new.ts')).create,
  record: async () => (await import('./record.ts')).recordScenario,
  check: async () => (await import('./check.ts')).check,
  lint: async () => (await import('./check.ts')).lintAll,
  run: async () => (await import('./run.ts')).run,
  update: async () => (await import('./update.ts')).updateInPlace,
  import: async () => (await import('./import.ts')).importInto,
  export: async () => (await import('./export.ts')).exportTo,
  grade: async () => (await import('./grade.ts')).grade,
} satisfies Record<string, () => Promise<Action>>;

export default {
  options: (yargs) =>
    yargs
      .positional('action', { choices: Object.keys(ACTIONS), describe: 'What to do' })
      .positional('paths', { type: 'string', array: true, default: [], describe: 'Scenarios: files, folders, names of the library' })
      .option('output', { type: 'string', alias: 'o', describe: 'import, export, grade: the file to write; standard output unless given' })
      .option('format', { type: 'string', describe: 'export: bash, markdown or asciicast; grade: csv or json' })
      .option('name', { type: 'string', describe: 'new, record, import: name of the scenario; from the file unless given' })
      .option('title', { type: 'string', describe: 'new, record: its title' })
      .option('cluster-version', { type: 'string', default: '1.18.8', describe: 'new, record: Kubernetes version of its cluster' })
      .option('psp', { type: 'boolean', default: true, describe: 'new, record: pod security policy is enabled from the start' })
      .option('force', { type: 'boolean', default: false, describe: 'new, record, import: write over a file that is there' })
      .option('seed', { type: 'number', default: 1, describe: 'Fixes uids and suffixes' })
      .option('latency', {
        choices: ['none', 'short', 'real'] as const,
        default: 'short' as const,
        describe: 'How long slow things take; the clock is virtual, nobody waits',
      })
      .option('fail-fast', { type: 'boolean', default: false, describe: 'run: stop at the first step that fails' })
      .option('only', { type: 'string', describe: 'run: show that step alone, by its id or number; those before it run unseen' }),
  examples: [
    ['akslab scenario new my-scenario.yaml', 'a commented file to start from'],
    ['akslab scenario record my-scenario.yaml', 'work in a shell; every line becomes a step'],
    ['akslab scenario lint my-scenario.yaml', 'prove that its solutions pass, and that its checks fail before them'],
    ['akslab scenario run my-scenario.yaml', ''],
    ['akslab scenario update my-scenario.yaml', 'take over what the commands answer now'],
    ['akslab scenario import article.md -o article.yaml', 'a page of Microsoft Learn, or a Killercoda folder'],
    ['akslab scenario export walkthrough --format bash', 'a script that asserts'],
    ['akslab scenario grade homes/', 'a folder of state homes, one a trainee'],
    ['akslab scenario schema', 'the JSON Schema, for editors'],
  ],
  more: 'Exit codes: 0 done, 1 an expectation failed or something is to mend, 2 a scenario is broken.',
  async run(args, context) {
    const action: Action = await ACTIONS[args.action]();
    try {
      return await action(args, context);
    } catch (error) {
      if (!(error instanceof BrokenScenario)) throw error;
      context.terminal.stderr.write(`${error.message}\n`);
      return BROKEN;
    }
  },
} satisfies AkslabCommand<ScenarioArgs>;
