/** Scenarios from text, for tests. */
import { parseScenario } from '../../scenarios/load.ts';
import { memorySession, type MemorySessionOptions } from '../../scenarios/memory-session.ts';
import { runScenario, type RunOptions, type ScenarioResult } from '../../scenarios/run.ts';
import type { Session } from '../../scenarios/session.ts';
import type { Scenario } from '../../scenarios/types.ts';

/** @param steps YAML of the steps; @param head further keys. */
export const scenarioOf = (steps: string, head = ''): Scenario =>
  parseScenario(`akslab: 1\nname: s\ntitle: Title\n${head}steps:\n${steps}`, 's.yaml').scenario;

export const CLUSTER = 'cluster: {version: 1.18.8, podSecurityPolicy: true}\n';

/** Opens a session for the scenario, and closes it afterwards. */
export async function within<T>(
  scenario: Scenario,
  action: (session: Session) => Promise<T>,
  options: MemorySessionOptions = {},
): Promise<T> {
  const session = await memorySession(scenario, options);
  try {
    return await action(session);
  } finally {
    session.close();
  }
}

export const resultOf = (scenario: Scenario, options: RunOptions & MemorySessionOptions = {}): Promise<ScenarioResult> =>
  within(scenario, (session) => runScenario(scenario, session, { stopwatch: () => 0, ...options }), options);
