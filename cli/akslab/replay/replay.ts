/** `akslab replay`: runs a scenario by itself, from an empty state of its own, and checks what it shows. */
import { styleFor } from '../../shared/style.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { BrokenScenario } from '../../../scenarios/load.ts';
import { findScenario } from '../../../scenarios/library.ts';
import { REPORTS } from '../../../scenarios/reports/index.ts';
import { runScenario, type RunEvent } from '../../../scenarios/run.ts';
import { memorySession } from '../../../scenarios/memory-session.ts';
import type { Latency } from '../../../core/latency.ts';
import { printer } from './print.ts';

export interface ReplayOptions {
  /** Name in the library, or a path. */
  scenario: string;
  /** Show only that step (from 1); those before it run unseen. */
  step?: number;
  /** Stop after that step. */
  until?: number;
  json?: boolean;
  seed?: number;
  latency?: Latency;
  /** Stop at the first step that fails (yes unless false). */
  failFast?: boolean;
}

/** @returns 0 when all is as expected, 1 when not, 2 when the scenario or the options are broken. */
export async function replay(options: ReplayOptions, terminal: Terminal): Promise<number> {
  const style = styleFor(terminal.stdout, terminal.env);
  let loaded;
  try {
    loaded = findScenario(options.scenario);
  } catch (error) {
    if (!(error instanceof BrokenScenario)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return 2;
  }
  const { scenario } = loaded;
  const wrong = [options.step, options.until].find(
    (n) => n !== undefined && !(Number.isInteger(n) && n >= 1 && n <= scenario.steps.length),
  );
  if (wrong !== undefined) {
    terminal.stderr.write(`akslab replay: there is no step ${wrong}: ${scenario.name} has the steps 1 to ${scenario.steps.length}\n`);
    return 2;
  }
  const session = await memorySession(scenario, { seed: options.seed, latency: options.latency });
  try {
    const print = printer(terminal.stdout, style);
    let number = 0;
    const on = (event: RunEvent) => {
      if (event.type === 'step') number = event.number;
      if (!options.json && (options.step === undefined || options.step === number)) print.on(event);
    };
    if (!options.json) print.start(scenario);
    const result = await runScenario(scenario, session, {
      on,
      until: options.step ?? options.until,
      failFast: options.failFast,
      signal: terminal.signal,
    });
    if (options.json) terminal.stdout.write(REPORTS.json!([{ name: scenario.name, file: scenario.file, result }]));
    else print.end(result);
    return result.broken ? 2 : result.ok ? 0 : 1;
  } finally {
    session.close();
  }
}
