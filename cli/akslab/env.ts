import { basename } from 'node:path';
import { entering, leaving, script, SHELLS, type ShellName } from './environment.ts';
import { CommandError, type AkslabCommand } from './command.ts';
import { shimFolder } from './shims.ts';

interface Args {
  shell?: ShellName;
  undo: boolean;
}

/** Prints shell code; `eval` of it puts az, kubectl and akslab on PATH, and names the home and its kubeconfig. */
export default {
  options: (yargs) =>
    yargs
      .option('shell', { choices: SHELLS, describe: 'Whose language to print (default: that of $SHELL, else bash)' })
      .option('undo', { type: 'boolean', default: false, describe: 'Takes it back' }),
  examples: [
    ['eval "$(akslab env)"', 'in bash or zsh: az and kubectl are simulated from here on'],
    ['eval "$(akslab env --undo)"', 'and are what they were before'],
    ['akslab env --shell fish | source', 'the same in fish'],
    ['akslab env --shell pwsh | Out-String | Invoke-Expression', 'and in PowerShell'],
  ],
  async run({ shell, undo }, { terminal, lab }) {
    const { env } = terminal;
    const variables = undo ? leaving(env) : entering(env, lab.home, shimFolder());
    if (!variables) throw new CommandError('this shell has no akslab environment to undo');
    terminal.stdout.write(script(shell ?? shellOf(env.SHELL), variables));
    return 0;
  },
} satisfies AkslabCommand<Args>;

/** The shell of a path like /bin/zsh, where we know it. */
export function shellOf(path: string | undefined): ShellName {
  const name = basename(path ?? '') as ShellName;
  return SHELLS.includes(name) ? name : 'bash';
}
