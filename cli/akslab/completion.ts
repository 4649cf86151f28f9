import type { AkslabCommand } from './command.ts';

interface Args {
  shell: keyof typeof SCRIPTS;
}

export const SCRIPTS = {
  bash: `_akslab() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(akslab --get-yargs-completions "\${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _akslab akslab
`,
  zsh: `_akslab() {
  compadd -- \${(f)"$(akslab --get-yargs-completions "\${words[@]}" 2>/dev/null)"}
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _akslab akslab
`,
};

export default {
  options: (yargs) => yargs.positional('shell', { choices: ['bash', 'zsh'] as const, default: 'bash', describe: 'For which shell' }),
  examples: [
    ['akslab completion >> ~/.bashrc', 'in bash, from the next shell on'],
    ['akslab completion zsh >> ~/.zshrc', 'in zsh'],
  ],
  async run({ shell }, { terminal }) {
    terminal.stdout.write(SCRIPTS[shell]);
    return 0;
  },
} satisfies AkslabCommand<Args>;
