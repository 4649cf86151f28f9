import type { Command } from '../../frame/types.ts';

export default {
  usage: '[flags] [options]',
  about: 'Lists the names of the clusters.',
  examples: [['All of them', 'kubectl config get-clusters']],
  flags: [],
  async run({ config, out }) {
    out(['NAME', ...Object.keys(config.kubeconfig().clusters).sort()].map((name) => `${name}\n`).join(''));
  },
} satisfies Command;
