import { cordon, NODE_FLAGS, nodesOf } from '../drain/nodes.ts';
import type { Command } from '../frame/types.ts';

export default {
  usage: 'NODE [options]',
  about: 'Keeps new pods from a node. Pods that run there go on.',
  examples: [['One node', 'kubectl cordon aks-nodepool1-12345678-vmss000000']],
  flags: NODE_FLAGS,
  async run(context) {
    await cordon(context, await nodesOf(context, 'cordon NODE'), true);
  },
} satisfies Command;
