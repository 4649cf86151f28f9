/** A session of its own for one scenario, in memory: where scenarios run by themselves. */
import type { MemoryLabOptions } from '../cli/shared/memory-lab.ts';
import { memoryHost } from './host.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import type { Scenario } from './types.ts';

/** Real time that one command may take: the clock is virtual, so that only what waits for nothing takes so long. */
const COMMAND_LIMIT = 60_000;

export type MemorySessionOptions = Pick<MemoryLabOptions, 'seed' | 'now' | 'latency'> & Pick<SessionOptions, 'limit'>;

export function memorySession(
  scenario: Pick<Scenario, 'cluster'>,
  { limit = COMMAND_LIMIT, seed = 1, latency = 'short', now }: MemorySessionOptions = {},
): Promise<Session> {
  return openSession({ host: memoryHost({ seed, latency, now }), limit, cluster: scenario.cluster });
}
