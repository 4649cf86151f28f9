/** Services of the four types. Those of 1.20 leave the namespace to the path. */
import type { Flags } from '../../frame/flags.ts';
import type { FlagSpec } from '../../frame/types.ts';
import { CliError } from '../../frame/errors.ts';
import { meta, type Generator } from './generator.ts';

const TCP_FLAG: FlagSpec = { name: 'tcp', type: 'strings', usage: 'Ports, as port:targetPort or port; may be repeated.' };

function portsOf(flags: Flags): object[] {
  const node = flags.number('node-port') || undefined;
  return flags.list('tcp').map((text) => {
    const [port, target = port] = text.split(':') as [string, string?];
    if (!/^\d+$/.test(port!) || Number(port) < 1 || Number(port) > 65535)
      throw new CliError(
        /^\d+$/.test(port!) ? 'invalid port range, must be between 1-65535' : `strconv.Atoi: parsing "${port}": invalid syntax`,
      );
    return {
      name: text.replace(':', '-'),
      ...(node ? { nodePort: node } : {}),
      port: Number(port),
      protocol: 'TCP',
      targetPort: /^\d+$/.test(target!) ? Number(target) : target,
    };
  });
}

const make = (type: string) => (name: string, flags: Flags) => {
  const ports = portsOf(flags);
  const clusterIP = flags.string('clusterip');
  if (!ports.length && clusterIP !== 'None' && type !== 'ExternalName')
    throw new CliError('at least one tcp port specifier must be provided');
  const labels = { app: name };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(name, { labels }),
    spec: {
      ...(clusterIP ? { clusterIP } : {}),
      ...(type === 'ExternalName' ? { externalName: flags.string('external-name') } : {}),
      ...(ports.length ? { ports } : {}),
      selector: labels,
      type,
    },
    status: { loadBalancer: {} },
  };
};

const generator = (name: string, type: string, usage: string, summary: string, flags: readonly FlagSpec[]): Generator => ({
  name,
  use: usage,
  summary,
  flags: [TCP_FLAG, ...flags],
  namespaced: 'never',
  failure: `failed to create ${type} service`,
  make: make(type),
});

export const clusterip = generator(
  'clusterip',
  'ClusterIP',
  'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
  'Makes a service inside the cluster.',
  [{ name: 'clusterip', type: 'string', usage: 'Address of the service; None for a headless one.' }],
);
export const nodeport = generator(
  'nodeport',
  'NodePort',
  'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  'Makes a service on a port of every node.',
  [{ name: 'node-port', type: 'int', usage: 'Port of the nodes.' }],
);
export const loadbalancer = generator(
  'loadbalancer',
  'LoadBalancer',
  'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  'Makes a service behind a load balancer.',
  [],
);
export const externalname = generator(
  'externalname',
  'ExternalName',
  'NAME --external-name external.name [--dry-run=server|client|none]',
  'Makes a service that is a name for something elsewhere.',
  [{ name: 'external-name', type: 'string', required: true, usage: 'The name elsewhere.' }],
);
