import { programs, type CommandContext } from './command.ts';

/** What the article takes for granted, as the command lines that make it. */
const STEPS = [
  ['group', 'create', '--name', 'myResourceGroup', '--location', 'eastus', '--output', 'none'],
  ['aks', 'create', '--resource-group', 'myResourceGroup', '--name', 'myAKSCluster', '--generate-ssh-keys', '--output', 'none'],
  ['aks', 'get-credentials', '--resource-group', 'myResourceGroup', '--name', 'myAKSCluster', '--overwrite-existing'],
];

/** Whether the article's cluster exists. */
export async function articleIsReady({ terminal, lab }: CommandContext): Promise<boolean> {
  const silent = { isTTY: false, columns: 80, write: () => undefined };
  const args = ['aks', 'show', '--resource-group', 'myResourceGroup', '--name', 'myAKSCluster', '--output', 'none'];
  return (await programs.az(args, { ...terminal, signal: terminal.signal, stdout: silent, stderr: silent }, lab)) === 0;
}

/** Makes it, showing each command line. Returns the exit code of the first that fails, else 0. */
export async function makeArticle({ terminal, lab }: CommandContext): Promise<number> {
  for (const step of STEPS) {
    terminal.stdout.write(`$ az ${step.join(' ')}\n`);
    lab.command = `az ${step.join(' ')}`;
    const code = await programs.az(step, terminal, lab);
    if (code !== 0) return code;
  }
  return 0;
}
