import { asError, FrameError } from '../frame/errors.ts';
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
    if (args.length > 1) throw new FrameError('specify one path to a kustomization directory');
    try {
      out(buildKustomization(args[0] ?? '.', terminal));
    } catch (error) {
      // cobra prints what this command returns; the others print it themselves.
      throw new FrameError(asError(error).message);
    }
  },
} satisfies Command;
