/** The program akslab in this process. */
import { join } from 'node:path';
import { akslab } from '../../cli/akslab/index.ts';
import { createMemoryLab } from '../../cli/shared/memory-lab.ts';
import { memoryTerminal } from '../../cli/shared/memory-terminal.ts';

/** Runs one command line, on files that are real, below `cwd`. */
export async function runAkslab(
  args: string[],
  { cwd, stdin }: { cwd: string; stdin?: string },
): Promise<{ code: number; out: string; err: string }> {
  const terminal = memoryTerminal({ files: 'folder', cwd, stdin, env: { LANG: 'C.UTF-8' } });
  const code = await akslab(args, terminal, createMemoryLab({ home: join(cwd, 'home') }));
  return { code, out: terminal.out, err: terminal.err };
}
