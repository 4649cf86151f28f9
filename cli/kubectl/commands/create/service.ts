/** Services of the four types. Those of 1.20 leave the namespace to the path. */
import type { Flag, Flags } from '../../cobra/types.ts';
import { inline, type Command } from '../../cobra/types.ts';
import { KubectlError } from '../../errors.ts';
import { generatorCommand, meta, type Generator } from './generator.ts';

const TCP_FLAG: Flag = { name: 'tcp', type: 'list', usage: 'Ports, as port:targetPort or port; may be repeated.' };

function portsOf(flags: Flags): object[] {
  const node = flags.int('node-port') || undefined;
  return flags.list('tcp').map((text) => {
    const [port, target = port] = text.split(':') as [string, string?];
    if (!/^\d+$/.test(port!) || Number(port) < 1 || Number(port) > 65535) throw new KubectlError(/^\d+$/.test(port!) ? 'invalid port range, must be between 1-65535' : `strconv.Atoi: parsing "${port}": invalid syntax`);
    return { name: text.replace(':', '-'), ...(node ? { nodePort: node } : {}), port: Number(port), protocol: 'TCP', targetPort: /^\d+$/.test(target!) ? Number(target) : target };
  });
}

const make = (type: string) => (name: string, flags: Flags) => {
  const ports = portsOf(flags);
  const clusterIP = flags.string('clusterip');
  if (!ports.length && clusterIP !== 'None' && type !== 'ExternalName') throw new KubectlError('at least one tcp port specifier must be provided');
  const labels = { app: name };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(name, { labels }),
    spec: { ...(clusterIP ? { clusterIP } : {}), ...(type === 'ExternalName' ? { externalName: flags.string('external-name') } : {}), ...(ports.length ? { ports } : {}), selector: labels, type },
    status: { loadBalancer: {} },
  };
};

const generators: Generator[] = [
  { name: 'clusterip', use: 'NAME [--tcp=<port>:<targetPort>]', short: 'Create a service inside the cluster', flags: [TCP_FLAG, { name: 'clusterip', type: 'string', usage: 'Address of the service; None for a headless one.' }], namespaced: 'never', make: make('ClusterIP') },
  { name: 'nodeport', use: 'NAME [--tcp=port:targetPort]', short: 'Create a service on a port of every node', flags: [TCP_FLAG, { name: 'node-port', type: 'int', usage: 'Port of the nodes.' }], namespaced: 'never', make: make('NodePort') },
  { name: 'loadbalancer', use: 'NAME [--tcp=port:targetPort]', short: 'Create a service behind a load balancer', flags: [TCP_FLAG], namespaced: 'never', make: make('LoadBalancer') },
  { name: 'externalname', use: 'NAME --external-name external.name', short: 'Create a service that is a name elsewhere', flags: [TCP_FLAG, { name: 'external-name', type: 'string', required: true, usage: 'The name elsewhere.' }], namespaced: 'never', make: make('ExternalName') },
];

export const service: Command = {
  name: 'service',
  aliases: ['svc'],
  short: 'Create a service',
  commands: generators.map((g) => inline(generatorCommand(g))),
};
