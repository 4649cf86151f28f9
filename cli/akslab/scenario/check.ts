import { checkStatically, lint } from '../../../scenarios/lint.ts';
import { BrokenScenario, problemText } from '../../../scenarios/load.ts';
import { findScenario } from '../../../scenarios/library.ts';
import { memorySession } from '../../../scenarios/memory-session.ts';
import type { Problem, Scenario } from '../../../scenarios/types.ts';
import { styleFor } from '../../shared/style.ts';
import type { CommandContext } from '../command.ts';
import { BROKEN, type Action, type ScenarioArgs } from './index.ts';
import { somePaths } from './paths.ts';

/** What can be said without running: the schema, manifests, expressions. */
export const check: Action = (args, context) => each(args, context, async (scenario) => checkStatically(scenario));

/** What running proves: solutions pass, checks fail before them. */
export const lintAll: Action = (args, context) =>
  each(args, context, async (scenario) => {
    const session = await memorySession(scenario, { seed: args.seed, latency: args.latency });
    try {
      return await lint(scenario, session);
    } finally {
      session.close();
    }
  });

async function each(args: ScenarioArgs, { terminal }: CommandContext, look: (scenario: Scenario) => Promise<Problem[]>): Promise<number> {
  const style = styleFor(terminal.stdout, terminal.env);
  let code = 0;
  for (const path of somePaths(args)) {
    const { problems, broken } = await problemsOf(path, look);
    if (!problems.length) terminal.stdout.write(`${style.pass} ${path}\n`);
    for (const problem of problems) terminal.stdout.write(`${style.fail} ${problemText(problem)}\n`);
    code = Math.max(code, broken ? BROKEN : problems.length ? 1 : 0);
  }
  return code;
}

async function problemsOf(
  path: string,
  look: (scenario: Scenario) => Promise<Problem[]>,
): Promise<{ problems: Problem[]; broken?: boolean }> {
  try {
    return { problems: await look(findScenario(path).scenario) };
  } catch (error) {
    if (error instanceof BrokenScenario) return { problems: error.problems, broken: true };
    throw error;
  }
}
