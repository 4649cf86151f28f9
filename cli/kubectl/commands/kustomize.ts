import { UsageError } from '../frame/errors.ts';
import type { Command } from '../frame/types.ts';
import { buildKustomization } from '../kustomize/build.ts';

export default {
  usage: '<dir> [options]',
  about: "Prints the objects that a folder's kustomization makes. The same is used with -k.",
  examples: [
    ['Those of a folder', 'kubectl kustomize overlays/production'],
    ['Applying them', 'kubectl apply -k overlays/production'],
  ],
  flags: [],
  async run({ args, terminal, out }) {
    if (args.length > 1) throw new UsageError(`specify one path to kustomization.yaml`);
    out(buildKustomization(args[0] ?? '.', terminal));
  },
} satisfies Command;
