import { StateError } from '../../state/errors.ts';
import type { LabHost } from '../shared/lab-host.ts';
import { openLab } from '../shared/node-lab.ts';
import { nodeTerminal } from '../shared/node-terminal.ts';
import type { Terminal } from '../shared/terminal.ts';

/** Runs a program as this process. `error` is how the program begins its errors. */
export async function main(
  name: string,
  error: string,
  program: (args: string[], terminal: Terminal, lab: LabHost) => Promise<number>,
): Promise<void> {
  const args = process.argv.slice(2);
  const terminal = nodeTerminal();
  let code = 1;
  try {
    code = await program(args, terminal, openLab({ env: process.env, command: [name, ...args].join(' ') }));
  } catch (problem) {
    if (process.env.AKSLAB_DEBUG || !(problem instanceof Error)) throw problem;
    if (problem instanceof StateError) terminal.stderr.write(`${error}${problem.message}\n`);
    else terminal.stderr.write(`${error}akslab has a fault: ${problem.message} (AKSLAB_DEBUG=1 shows where)\n`);
  }
  process.exit(code);
}
