/** The generators of `kubectl create`, in kubectl's order. */
import type { Command, CommandEntry } from '../../frame/types.ts';
import type { Generator } from './generator.ts';

type Loader = () => Promise<Generator>;

const entry = (name: string, summary: string, generator: Loader, aliases?: string[]): CommandEntry => ({ name, summary, aliases, load: () => asCommand(generator) });

async function asCommand(generator: Loader): Promise<{ default: Command }> {
  const { generatorCommand } = await import('./generator.ts');
  return { default: generatorCommand(await generator()) };
}

const plain = () => import('./plain.ts');
const rbac = () => import('./rbac.ts');
const secret = () => import('./secret.ts');
const service = () => import('./service.ts');
const workloads = () => import('./workloads.ts');

export const CREATE_COMMANDS: readonly CommandEntry[] = [
  entry('namespace', 'Create a namespace with the specified name', async () => (await plain()).namespace, ['ns']),
  entry('quota', 'Create a quota with the specified name.', async () => (await plain()).quota, ['resourcequota']),
  {
    name: 'secret',
    summary: 'Create a secret using specified subcommand',
    commands: [
      entry('docker-registry', 'Create a secret for use with a Docker registry', async () => (await secret()).dockerRegistry),
      entry('tls', 'Create a TLS secret', async () => (await secret()).tls),
      entry('generic', 'Create a secret from a local file, directory or literal value', async () => (await secret()).generic),
    ],
  },
  entry('configmap', 'Create a configmap from a local file, directory or literal value', async () => (await import('./configmap.ts')).configmap, ['cm']),
  entry('serviceaccount', 'Create a service account with the specified name', async () => (await plain()).serviceaccount, ['sa']),
  {
    name: 'service',
    aliases: ['svc'],
    summary: 'Create a service using specified subcommand.',
    commands: [
      entry('clusterip', 'Create a ClusterIP service.', async () => (await service()).clusterip),
      entry('nodeport', 'Create a NodePort service.', async () => (await service()).nodeport),
      entry('loadbalancer', 'Create a LoadBalancer service.', async () => (await service()).loadbalancer),
      entry('externalname', 'Create an ExternalName service.', async () => (await service()).externalname),
    ],
  },
  entry('deployment', 'Create a deployment with the specified name.', async () => (await workloads()).deployment, ['deploy']),
  entry('clusterrole', 'Create a ClusterRole.', async () => (await rbac()).clusterrole),
  entry('clusterrolebinding', 'Create a ClusterRoleBinding for a particular ClusterRole', async () => (await rbac()).clusterrolebinding),
  entry('role', 'Create a role with single rule.', async () => (await rbac()).role),
  entry('rolebinding', 'Create a RoleBinding for a particular Role or ClusterRole', async () => (await rbac()).rolebinding),
  entry('poddisruptionbudget', 'Create a pod disruption budget with the specified name.', async () => (await plain()).poddisruptionbudget, ['pdb']),
  entry('priorityclass', 'Create a priorityclass with the specified name.', async () => (await plain()).priorityclass, ['pc']),
  entry('job', 'Create a job with the specified name.', async () => (await workloads()).job),
  entry('cronjob', 'Create a cronjob with the specified name.', async () => (await workloads()).cronjob, ['cj']),
  entry('ingress', 'Create an ingress with the specified name.', async () => (await import('./ingress.ts')).ingress, ['ing']),
];
