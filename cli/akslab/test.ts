/** `akslab test`: scenarios as tests, for CI. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Latency } from '../../core/latency.ts';
import { findScenario } from '../../scenarios/library.ts';
import { BrokenScenario } from '../../scenarios/load.ts';
import { failureLines } from '../../scenarios/reports/failure.ts';
import { exitCode, REPORTS, type Entry } from '../../scenarios/reports/index.ts';
import { runScenario } from '../../scenarios/run.ts';
import { memorySession } from '../../scenarios/memory-session.ts';
import { styleFor } from '../shared/style.ts';
import type { Terminal } from '../shared/terminal.ts';
import { UsageError, type AkslabCommand } from './command.ts';

interface Args {
  files: string[];
  report?: keyof typeof REPORTS;
  output?: string;
  shard?: string;
  seed: number;
  latency: Latency;
  failFast: boolean;
  only?: string;
}

export default {
  options: (yargs) =>
    yargs
      .positional('files', {
        type: 'string',
        array: true,
        default: ['.'],
        describe: 'Scenario files, folders of them, or names of the library',
      })
      .option('report', { choices: Object.keys(REPORTS), describe: 'Write a report in that format' })
      .option('output', { type: 'string', describe: 'File of the report; standard output unless given' })
      .option('shard', { type: 'string', describe: 'Run one part of several: 2/5' })
      .option('seed', { type: 'number', default: 1, describe: 'Fixes uids and suffixes' })
      .option('latency', {
        choices: ['none', 'short', 'real'] as const,
        default: 'short' as const,
        describe: 'How long slow things take; the clock is virtual, nobody waits',
      })
      .option('fail-fast', { type: 'boolean', default: false, describe: 'Stop at the first scenario that fails' })
      .option('only', { type: 'string', describe: 'Only scenarios whose name contains this' }),
  examples: [
    ['akslab test scenarios/', 'every scenario of a folder'],
    ['akslab test --report junit --output results.xml scenarios/', 'with a report for CI'],
    ['akslab test --shard 1/3 scenarios/', 'the first third of them'],
  ],
  more: 'Exit codes: 0 all hold, 1 an expectation failed, 2 a scenario is broken.',
  async run(args, { terminal }) {
    const all = args.files.flatMap(scenarioPaths).filter((path) => !args.only || path.includes(args.only));
    if (!all.length)
      throw new UsageError(`there are no scenarios in ${args.files.join(', ')}${args.only ? ` whose name contains "${args.only}"` : ''}`);
    // A shard may have nothing to do.
    const paths = sharded(all, args.shard);
    const folder = args.output && dirname(args.output);
    if (folder && terminal.files.stat(folder)?.kind !== 'folder')
      throw new UsageError(`--output ${args.output}: there is no folder ${folder}`);
    const entries: Entry[] = [];
    const quiet = args.report !== undefined && args.output === undefined;
    for (const path of paths) {
      const entry = await runOne(path, args);
      entries.push(entry);
      if (!quiet) show(entry, terminal);
      if (args.failFast && exitCode([entry])) break;
    }
    if (args.report) write(REPORTS[args.report]!(entries), args.output, terminal);
    if (!quiet)
      terminal.stdout.write(
        `${entries.filter((e) => exitCode([e]) === 0).length} passed, ${entries.filter((e) => exitCode([e])).length} failed\n`,
      );
    return exitCode(entries);
  },
} satisfies AkslabCommand<Args>;

/** A file is itself, a folder the scenarios in and below it, a name what the library has under it. */
function scenarioPaths(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
  if (existsSync(join(path, 'scenario.yaml'))) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = join(path, entry.name);
      if (entry.isDirectory()) return NOT_OURS.test(entry.name) ? [] : scenarioPaths(below);
      return /\.ya?ml$/.test(entry.name) && !isManifest(readFileSync(below, 'utf8')) ? [below] : [];
    });
}

/** Folders that no scenario lies in. */
const NOT_OURS = /^(\.|node_modules$)/;

/** Manifests may lie beside the scenarios that use them. */
const isManifest = (text: string): boolean => !/^akslab:/m.test(text) && /^apiVersion:/m.test(text) && /^kind:/m.test(text);

function sharded(paths: string[], shard: string | undefined): string[] {
  if (!shard) return paths;
  const [, part, of] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(shard) ?? [];
  if (!part || Number(part) > Number(of)) throw new UsageError(`"${shard}" is no part of several. Write it as 2/5`);
  return paths.filter((_, i) => i % Number(of) === Number(part) - 1);
}

async function runOne(path: string, args: Args): Promise<Entry> {
  let scenario;
  try {
    scenario = findScenario(path).scenario;
  } catch (error) {
    if (!(error instanceof BrokenScenario)) throw error;
    return { name: path, file: path, broken: error.message };
  }
  const session = await memorySession(scenario, { seed: args.seed, latency: args.latency });
  try {
    return { name: scenario.name, file: scenario.file, result: await runScenario(scenario, session) };
  } finally {
    session.close();
  }
}

/** A line a scenario; of one that fails, the failing step alone. */
function show(entry: Entry, { stdout, env }: Terminal): void {
  const style = styleFor(stdout, env);
  const broken = 'broken' in entry ? entry.broken : entry.result.broken;
  if (broken) return stdout.write(`${style.fail} ${entry.name}: broken\n${indented(broken)}\n`);
  const { result } = entry as Extract<Entry, { result: unknown }>;
  if (result.ok)
    return stdout.write(
      `${style.pass} ${entry.name} (${result.steps.length} ${result.steps.length === 1 ? 'step' : 'steps'}, ${Math.round(result.milliseconds)} ms)\n`,
    );
  const failed = result.steps.find((s) => !s.ok && !s.allowed)!;
  const lines = failureLines(failed).map((l) => (l.startsWith('- ') ? style.red(l) : l.startsWith('+ ') ? style.green(l) : l));
  stdout.write(
    `${style.fail} ${entry.name}, step ${result.steps.indexOf(failed) + 1}: ${failed.step.title}\n${indented(lines.join('\n'))}\n`,
  );
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((l) => `    ${l}`)
    .join('\n');

function write(report: string, file: string | undefined, terminal: Terminal): void {
  if (file) terminal.files.write(file, report);
  else terminal.stdout.write(report);
}
