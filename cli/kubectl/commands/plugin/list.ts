import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';

export default {
  usage: '[options]',
  about: 'Lists the programs on PATH whose names begin with kubectl-. akslab lists them and does not run them.',
  examples: [],
  flags: [{ name: 'name-only', type: 'bool', usage: 'Without the folders.' }],
  async run({ terminal, flags, out }) {
    const folders = [...new Set((terminal.env.PATH ?? '').split(':').filter((folder) => folder.trim() !== ''))];
    const found: string[] = [];
    for (const folder of folders) {
      if (terminal.files.stat(folder)?.kind !== 'folder') continue;
      for (const name of terminal.files.list(folder))
        if (name.startsWith('kubectl-')) found.push(flags.bool('name-only') ? name : `${folder}/${name}`);
    }
    if (!found.length) throw new CliError('unable to find any kubectl plugins in your PATH');
    out(`The following compatible plugins are available:\n\n${found.map((name) => `${name}\n`).join('')}`);
  },
} satisfies Command;
