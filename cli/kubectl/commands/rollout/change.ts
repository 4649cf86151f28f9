/** rollout restart, pause and resume: one field of the spec each. */
import { timestamp } from '../../../../core/clock.ts';
import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import type { Info } from '../../client/builder.ts';
import { fileFlags } from '../../client/files.ts';
import { selected, send } from '../../change.ts';
import { copy } from '../../../../core/kubernetes/object.ts';
import { asError, CliError, throwAll } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { fieldManagerFlag, teller } from '../../mutate.ts';
import { OUTPUT_FLAGS } from '../../print/output.ts';

export interface RolloutChange {
  about: string;
  example: readonly [string, string];
  operation: string;
  /** Changes the object, or throws why not. */
  change(object: KubeObject, info: Info, context: CommandContext): void;
}

/** A command for one such change. */
export function changeCommand({ about, example, operation, change }: RolloutChange): Command {
  return {
    usage: '(TYPE NAME | TYPE/NAME) [options]',
    about,
    examples: [example],
    flags: [...fileFlags('to change'), ...OUTPUT_FLAGS, fieldManagerFlag('kubectl-rollout')],
    async run(context) {
      if (!context.args.length && !context.flags.list('filename').length) throw new CliError('required resource not specified');
      const tell = await teller(context, 'none');
      const { infos, error } = await selected(context, context.args, { allowEmptySelector: true }).infos();
      const errors = error ? [error] : [];
      for (const info of infos) {
        try {
          const modified = copy(info.object!);
          change(modified, info, context);
          await tell(await send(context, info, modified, 'none'), operation);
        } catch (problem) {
          errors.push(asError(problem));
        }
      }
      throwAll(errors);
    },
  };
}

const RESTARTABLE = ['deployments', 'daemonsets', 'statefulsets'];

export const restart: RolloutChange = {
  about: 'Replaces the pods of a workload by new ones, as a rollout.',
  example: ['New pods', 'kubectl rollout restart deployment/web'],
  operation: 'restarted',
  change(object, info, context) {
    if (!RESTARTABLE.includes(info.mapping.resource))
      throw new CliError(`${qualified(info)} ${JSON.stringify(info.name)} restarting is not supported`);
    if (object.spec.paused) throw new CliError(`can't restart paused deployment (run rollout resume first)`);
    const metadata = (object.spec.template.metadata ??= {});
    metadata.annotations = { ...metadata.annotations, 'kubectl.kubernetes.io/restartedAt': timestamp(context.lab.clock.now()) };
  },
};

const onlyDeployments = (object: KubeObject, info: Info, verb: string): void => {
  if (info.mapping.resource !== 'deployments')
    throw new CliError(`${qualified(info)} ${JSON.stringify(info.name)} ${verb} is not supported`);
};

export const pause: RolloutChange = {
  about: 'Stops a deployment from reacting to changes of its template until it is resumed.',
  example: ['Stop', 'kubectl rollout pause deployment/web'],
  operation: 'paused',
  change(object, info) {
    onlyDeployments(object, info, 'pausing');
    if (object.spec.paused)
      throw new CliError(`${info.mapping.resource}.${info.mapping.group} ${JSON.stringify(info.name)} is already paused`);
    object.spec.paused = true;
  },
};

export const resume: RolloutChange = {
  about: 'Lets a paused deployment go on.',
  example: ['Go on', 'kubectl rollout resume deployment/web'],
  operation: 'resumed',
  change(object, info) {
    onlyDeployments(object, info, 'resuming');
    if (!object.spec.paused)
      throw new CliError(`${info.mapping.resource}.${info.mapping.group} ${JSON.stringify(info.name)} is not paused`);
    delete object.spec.paused;
  },
};

const qualified = ({ mapping: { resource, group } }: Info): string => (group ? `${resource}.${group}` : resource);
