import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { CliError } from '../frame/errors.ts';
import type { Command } from '../frame/types.ts';

export default {
  usage: '[flags] [options]',
  about: 'Shows where the control plane and the services of the cluster are.',
  examples: [['Of the current context', 'kubectl cluster-info']],
  flags: [],
  async run({ args, client, out }) {
    if (args[0] === 'dump') throw new CliError('akslab does not simulate cluster-info dump yet');
    const { items } = await client().object('GET', '/api/v1/namespaces/kube-system/services', {
      query: { labelSelector: 'kubernetes.io/cluster-service=true' },
    });
    const server = client().server;
    out(line('Kubernetes control plane', server));
    for (const service of items as KubeObject[])
      out(line(service.metadata.labels?.['kubernetes.io/name'] ?? service.metadata.name!, server + proxyPath(service)));
    out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
  },
} satisfies Command;

/** kubectl 1.20 colours this even where no terminal is. */
const line = (name: string, link: string): string => `\u001b[0;32m${name}\u001b[0m is running at \u001b[0;33m${link}\u001b[0m\n`;

/** `https:name:port`, as far as there is something to say. */
function proxyPath({ metadata, spec }: KubeObject): string {
  const [port] = spec.ports ?? [];
  const scheme = port && (port.name === 'https' || port.port === 443) ? 'https' : '';
  const name = scheme ? `${scheme}:${metadata.name}:${port.name ?? ''}` : port?.name ? `${metadata.name}:${port.name}` : metadata.name;
  return `/api/v1/namespaces/${metadata.namespace}/services/${name}/proxy`;
}
