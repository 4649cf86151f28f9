import { CliError, throwAll } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { changeEach, changeFlags, missingResources, podSpecOf } from '../../change.ts';

export default {
  usage: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N [options]',
  about: 'Sets the images of containers. A * stands for all containers of the object.',
  examples: [['Another version of one container', 'kubectl set image deployment/web nginx=nginx:1.20']],
  flags: changeFlags('kubectl-set'),
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const images = context.args.filter((a) => a.includes('='));
  const resources = context.args.filter((a) => !a.includes('='));
  throwAll([...missingResources(context, resources), ...(images.length ? [] : [new CliError('at least one image update is required')])]);
  const wanted = new Map(images.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  if (wanted.has('*') && wanted.size > 1)
    throw new CliError('all containers are already specified by *, but saw more than one container_name=container_image pairs');
  await changeEach(context, resources, 'image updated', (object, info) => {
    const spec = podSpecOf(object);
    if (!spec) throw new CliError(`${info.mapping.resource}/${info.name} cannot have its image set: it has no containers`);
    const all = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
    for (const [name, image] of wanted) {
      const found = all.filter((c: any) => name === '*' || c.name === name);
      if (!found.length) throw new CliError(`unable to find container named ${JSON.stringify(name)}`);
      for (const container of found) container.image = image;
    }
  });
}
