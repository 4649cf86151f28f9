import { AzError, messages } from '../../errors.ts';
import { mergeInto } from '../../kubeconfig.ts';
import type { Context } from '../../types.ts';
import { GROUP, command, flag, value } from '../define.ts';
import { CLUSTER, isPreview } from './options.ts';
import { checkFormat } from './checks.ts';
import { aksPaths } from './paths.ts';

export const CREDENTIAL_COMMANDS = [
  command('aks get-credentials', 'Put the access to a cluster into the kubeconfig.', {
    arguments: [
      GROUP,
      CLUSTER,
      flag('--admin -a', 'admin', 'Access of a cluster administrator.'),
      value('--file -f', 'file', "The kubeconfig; '-' prints it.", { defaultText: 'kubeconfig in the state home' }),
      flag('--overwrite-existing', 'overwrite', 'Replace what is there under the same name, without asking.'),
      value('--context', 'context', 'Name of cluster and context in it.'),
      flag('--public-fqdn', 'publicFqdn', 'Use the public host name of a private cluster.'),
      value('--format', 'format', 'Form of the credentials: azure or exec.', { check: checkFormat }),
    ],
    examples: [
      { title: 'Use a cluster with kubectl', command: 'az aks get-credentials --resource-group myResourceGroup --name myAKSCluster' },
    ],
    run: getCredentials,
  }),
];

async function getCredentials(context: Context): Promise<undefined> {
  const { arm, values, terminal, lab } = context;
  if (values.admin && values.format) throw new AzError(messages.kubeconfig.adminFormat);
  const action = values.admin ? 'listClusterAdminCredential' : 'listClusterUserCredential';
  const extra = `${values.publicFqdn ? '&server-fqdn=public' : ''}${values.format ? `&format=${values.format}` : ''}`;
  const answer = await arm.send('POST', aksPaths(arm, isPreview(context)).below(values.group, values.name, action) + extra);
  const text = new TextDecoder().decode(Uint8Array.from(atob((answer.body as any).kubeconfigs[0].value), (c) => c.charCodeAt(0)));
  if (values.file === '-') terminal.stdout.write(`${text}\n`);
  else await mergeInto(context, values.file ?? defaultFile(terminal.env.KUBECONFIG, lab.home), text, values);
  return undefined;
}

/** The first file of KUBECONFIG where it lies in the state home (so akslab set it); else the home's own. Never the user's. */
function defaultFile(variable: string | undefined, home: string): string {
  const first = variable?.split(':')[0];
  return first?.startsWith(`${home}/`) ? first : `${home}/kubeconfig`;
}
