import { cordon, NODE_FLAGS, nodesOf } from '../drain/nodes.ts';
import type { Command } from '../frame/types.ts';

export default {
  usage: 'NODE [options]',
  about: 'Lets new pods onto a node again.',
  examples: [['One node', 'kubectl uncordon aks-nodepool1-12345678-vmss000000']],
  flags: NODE_FLAGS,
  async run(context) {
    await cordon(context, await nodesOf(context, 'uncordon NODE'), false);
  },
} satisfies Command;
