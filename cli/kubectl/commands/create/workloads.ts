/** Deployments, jobs and cron jobs. */
import { CliError } from '../../frame/errors.ts';
import { meta, type Generator } from './generator.ts';

/** A container's name from its image: the last part of the path without tag and digest. */
export const imageName = (image: string): string =>
  image
    .split('/')
    .at(-1)!
    .replace(/[:@].*$/, '')
    .replace(/[^A-Za-z0-9-]/g, '-')
    .toLowerCase();

export const deployment: Generator = {
  name: 'deployment',
  aliases: ['deploy'],
  use: 'NAME --image=image -- [COMMAND] [args...]',
  summary: 'Create a deployment',
  examples: 'kubectl create deployment web --image=nginx --replicas=3',
  flags: [
    { name: 'image', type: 'array', required: true, usage: 'Image to run; may be repeated.' },
    { name: 'replicas', short: 'r', type: 'int', default: 1, usage: 'How many pods.' },
    { name: 'port', type: 'int', default: -1, usage: 'Port of the container.' },
  ],
  namespaced: true,
  failure: 'failed to create deployment',
  takesCommand: true,
  make(name, flags, _context, command) {
    const images = flags.list('image');
    if (images.length > 1 && command.length) throw new CliError('cannot specify multiple --image options and command');
    const port = flags.number('port');
    const containers = images.map((image, i) => ({
      ...(command.length ? { command } : {}),
      image,
      name: imageName(image),
      ...(port >= 0 && i === 0 ? { ports: [{ containerPort: port }] } : {}),
      resources: {},
    }));
    const labels = { app: name };
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta(name, { labels }),
      spec: {
        replicas: flags.number('replicas'),
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { creationTimestamp: null, labels }, spec: { containers } },
      },
      status: {},
    };
  },
};

const podSpec = (name: string, image: string, command: string[], restartPolicy: string): object => ({
  containers: [{ ...(command.length ? { command } : {}), image, name, resources: {} }],
  restartPolicy,
});

export const job: Generator = {
  name: 'job',
  use: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  summary: 'Create a job',
  examples: 'kubectl create job once --image=busybox -- date',
  flags: [
    { name: 'image', type: 'string', usage: 'Image to run.' },
    { name: 'from', type: 'string', usage: 'Cron job to take the template from: cronjob/name.' },
  ],
  namespaced: true,
  failure: 'failed to create job',
  takesCommand: true,
  async make(name, flags, context, command) {
    const [image, from] = [flags.string('image'), flags.string('from')];
    if (Boolean(image) === Boolean(from)) throw new CliError('either --image or --from must be specified');
    if (from && command.length) throw new CliError('cannot specify --from and command');
    const base = { apiVersion: 'batch/v1', kind: 'Job', metadata: meta(name), status: {} };
    if (!from)
      return { ...base, spec: { template: { metadata: { creationTimestamp: null }, spec: podSpec(name, image, command, 'Never') } } };
    const [kind, cronName] = from.split('/');
    const mapping = await context.client().mapper.resourceFor(kind!);
    if (mapping.resource !== 'cronjobs') throw new CliError('from must be an existing cronjob');
    const cron = await context.client().get(mapping, context.config.namespace().name, cronName ?? '');
    const owner = { apiVersion: cron.apiVersion, kind: cron.kind, name: cron.metadata.name!, uid: cron.metadata.uid! };
    return {
      ...base,
      metadata: meta(name, {
        annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...cron.spec.jobTemplate.metadata?.annotations },
        labels: cron.spec.jobTemplate.metadata?.labels,
        ownerReferences: [owner],
      }),
      spec: cron.spec.jobTemplate.spec,
    };
  },
};

export const cronjob: Generator = {
  name: 'cronjob',
  aliases: ['cj'],
  use: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...]",
  summary: 'Create a cron job',
  examples: "kubectl create cronjob often --image=busybox --schedule='*/5 * * * *' -- date",
  flags: [
    { name: 'image', type: 'string', required: true, usage: 'Image to run.' },
    { name: 'schedule', type: 'string', required: true, usage: 'When to run, in cron format.' },
    { name: 'restart', type: 'string', usage: 'Restart policy of the pods: OnFailure or Never.' },
  ],
  namespaced: true,
  failure: 'failed to create cronjob',
  takesCommand: true,
  make: (name, flags, _context, command) => ({
    apiVersion: 'batch/v1beta1',
    kind: 'CronJob',
    metadata: meta(name),
    spec: {
      jobTemplate: {
        metadata: { creationTimestamp: null, name },
        spec: {
          template: {
            metadata: { creationTimestamp: null },
            spec: podSpec(name, flags.string('image'), command, flags.string('restart') || 'OnFailure'),
          },
        },
      },
      schedule: flags.string('schedule'),
    },
    status: {},
  }),
};
