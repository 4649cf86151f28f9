import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { CliError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { emptyKubeconfig, kubeconfigJson, type Kubeconfig } from '../../kubeconfig/file.ts';
import { OUTPUT_FLAGS, print, printerFor } from '../../print/output.ts';

export default {
  usage: '[flags] [options]',
  about: 'Shows the kubeconfig; certificates, keys and tokens only with --raw.',
  examples: [
    ['What there is', 'kubectl config view'],
    ['What the current context needs, with its certificates', 'kubectl config view --minify --raw'],
  ],
  flags: [
    ...OUTPUT_FLAGS,
    { name: 'flatten', type: 'bool', usage: 'Puts the texts of files into what is shown.' },
    { name: 'merge', type: 'bool', default: true, usage: 'Merges all kubeconfig files.' },
    { name: 'minify', type: 'bool', usage: 'Only what the current context needs.' },
    { name: 'raw', type: 'bool', usage: 'Shows secrets too.' },
  ],
  async run(context) {
    const { flags, config } = context;
    if (!flags.bool('merge') && !flags.string('kubeconfig')) throw new CliError('if merge==false a precise file must to specified');
    let shown = config.kubeconfig();
    if (flags.bool('minify')) shown = minify(shown, flags.string('context') || shown.currentContext);
    if (flags.bool('flatten')) shown = flatten(shown, context);
    if (!flags.bool('raw')) shown = redact(shown);
    await print(
      context,
      await printerFor(flags.string('output') || 'yaml', context, { typed: true }),
      kubeconfigJson(shown) as unknown as KubeObject,
    );
  },
} satisfies Command;

function minify(config: Kubeconfig, name: string): Kubeconfig {
  if (!name) throw new CliError('current-context must exist in order to minify');
  const context = config.contexts[name];
  if (!context) throw new CliError(`cannot locate context ${name}`);
  const only = <T>(entries: Record<string, T>, key = '') => (entries[key] ? { [key]: entries[key] } : {});
  return {
    ...emptyKubeconfig(),
    contexts: { [name]: context },
    clusters: only(config.clusters, context.cluster),
    users: only(config.users, context.user),
    currentContext: name,
  };
}

/** Which field's text is hidden, and by what. */
const REDACTED: Record<string, string> = {
  'certificate-authority-data': 'DATA+OMITTED',
  'client-certificate-data': 'REDACTED',
  'client-key-data': 'REDACTED',
  token: 'REDACTED',
  password: 'REDACTED',
};

function redact(config: Kubeconfig): Kubeconfig {
  const hide = (entries: Record<string, any>) =>
    mapEntries(entries, (entry) =>
      Object.fromEntries(Object.entries(entry).map(([field, value]) => [field, value ? (REDACTED[field] ?? value) : value])),
    );
  return { ...config, clusters: hide(config.clusters), users: hide(config.users) };
}

function flatten(config: Kubeconfig, { terminal }: CommandContext): Kubeconfig {
  const embed = (entries: Record<string, any>, fields: string[]) =>
    mapEntries(entries, (entry) => {
      const copied = { ...entry };
      for (const field of fields) {
        if (!copied[field]) continue;
        copied[`${field}-data`] = btoa(terminal.files.read(copied[field]));
        delete copied[field];
      }
      return copied;
    });
  return {
    ...config,
    clusters: embed(config.clusters, ['certificate-authority']),
    users: embed(config.users, ['client-certificate', 'client-key']),
  };
}

const mapEntries = <T>(entries: Record<string, T>, map: (entry: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, map(entry)]));
