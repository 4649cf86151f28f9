import type { Terminal } from '../shared/terminal.ts';
import { SCRIPTS as KUBECTL_SCRIPTS } from '../kubectl/completion/scripts.ts';
import { articleIsReady, makeArticle } from './article.ts';
import { SCRIPTS } from './completion.ts';
import { CommandError, type AkslabCommand, type CommandContext } from './command.ts';
import { confirm } from './confirm.ts';
import { shellOf } from './env.ts';
import { entering, script, type Variables } from './environment.ts';
import { shimFolder } from './shims.ts';

interface Args {
  command?: string;
}

/** Opens the user's own bash or zsh: it loads what it always loads, then becomes an akslab environment. */
export default {
  options: (yargs) => yargs.option('command', { alias: 'c', type: 'string', describe: 'Runs that line instead of asking for lines' }),
  examples: [
    ['akslab shell', 'then type the article, line by line; exit leaves'],
    ["akslab shell -c 'kubectl get psp'", 'one line'],
  ],
  async run({ command }, context) {
    const { terminal, lab } = context;
    if (!terminal.spawn) throw new CommandError('there is no terminal here to open a shell on');
    if (terminal.env.AKSLAB_ENV && terminal.env.AKSLAB_SHELL) throw new CommandError('this is an akslab shell already (exit leaves it)');
    await offerArticle(context, command !== undefined);
    const name = shellOf(terminal.env.SHELL) === 'zsh' ? 'zsh' : 'bash';
    const variables = { ...entering(terminal.env, lab.home, shimFolder()), AKSLAB_HINTS: '1', AKSLAB_SHELL: '1' };
    return SHELL_STARTERS[name](terminal, `${lab.home}/shell`, variables, command === undefined ? [] : ['-c', command]);
  },
} satisfies AkslabCommand<Args>;

async function offerArticle(context: CommandContext, quiet: boolean): Promise<void> {
  const { terminal } = context;
  if (quiet || !terminal.stdin.isTTY || !terminal.stdout.isTTY || (await articleIsReady(context))) return;
  terminal.stdout.write('The article takes a cluster and its credentials for granted: myAKSCluster in myResourceGroup.\n');
  if (await confirm(terminal, 'Make them now?', '"akslab init --article"', true)) await makeArticle(context);
  else terminal.stdout.write('"akslab init --article" makes them later.\n');
}

const SHELL_STARTERS = { bash: startBash, zsh: startZsh };

async function startBash(terminal: Terminal, folder: string, variables: Variables, rest: string[]): Promise<number> {
  const path = `${folder}/bashrc`;
  write(terminal, folder, path, [
    'unset BASH_ENV',
    '[ -f /etc/bash.bashrc ] && . /etc/bash.bashrc',
    '[ -f ~/.bashrc ] && . ~/.bashrc',
    script('bash', variables),
    'PS1="(akslab) ${PS1}"',
    SCRIPTS.bash,
    // Somebody's own completion stays.
    `complete -p kubectl > /dev/null 2>&1 || {\n${KUBECTL_SCRIPTS.bash}}`,
  ]);
  const bash = terminal.env.SHELL?.endsWith('/bash') ? terminal.env.SHELL : 'bash';
  if (terminal.stdin.isTTY) return terminal.spawn!(bash, ['--rcfile', path, '-i', ...rest]);
  // An interactive bash complains where there is no terminal.
  return terminal.spawn!('env', [`BASH_ENV=${path}`, bash, '-O', 'expand_aliases', ...rest]);
}

/** zsh reads its files from ZDOTDIR: ours loads the user's, with the user's folder in ZDOTDIR. */
async function startZsh(terminal: Terminal, folder: string, variables: Variables, rest: string[]): Promise<number> {
  const own = terminal.env.ZDOTDIR ?? terminal.env.HOME ?? '';
  const load = (file: string) => `ZDOTDIR='${own.replaceAll("'", `'\\''`)}'; [ -f "$ZDOTDIR/${file}" ] && . "$ZDOTDIR/${file}"`;
  write(terminal, folder, `${folder}/.zshenv`, [load('.zshenv'), `ZDOTDIR='${folder.replaceAll("'", `'\\''`)}'`]);
  write(terminal, folder, `${folder}/.zshrc`, [
    load('.zshrc'),
    script('zsh', variables),
    'PROMPT="(akslab) ${PROMPT}"',
    // Only where completion is on already: to turn it on is for the person to say.
    `(( $+functions[compdef] )) && {\n${SCRIPTS.zsh}[[ -n \${_comps[kubectl]} ]] || {\n${KUBECTL_SCRIPTS.zsh}}\n}`,
  ]);
  return terminal.spawn!('env', [`ZDOTDIR=${folder}`, terminal.env.SHELL ?? 'zsh', '-i', ...rest]);
}

function write(terminal: Terminal, folder: string, path: string, lines: string[]): void {
  terminal.files.makeFolder(folder);
  terminal.files.write(path, `${lines.join('\n')}\n`);
}
