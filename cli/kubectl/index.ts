import type { Program } from '../shared/lab.ts';
import { COMMANDS } from './commands.ts';
import { runCommandLine } from './frame/run.ts';

/** kubectl 1.20.2 over the lab: `await kubectl(['get', 'psp'], terminal, lab)` is its exit code. */
export const kubectl: Program = (args, terminal, lab) =>
  runCommandLine({ name: 'kubectl', summary: '', commands: COMMANDS }, args, terminal, lab);
