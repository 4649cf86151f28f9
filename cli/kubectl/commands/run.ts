import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { applyMergePatch } from '../../../formats/mergepatch.ts';
import { collectionPath } from '../client/client.ts';
import { CliError, UsageError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { DRY_RUN_FLAG, RECORD_FLAG, SAVE_CONFIG_FLAG, dryRunOf, fieldManagerFlag, teller, withChangeCause, writeQuery } from '../mutate.ts';
import { OUTPUT_FLAGS } from '../print/output.ts';

export default {
  usage:
    'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]',
  about: 'Creates a pod that runs an image.',
  examples: [
    ['A web server', 'kubectl run web --image=nginx'],
    ['What that would send', 'kubectl run web --image=nginx --dry-run=client -o yaml'],
    ['A job to be done once', 'kubectl run once --image=busybox --restart=Never -- echo hello'],
  ],
  flags: [
    ...OUTPUT_FLAGS,
    DRY_RUN_FLAG,
    RECORD_FLAG,
    SAVE_CONFIG_FLAG,
    fieldManagerFlag('kubectl-run'),
    { name: 'annotations', type: 'array', usage: 'key=value for the pod; may be repeated.' },
    { name: 'attach', type: 'bool', usage: 'Attaches to the container.' },
    { name: 'command', type: 'bool', usage: 'What stands after -- is the command, not its arguments.' },
    { name: 'env', type: 'array', usage: 'A variable, as NAME=value; may be repeated.' },
    { name: 'expose', type: 'bool', usage: 'Makes a service too; needs --port.' },
    { name: 'hostport', type: 'int', default: -1, usage: 'The port on the node.' },
    { name: 'image', type: 'string', required: true, usage: 'The image.' },
    { name: 'image-pull-policy', type: 'string', usage: 'Always, IfNotPresent or Never.' },
    { name: 'labels', short: 'l', type: 'string', usage: 'Labels instead of run=NAME, with commas.' },
    { name: 'limits', type: 'string', usage: 'Limits, as cpu=200m,memory=512Mi.' },
    { name: 'overrides', type: 'string', usage: 'JSON that is merged into the object.' },
    { name: 'port', type: 'string', usage: 'The port that the container listens on.' },
    { name: 'privileged', type: 'bool', usage: 'Runs the container privileged.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: 'Says nothing.' },
    { name: 'requests', type: 'string', usage: 'Requests, as cpu=100m,memory=256Mi.' },
    { name: 'restart', type: 'string', default: 'Always', usage: 'Always, OnFailure or Never.' },
    { name: 'rm', type: 'bool', usage: 'Deletes the pod at the end; needs --attach or -i.' },
    { name: 'serviceaccount', type: 'string', usage: 'The service account of the pod.' },
    { name: 'stdin', short: 'i', type: 'bool', usage: 'Keeps stdin open.' },
    { name: 'tty', short: 't', type: 'bool', usage: 'Gives the container a terminal.' },
  ],
  run,
} satisfies Command;

const RESTARTS = ['Always', 'OnFailure', 'Never'];
/** github.com/docker/distribution's reference, as far as it refuses. */
const IMAGE =
  /^(?:(?:[a-zA-Z0-9][a-zA-Z0-9-]*)(?:\.[a-zA-Z0-9-]+)*(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,})?$/;

async function run(context: CommandContext): Promise<void> {
  const { flags, args, dashAt } = context;
  const names = dashAt >= 0 ? args.slice(0, dashAt) : args.slice(0, 1);
  const [name] = names;
  if (name === undefined) throw new UsageError('NAME is required for run');
  const image = flags.string('image');
  if (!IMAGE.test(image)) throw new CliError(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
  if (flags.bool('rm') && !flags.bool('attach') && !flags.bool('stdin'))
    throw new CliError('--rm should only be used for attached containers');
  if (flags.bool('tty') && !flags.bool('stdin')) throw new CliError('-i/--stdin is required for containers with -t/--tty=true');
  if (flags.bool('attach') || flags.bool('stdin') || flags.bool('rm'))
    throw new CliError('akslab does not simulate attaching to a container yet: run the pod, then use kubectl exec');
  if (!RESTARTS.includes(flags.string('restart'))) throw new CliError(`invalid restart policy: ${flags.string('restart')}`);
  if (flags.bool('expose') && !flags.string('port')) throw new UsageError('--port must be set when exposing a service');
  const dryRun = dryRunOf(context);
  const tell = await teller(context, dryRun, { typed: true });
  const namespace = context.config.namespace();
  const objects = [
    podOf(name, args.slice(names.length), context),
    ...(flags.bool('expose') ? [serviceOf(name, flags.string('port'))] : []),
  ];
  for (let object of objects) {
    if (namespace.explicit) object.metadata.namespace = namespace.name;
    if (flags.bool('record')) object = withChangeCause(object, context);
    if (flags.bool('save-config')) object = (await import('./apply/last-applied.ts')).withLastApplied(object);
    if (dryRun !== 'client') {
      const mapping = await context.client().mapper.forKind('', 'v1', object.kind);
      object = await context.client().object('POST', collectionPath(mapping, namespace.name), {
        query: writeQuery(dryRun, flags.string('field-manager')),
        body: object,
      });
    }
    if (!flags.bool('quiet')) await tell(object, 'created');
  }
}

function podOf(name: string, words: string[], { flags }: CommandContext): KubeObject {
  const port = flags.string('port');
  const resources = { ...quantities('limits', flags.string('limits')), ...quantities('requests', flags.string('requests')) };
  const container = {
    ...(words.length ? (flags.bool('command') ? { command: words } : { args: words }) : {}),
    ...(flags.list('env').length ? { env: flags.list('env').map(variable) } : {}),
    image: flags.string('image'),
    ...(flags.string('image-pull-policy') ? { imagePullPolicy: flags.string('image-pull-policy') } : {}),
    name,
    ...(port
      ? { ports: [{ containerPort: portNumber(port), ...(flags.number('hostport') >= 0 ? { hostPort: flags.number('hostport') } : {}) }] }
      : {}),
    resources,
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
  };
  const annotations = pairs(flags.list('annotations'), 'annotation');
  const labels = flags.string('labels') ? pairs(flags.string('labels').split(','), 'label') : { run: name };
  const pod: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { creationTimestamp: null, ...(Object.keys(annotations).length ? { annotations } : {}), labels, name },
    spec: {
      containers: [container],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: flags.string('restart'),
      ...(flags.string('serviceaccount') ? { serviceAccountName: flags.string('serviceaccount') } : {}),
    },
    status: {},
  };
  return flags.string('overrides') ? overridden(pod, flags.string('overrides')) : pod;
}

function serviceOf(name: string, port: string): KubeObject {
  const number = portNumber(port);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { creationTimestamp: null, name },
    spec: { ports: [{ port: number, protocol: 'TCP', targetPort: number }], selector: { run: name } },
    status: { loadBalancer: {} },
  };
}

function portNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new CliError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

function variable(text: string): { name: string; value?: string } {
  const equals = text.indexOf('=');
  const name = text.slice(0, equals);
  if (equals < 1 || !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) throw new CliError(`invalid env: ${text}`);
  const value = text.slice(equals + 1);
  return value ? { name, value } : { name };
}

function pairs(list: readonly string[], what: string): Record<string, string> {
  return Object.fromEntries(
    list.map((text) => {
      const equals = text.indexOf('=');
      if (equals < 1) throw new CliError(`unexpected ${what} spec: ${text}`);
      return [text.slice(0, equals), text.slice(equals + 1)];
    }),
  );
}

function quantities(field: 'limits' | 'requests', text: string): Record<string, Record<string, string>> {
  if (!text) return {};
  return {
    [field]: Object.fromEntries(
      text.split(',').map((pair) => {
        const parts = pair.split('=');
        if (parts.length !== 2) throw new CliError(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
        return parts as [string, string];
      }),
    ),
  };
}

function overridden(pod: KubeObject, text: string): KubeObject {
  let patch: any;
  try {
    patch = JSON.parse(text);
  } catch (error) {
    throw new CliError(`invalid --overrides: ${(error as Error).message}`);
  }
  return applyMergePatch(pod as any, patch) as any;
}
