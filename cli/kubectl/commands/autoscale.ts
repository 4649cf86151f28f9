import { fileFlags } from '../client/files.ts';
import { collectionPath } from '../client/client.ts';
import { selected } from '../change.ts';
import { asError, CliError, throwAll } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { DRY_RUN_FLAG, dryRunOf, fieldManagerFlag, RECORD_FLAG, SAVE_CONFIG_FLAG, teller, writeQuery } from '../mutate.ts';
import { OUTPUT_FLAGS } from '../print/output.ts';

export default {
  usage: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU] [options]',
  about: 'Makes a horizontal pod autoscaler for a workload.',
  examples: [['Between two and ten pods', 'kubectl autoscale deployment web --min=2 --max=10 --cpu-percent=80']],
  flags: [
    ...fileFlags('to autoscale'),
    ...OUTPUT_FLAGS,
    DRY_RUN_FLAG,
    RECORD_FLAG,
    SAVE_CONFIG_FLAG,
    fieldManagerFlag('kubectl-autoscale'),
    { name: 'cpu-percent', type: 'int', default: -1, usage: 'The use of CPU to aim at, in per cent of what pods ask for.' },
    { name: 'max', type: 'int', default: -1, required: true, usage: 'The most pods.' },
    { name: 'min', type: 'int', default: -1, usage: 'The fewest pods.' },
    { name: 'name', type: 'string', usage: 'Name of the autoscaler; that of the workload unless given.' },
  ],
  run,
} satisfies Command;

const SCALABLE = ['deployments', 'replicasets', 'replicationcontrollers', 'statefulsets'];

async function run(context: CommandContext): Promise<void> {
  const { flags } = context;
  const [min, max, cpu] = ['min', 'max', 'cpu-percent'].map((f) => flags.number(f)) as [number, number, number];
  if (max < 1) throw new CliError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) throw new CliError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  const dryRun = dryRunOf(context);
  const tell = await teller(context, dryRun, { typed: true });
  const { infos, error } = await selected(context, context.args).infos();
  const errors = error ? [error] : [];
  for (const info of infos) {
    try {
      const { mapping, name, namespace } = info;
      if (!SCALABLE.includes(mapping.resource))
        throw new CliError(
          `cannot autoscale a ${mapping.kind}: could not find scale subresource for ${mapping.group ? `${mapping.group}/` : '/'}${mapping.version}, Resource=${mapping.resource} in discovery information`,
        );
      const hpa = {
        apiVersion: 'autoscaling/v1',
        kind: 'HorizontalPodAutoscaler',
        metadata: { creationTimestamp: null, name: flags.string('name') || name },
        spec: {
          maxReplicas: max,
          ...(min > 0 ? { minReplicas: min } : {}),
          scaleTargetRef: { apiVersion: mapping.group ? `${mapping.group}/${mapping.version}` : mapping.version, kind: mapping.kind, name },
          ...(cpu >= 0 ? { targetCPUUtilizationPercentage: cpu } : {}),
        },
        status: { currentReplicas: 0, desiredReplicas: 0 },
      };
      const client = context.client();
      const resource = await client.mapper.forKind('autoscaling', 'v1', 'HorizontalPodAutoscaler');
      const made =
        dryRun === 'client'
          ? hpa
          : await client.object('POST', collectionPath(resource, namespace), {
              body: hpa as any,
              query: writeQuery(dryRun, flags.string('field-manager')),
            });
      await tell(made as any, 'autoscaled');
    } catch (problem) {
      errors.push(asError(problem));
    }
  }
  throwAll(errors);
}
