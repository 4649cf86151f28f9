import type { Command } from '../../frame/types.ts';

export default {
  usage: '[flags] [options]',
  about: 'Lists the names of the users.',
  examples: [['All of them', 'kubectl config get-users']],
  flags: [],
  async run({ config, out }) {
    out(['NAME', ...Object.keys(config.kubeconfig().users).sort()].map((name) => `${name}\n`).join(''));
  },
} satisfies Command;
