import { CliError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { changeEach, changeFlags } from '../../change.ts';

export default {
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [options]',
  about: 'Sets the selector of a service. What it selected before is forgotten.',
  examples: [['Other pods', "kubectl set selector service web 'app=web,tier=front'"]],
  flags: changeFlags('kubectl-set'),
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const expressions = context.args.filter((a) => a.includes('='));
  if (expressions.length !== 1) throw new CliError('one selector is required');
  const selector = Object.fromEntries(expressions[0]!.split(',').map((pair) => pair.split(/==?/) as [string, string]));
  const resources = context.args.filter((a) => !a.includes('='));
  await changeEach(context, resources, {
    operation: 'selector updated',
    tellsUnchanged: true,
    change(object, info) {
      if (info.mapping.resource !== 'services') throw new CliError(`setting a selector is only supported for Services`);
      object.spec.selector = selector;
    },
  });
}
