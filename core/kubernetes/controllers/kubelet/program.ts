/** What becomes of a container's program. */
import type { KubeObject } from '../../object.ts';
import { imageOf } from './images.ts';
import { machineOf, type Container, type Lookup } from './machine.ts';
import { runArgv } from './shell.ts';

export interface Program {
  /** Milliseconds from its start to its end; Infinity where it runs on. */
  elapsed: number;
  exitCode: number;
  reason?: string;
  /** What it writes. */
  log: string;
}

const RUNS_ON: Program = { elapsed: Infinity, exitCode: 0, log: '' };

/** A command that the tiny shell knows ends as it says; with any other, and with none, the container runs on, or does what its image is named for. */
export function programOf(pod: KubeObject, container: Container, look: Lookup, now: number): Program {
  const argv: string[] = [...(container.command ?? []), ...(container.args ?? [])];
  const own = imageOf(container.image).program;
  if (argv.length === 0 || (own && !container.command))
    return own ? { elapsed: 0, exitCode: own.exitCode, reason: own.reason, log: own.log ?? '' } : RUNS_ON;
  const machine = machineOf(pod, container, look, now);
  const expanded = argv.map((arg) => arg.replace(/\$\((\w+)\)/g, (whole, name) => machine.env[name] ?? whole));
  const outcome = runArgv(expanded, machine);
  return outcome ? { elapsed: outcome.elapsed, exitCode: outcome.exitCode, log: outcome.stdout + outcome.stderr } : RUNS_ON;
}
