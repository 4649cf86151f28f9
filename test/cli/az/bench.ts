import { az } from '../../../cli/az/index.ts';
import { memoryFiles } from '../../../cli/shared/memory-files.ts';
import { createMemoryLab } from '../../../cli/shared/memory-lab.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';
import type { Latency } from '../../../core/latency.ts';
import { azureWorld } from '../../support/azure-world.ts';

export interface Run {
  code: number;
  out: string;
  err: string;
}

export interface RunOptions {
  stdin?: string;
  tty?: boolean;
  env?: Record<string, string>;
}

const HOME = '/home/trainee/.akslab';
/** A key of the home, so that no test waits for one to be made. */
const KEY = `ssh-rsa ${'AAAAB3NzaC1yc2E'.repeat(20)}`;

/** az over an Azure of its own, in memory. `az('group list -o table')` splits at blanks and 'single quotes'. */
export function azBench(latency: Latency = 'short') {
  const lab = createMemoryLab({ latency, home: HOME, createWorld: azureWorld });
  const files = memoryFiles('/home/trainee', { [`${HOME}/.ssh/id_rsa.pub`]: KEY });
  async function run(line: string, options: RunOptions = {}): Promise<Run> {
    const terminal = memoryTerminal({ files, ...options });
    const args = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
    const code = await az(args, terminal, lab);
    return { code, out: terminal.out, err: terminal.err };
  }
  return {
    lab,
    files,
    home: HOME,
    az: run,
    /** Runs lines that must succeed. */
    async make(...lines: string[]): Promise<void> {
      for (const line of lines) {
        const { code, err } = await run(line);
        if (code !== 0) throw new Error(`${line}: ${err}`);
      }
    },
  };
}

export const GROUP = 'group create -n rg -l eastus';
export const CREATE = 'aks create -g rg -n c1 -c 1';
