import { findScenario } from '../../../scenarios/library.ts';
import { memorySession } from '../../../scenarios/memory-session.ts';
import { runScenario } from '../../../scenarios/run.ts';
import { update } from '../../../scenarios/update.ts';
import { CommandError } from '../command.ts';
import type { Action } from './index.ts';
import { onePath } from './paths.ts';

/** Rewrites in the file what its commands answer otherwise now; comments and order stay. */
export const updateInPlace: Action = async (args, { terminal }) => {
  const { scenario, document } = findScenario(onePath(args));
  const session = await memorySession(scenario, { seed: args.seed, latency: args.latency });
  try {
    const result = await runScenario(scenario, session, { failFast: false, pastDeviations: true });
    if (result.broken) throw new CommandError(result.broken);
    const updates = update(document, result);
    if (updates.length) terminal.files.write(scenario.file, document.toString({ lineWidth: 0 }));
    for (const { step, what } of updates) terminal.stdout.write(`${step}: ${what}\n`);
    const failed = result.steps.flatMap(({ step, checks }) =>
      checks.filter((c) => !c.ok).map((c) => `${step.id}: the check does not hold: ${c.what}`),
    );
    for (const line of failed) terminal.stderr.write(`${line}\n`);
    terminal.stdout.write(updates.length ? `Rewrote ${updates.length} in ${scenario.file}.\n` : `${scenario.file} says what comes.\n`);
    return failed.length ? 1 : 0;
  } finally {
    session.close();
  }
};
