import { parseQuantity } from '../../../../core/kubernetes/schema/index.ts';
import { CliError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { changeEach, changeFlags, requirePodSpec } from '../../change.ts';

export default {
  usage: '(-f FILENAME | TYPE NAME) ([--limits=LIMITS & --requests=REQUESTS] [options]',
  about: 'Sets what containers ask for and may use.',
  examples: [['Limits and requests', 'kubectl set resources deployment web --limits=cpu=200m,memory=512Mi --requests=cpu=100m']],
  flags: [
    ...changeFlags('kubectl-set'),
    { name: 'containers', short: 'c', type: 'string', default: '*', usage: 'Names of the containers; * for all.' },
    { name: 'limits', type: 'string', usage: 'What may be used: cpu=200m,memory=512Mi.' },
    { name: 'requests', type: 'string', usage: 'What is asked for: cpu=100m,memory=256Mi.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const limits = read(context.flags.string('limits'));
  const requests = read(context.flags.string('requests'));
  const wanted = context.flags.string('containers');
  await changeEach(context, context.args, {
    operation: 'resource requirements updated',
    failure: 'failed to patch resources update to pod template',
    validate() {
      if (!limits && !requests) throw new CliError('you must specify an update to requests or limits (in the form of --requests/--limits)');
    },
    change(object, info) {
      const containers = requirePodSpec(object, info).containers.filter((c: any) => wanted === '*' || c.name === wanted);
      if (!containers.length) throw new CliError(`unable to find container named ${wanted}`);
      for (const container of containers) {
        const resources = (container.resources ??= {});
        if (limits) resources.limits = { ...resources.limits, ...limits };
        if (requests) resources.requests = { ...resources.requests, ...requests };
      }
    },
  });
}

function read(text: string): Record<string, string> | undefined {
  if (!text) return undefined;
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [name, amount, more] = pair.split('=');
      if (!amount || more !== undefined) throw new CliError(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
      const quantity = parseQuantity(amount);
      if ('error' in quantity) throw new CliError(quantity.error);
      return [name!, amount];
    }),
  );
}
