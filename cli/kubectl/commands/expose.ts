import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { fileFlags } from '../client/files.ts';
import { collectionPath } from '../client/client.ts';
import { selected } from '../change.ts';
import { CliError, throwAll, UsageError, asError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { DRY_RUN_FLAG, dryRunOf, fieldManagerFlag, RECORD_FLAG, SAVE_CONFIG_FLAG, SELECTOR_FLAG, teller, writeQuery } from '../mutate.ts';
import { OUTPUT_FLAGS } from '../print/output.ts';
import type { Mapping } from '../client/mapper.ts';
import type { Info } from '../client/builder.ts';

export default {
  usage:
    '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type] [options]',
  about: 'Makes a service for a workload, a pod or another service: same selector, port as said or as its containers have it.',
  examples: [['A deployment at port 80', 'kubectl expose deployment web --port=80 --target-port=8000']],
  flags: [
    ...fileFlags('to expose'),
    ...OUTPUT_FLAGS,
    DRY_RUN_FLAG,
    RECORD_FLAG,
    SAVE_CONFIG_FLAG,
    { ...SELECTOR_FLAG, usage: 'Selector of the service, instead of that of the workload.' },
    fieldManagerFlag('kubectl-expose'),
    { name: 'cluster-ip', type: 'string', usage: 'Address of the service; None for a headless one.' },
    { name: 'external-ip', type: 'string', usage: 'An address outside the cluster at which nodes take traffic for it.' },
    { name: 'labels', type: 'string', usage: 'Labels of the service.' },
    { name: 'load-balancer-ip', type: 'string', usage: 'Address of the load balancer.' },
    { name: 'name', type: 'string', usage: 'Name of the service; that of the workload unless given.' },
    { name: 'port', type: 'string', usage: 'Port of the service.' },
    { name: 'protocol', type: 'string', usage: 'TCP, UDP or SCTP; TCP unless given.' },
    { name: 'session-affinity', type: 'string', usage: 'None or ClientIP.' },
    { name: 'target-port', type: 'string', usage: 'Port of the containers, by number or name.' },
    { name: 'type', type: 'string', usage: 'ClusterIP, NodePort, LoadBalancer or ExternalName.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  if (!context.args.length && !context.flags.list('filename').length)
    throw new UsageError('You must provide one or more resources by argument or filename.');
  const dryRun = dryRunOf(context);
  const tell = await teller(context, dryRun, { typed: true });
  // The selector flag is the service's, not a choice of objects.
  const { infos, error } = await selected(context, context.args, { labelSelector: '' }).infos();
  const errors = error ? [error] : [];
  for (const info of infos) {
    try {
      if (!SELECTORS[groupKind(info.mapping)]) throw new CliError(`cannot expose a ${groupKind(info.mapping)}`);
      const service = serviceFor(info, context);
      if (dryRun === 'client') {
        await tell(service, 'exposed');
        continue;
      }
      const client = context.client();
      const mapping = await client.mapper.resourceFor('services');
      const query = writeQuery(dryRun, context.flags.string('field-manager'));
      await tell(await client.object('POST', collectionPath(mapping, info.namespace), { body: service as any, query }), 'exposed');
    } catch (problem) {
      errors.push(asError(problem));
    }
  }
  throwAll(errors);
}

function serviceFor(info: Info, { flags }: CommandContext): KubeObject {
  const object = info.object!;
  const selector = flags.string('selector') ? pairs(flags.string('selector')) : selectorOf(info);
  const ports = portsOf(object, flags);
  const labels = flags.string('labels') ? pairs(flags.string('labels')) : object.metadata.labels;
  const clusterIP = flags.string('cluster-ip');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      creationTimestamp: null,
      ...(labels ? { labels } : {}),
      name: flags.string('name') || info.name.slice(0, 63),
    },
    spec: {
      ...(clusterIP ? { clusterIP } : {}),
      ...(flags.string('external-ip') ? { externalIPs: [flags.string('external-ip')] } : {}),
      ...(flags.string('load-balancer-ip') ? { loadBalancerIP: flags.string('load-balancer-ip') } : {}),
      ports,
      selector,
      ...(flags.string('session-affinity') ? { sessionAffinity: flags.string('session-affinity') } : {}),
      ...(flags.string('type') ? { type: flags.string('type') } : {}),
    },
    status: { loadBalancer: {} },
  };
}

/** How each kind that can be exposed selects its pods. */
const SELECTORS: Record<string, (object: KubeObject) => { matchLabels?: Record<string, string>; matchExpressions?: object[] } | undefined> =
  {
    'Deployment.apps': ({ spec }) => spec.selector,
    'ReplicaSet.apps': ({ spec }) => spec.selector,
    ReplicationController: ({ spec }) => ({ matchLabels: spec.selector }),
    Service: ({ spec }) => ({ matchLabels: spec.selector }),
    Pod: ({ metadata }) => ({ matchLabels: metadata.labels }),
  };

const groupKind = ({ kind, group }: Mapping): string => (group ? `${kind}.${group}` : kind);

function selectorOf({ object, mapping, name }: Info): Record<string, string> {
  const { matchLabels = {}, matchExpressions = [] } = SELECTORS[groupKind(mapping)]!(object!) ?? {};
  const failed = (why: string) => new CliError(`couldn't retrieve selectors via --selector flag or introspection: ${why}`);
  if (matchExpressions.length)
    throw failed(`couldn't convert expressions - ${JSON.stringify(JSON.stringify(matchExpressions))} to map-based selector format`);
  if (Object.keys(matchLabels).length) return matchLabels;
  throw failed(
    mapping.kind === 'Pod'
      ? 'the pod has no labels and cannot be exposed'
      : `the ${mapping.kind.toLowerCase()} ${name} has no selector set`,
  );
}

function portsOf(object: KubeObject, flags: CommandContext['flags']): object[] {
  const protocol = flags.string('protocol');
  const target = flags.string('target-port');
  const own =
    object.kind === 'Service'
      ? (object.spec.ports ?? [])
      : ((object.kind === 'Pod' ? object.spec : object.spec.template?.spec)?.containers?.flatMap((c: any) => c.ports ?? []) ?? []);
  const given = flags.string('port') ? flags.string('port').split(',').map(readPort) : own.map((p: any) => p.containerPort ?? p.port);
  if (!given.length && flags.string('cluster-ip') !== 'None') throw new UsageError("couldn't find port via --port flag or introspection");
  return given.map((port: number, i: number) => ({
    ...(given.length > 1 ? { name: `port-${i + 1}` } : {}),
    port,
    protocol: protocol || own.find((p: any) => (p.containerPort ?? p.port) === port)?.protocol || 'TCP',
    targetPort: target ? (/^\d+$/.test(target) ? Number(target) : target) : port,
  }));
}

function readPort(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw new CliError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** `a=b,c=d` as a map: generate.ParseLabels. */
function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [key, value, ...more] = pair.split('=');
      if (value === undefined || more.length) throw new CliError(`unexpected label spec: ${pair}`);
      if (!key) throw new CliError('unexpected empty label key');
      return [key, value];
    }),
  );
}
