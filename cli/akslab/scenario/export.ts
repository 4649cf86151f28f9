import { exportAsciicast } from '../../../scenarios/export/asciicast.ts';
import { exportBash } from '../../../scenarios/export/bash.ts';
import { exportMarkdown } from '../../../scenarios/export/markdown.ts';
import { findScenario } from '../../../scenarios/library.ts';
import { memorySession } from '../../../scenarios/memory-session.ts';
import { runScenario } from '../../../scenarios/run.ts';
import type { Scenario } from '../../../scenarios/types.ts';
import { CommandError } from '../command.ts';
import type { Action, ScenarioArgs } from './index.ts';
import { formatOf, give, onePath } from './paths.ts';

const FORMATS = {
  bash: async (scenario: Scenario) => exportBash(scenario),
  markdown: async (scenario: Scenario) => exportMarkdown(scenario),
  asciicast,
};

/** A scenario in another form. */
export const exportTo: Action = async (args, context) => {
  const format = formatOf(args, Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
  const { scenario } = findScenario(onePath(args));
  give(await FORMATS[format](scenario, args), args, context);
  return 0;
};

/** Films a run. */
async function asciicast(scenario: Scenario, args: ScenarioArgs): Promise<string> {
  const session = await memorySession(scenario, { seed: args.seed, latency: args.latency });
  try {
    const result = await runScenario(scenario, session, { failFast: false });
    if (result.broken) throw new CommandError(result.broken);
    return exportAsciicast(result, { timestamp: session.host.lab.clock.now() });
  } finally {
    session.close();
  }
}
