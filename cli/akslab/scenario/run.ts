import { findScenario } from '../../../scenarios/library.ts';
import { UsageError } from '../command.ts';
import { replay } from '../replay/replay.ts';
import type { Action } from './index.ts';
import { onePath } from './paths.ts';

/** Runs a scenario and shows all of it: as replay does, but on past a step that fails. */
export const run: Action = async (args, { terminal }) => {
  const path = onePath(args);
  return replay(
    {
      scenario: path,
      step: args.only === undefined ? undefined : stepNumber(path, args.only),
      seed: args.seed,
      latency: args.latency,
      failFast: args.failFast,
    },
    terminal,
  );
};

/** @param step an id, or a number from 1. */
function stepNumber(path: string, step: string): number {
  if (/^\d+$/.test(step)) return Number(step);
  const { steps } = findScenario(path).scenario;
  const index = steps.findIndex((one) => one.id === step);
  if (index < 0) throw new UsageError(`there is no step "${step}"; the steps are ${steps.map((one) => one.id).join(', ')}`);
  return index + 1;
}
