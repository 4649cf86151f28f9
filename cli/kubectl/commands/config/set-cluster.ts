import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { changeKubeconfig, onlyArgument } from './change.ts';

export default {
  usage: 'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [options]',
  about: 'Makes a cluster entry, or changes what is given of one.',
  examples: [['Another address', 'kubectl config set-cluster aks --server=https://aks.example:443']],
  flags: [{ name: 'embed-certs', type: 'bool', usage: "Puts the certificate's text into the kubeconfig." }],
  async run(context) {
    const { flags, terminal } = context;
    const name = onlyArgument(context);
    const authority = flags.string('certificate-authority');
    if (flags.bool('embed-certs') && !authority) throw new CliError('you must specify a --certificate-authority to embed');
    changeKubeconfig(context, (config) => {
      const entry = (config.clusters[name] ??= {});
      if (flags.changed('server')) entry.server = flags.string('server');
      if (flags.changed('insecure-skip-tls-verify')) entry['insecure-skip-tls-verify'] = flags.bool('insecure-skip-tls-verify');
      if (flags.changed('tls-server-name')) entry['tls-server-name'] = flags.string('tls-server-name');
      if (!authority) return;
      delete entry['certificate-authority'];
      delete entry['certificate-authority-data'];
      if (flags.bool('embed-certs')) entry['certificate-authority-data'] = btoa(terminal.files.read(authority));
      else entry['certificate-authority'] = authority;
    });
    context.out(`Cluster ${JSON.stringify(name)} set.\n`);
  },
} satisfies Command;
