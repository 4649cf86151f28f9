import type { Command } from '../frame/types.ts';

export default {
  usage: '-- [WORDS...]',
  about: 'Prints what the last word could become, one a line. The scripts of kubectl completion call it.',
  examples: [],
  flags: [],
  async run({ args, terminal, lab, out }) {
    const [{ COMMANDS }, { complete }] = await Promise.all([import('../commands.ts'), import('../completion/complete.ts')]);
    const found = await complete({ name: 'kubectl', summary: '', commands: COMMANDS }, args, terminal, lab);
    out(found.map((candidate) => `${candidate}\n`).join(''));
  },
} satisfies Command;
