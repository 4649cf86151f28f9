/** A cluster in memory and a kubectl to type at it. */
import { kubectl } from '../../../cli/kubectl/index.ts';
import { memoryFiles } from '../../../cli/shared/memory-files.ts';
import type { MemoryLab } from '../../../cli/shared/memory-lab.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';
import type { Files } from '../../../cli/shared/terminal.ts';
import { oracleLab } from '../../support/transcript-lab.ts';

export interface Answer {
  code: number;
  out: string;
  err: string;
}

export interface KubectlLab {
  lab: MemoryLab;
  files: Files;
  /** Runs a command line; words in single quotes stay together. */
  run(line: string, options?: RunOptions): Promise<Answer>;
  /** Until a command waits for something to change, once more from now on. */
  waiting(): Promise<void>;
}

export interface RunOptions {
  stdin?: string;
  env?: Record<string, string>;
  signal?: AbortSignal;
  /** Stands for $EDITOR: what it makes of the file. Without it there are no programs to start. */
  edit?(text: string): string;
}

const HOME = '/home/trainee/.akslab';
/** Where the kubeconfig stands. */
export const KUBECONFIG = `${HOME}/kubeconfig`;

/** @param files manifests in the working folder */
export async function kubectlLab(
  files: Record<string, string> = {},
  options: { version?: string; podSecurityPolicy?: boolean } = {},
): Promise<KubectlLab> {
  const { lab: whole, kubeconfig } = await oracleLab({ home: HOME, podSecurityPolicy: false, ...options });
  const notify: (() => void)[] = [];
  const change: MemoryLab['change'] = (until) => {
    for (const resolve of notify.splice(0)) resolve();
    return whole.change(until);
  };
  const lab: MemoryLab = Object.create(whole, { change: { value: change } });
  const all = memoryFiles('/home/trainee', { [KUBECONFIG]: kubeconfig, ...files });
  return {
    lab,
    files: all,
    waiting: () => new Promise((resolve) => void notify.push(resolve)),
    async run(line, { stdin, env = {}, signal, edit } = {}) {
      const terminal = memoryTerminal({ files: all, stdin, env, signal });
      if (edit) terminal.spawn = async (_editor, args) => (all.write(args.at(-1)!, edit(all.read(args.at(-1)!))), 0);
      const code = await kubectl(words(line), terminal, lab);
      return { code, out: terminal.out, err: terminal.err };
    },
  };
}

const words = (line: string): string[] => [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''));
