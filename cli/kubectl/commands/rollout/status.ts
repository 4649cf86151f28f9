import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { infoPath } from '../../client/builder.ts';
import { fileFlags } from '../../client/files.ts';
import { selected } from '../../change.ts';
import { CliError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';

export default {
  usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  about: 'Waits until a rollout is done, and says how far it is.',
  examples: [
    ['Until it is done', 'kubectl rollout status deployment/web'],
    ['As it is now', 'kubectl rollout status deployment/web --watch=false'],
  ],
  flags: [
    ...fileFlags('to look at'),
    { name: 'revision', type: 'int', usage: 'Stop when the workload has another revision than this.' },
    { name: 'timeout', type: 'duration', default: 0, usage: 'How long to wait; 0 for as long as it takes.' },
    { name: 'watch', short: 'w', type: 'bool', default: true, usage: 'Whether to wait.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<number | void> {
  const { flags, lab, terminal } = context;
  if (!context.args.length && !flags.list('filename').length) throw new CliError('required resource not specified');
  const { infos, error } = await selected(context, context.args, { allowEmptySelector: true }).infos();
  if (error) throw error;
  if (infos.length !== 1)
    throw new CliError(
      `rollout status is only supported on individual resources and resource collections - ${infos.length} resources were found`,
    );
  const info = infos[0]!;
  const viewer = VIEWERS[info.mapping.resource];
  if (!viewer) throw new CliError(`no status viewer has been implemented for ${info.mapping.kind}`);
  const until = flags.number('timeout') ? lab.clock.now() + flags.number('timeout') : undefined;
  let said = '';
  for (let object = info.object!; ; object = await context.client().object('GET', infoPath(info))) {
    const { text, done } = viewer(object, flags.number('revision'));
    if (text !== said) context.out(text);
    said = text;
    if (done || !flags.bool('watch')) return;
    if (until !== undefined && lab.clock.now() >= until) throw new CliError('timed out waiting for the condition');
    await lab.change({ until, signal: terminal.signal });
  }
}

type Viewer = (object: KubeObject, revision: number) => { text: string; done: boolean };

const waiting = (text: string) => ({ text, done: false });
const done = (text: string) => ({ text, done: true });

/** One function a kind: what it says, and whether the rollout is done. */
const VIEWERS: Record<string, Viewer> = {
  deployments({ metadata, spec, status = {} }, revision) {
    const own = Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    if (revision && revision !== own) throw new CliError(`desired revision (${revision}) is different from the running revision (${own})`);
    if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0))
      return waiting('Waiting for deployment spec update to be observed...\n');
    const progressing = status.conditions?.find((c: any) => c.type === 'Progressing');
    if (progressing?.reason === 'ProgressDeadlineExceeded')
      throw new CliError(`deployment ${JSON.stringify(metadata.name)} exceeded its progress deadline`);
    const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
    if (updatedReplicas < spec.replicas)
      return waiting(
        `Waiting for deployment ${JSON.stringify(metadata.name)} rollout to finish: ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...\n`,
      );
    if (replicas > updatedReplicas)
      return waiting(
        `Waiting for deployment ${JSON.stringify(metadata.name)} rollout to finish: ${replicas - updatedReplicas} old replicas are pending termination...\n`,
      );
    if (availableReplicas < updatedReplicas)
      return waiting(
        `Waiting for deployment ${JSON.stringify(metadata.name)} rollout to finish: ${availableReplicas} of ${updatedReplicas} updated replicas are available...\n`,
      );
    return done(`deployment ${JSON.stringify(metadata.name)} successfully rolled out\n`);
  },
  daemonsets({ metadata, spec, status = {} }) {
    if (spec.updateStrategy?.type !== 'RollingUpdate')
      throw new CliError(`rollout status is only available for RollingUpdate strategy type`);
    if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0))
      return waiting('Waiting for daemon set spec update to be observed...\n');
    const { updatedNumberScheduled = 0, desiredNumberScheduled = 0, numberAvailable = 0 } = status;
    if (updatedNumberScheduled < desiredNumberScheduled)
      return waiting(
        `Waiting for daemon set ${JSON.stringify(metadata.name)} rollout to finish: ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...\n`,
      );
    if (numberAvailable < desiredNumberScheduled)
      return waiting(
        `Waiting for daemon set ${JSON.stringify(metadata.name)} rollout to finish: ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...\n`,
      );
    return done(`daemon set ${JSON.stringify(metadata.name)} successfully rolled out\n`);
  },
  statefulsets({ metadata, spec, status = {} }) {
    if (spec.updateStrategy?.type !== 'RollingUpdate')
      throw new CliError(`rollout status is only available for RollingUpdate strategy type`);
    if (!status.observedGeneration || (metadata.generation ?? 0) > status.observedGeneration)
      return waiting('Waiting for statefulset spec update to be observed...\n');
    const { readyReplicas = 0, updatedReplicas = 0, updateRevision, currentRevision } = status;
    if (readyReplicas < spec.replicas) return waiting(`Waiting for ${spec.replicas - readyReplicas} pods to be ready...\n`);
    const partition = spec.updateStrategy.rollingUpdate?.partition ?? 0;
    if (partition > 0) {
      if (updatedReplicas < spec.replicas - partition)
        return waiting(
          `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${spec.replicas - partition} new pods have been updated...\n`,
        );
      return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...\n`);
    }
    if (updateRevision !== currentRevision)
      return waiting(`waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...\n`);
    return done(`statefulset rolling update complete ${status.currentReplicas ?? 0} pods at revision ${currentRevision}...\n`);
  },
};
