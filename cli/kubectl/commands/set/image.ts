import { CliError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { changeEach, changeFlags, requirePodSpec } from '../../change.ts';
import { resourcesAndPairs } from '../../edit-pairs.ts';

export default {
  usage: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N [options]',
  about: 'Sets the images of containers. A * stands for all containers of the object.',
  examples: [['Another version of one container', 'kubectl set image deployment/web nginx=nginx:1.20']],
  flags: changeFlags('kubectl-set'),
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const { resources, pairs } = resourcesAndPairs(context.args, 'image');
  const wanted = new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  await changeEach(context, resources, {
    operation: 'image updated',
    failure: 'failed to patch image update to pod template:',
    validate() {
      if (!wanted.size) throw new CliError('at least one image update is required');
      if (wanted.has('*') && wanted.size > 1)
        throw new CliError('all containers are already specified by *, but saw more than one container_name=container_image pairs');
    },
    change(object, info) {
      const spec = requirePodSpec(object, info);
      const all = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
      for (const [name, image] of wanted) {
        const found = all.filter((c: any) => name === '*' || c.name === name);
        if (!found.length) throw new CliError(`unable to find container named ${JSON.stringify(name)}`);
        for (const container of found) container.image = image;
      }
    },
  });
}
