/** The generators of `kubectl create`, in kubectl's order. */
import type { Command, CommandEntry } from '../../frame/types.ts';
import type { Generator } from './generator.ts';

type Loader = () => Promise<Generator>;

const entry = (name: string, summary: string, generator: Loader, aliases?: string[]): CommandEntry => ({
  name,
  summary,
  aliases,
  load: () => asCommand(generator),
});

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
  entry('namespace', 'A namespace', async () => (await plain()).namespace, ['ns']),
  entry('quota', 'A quota for a namespace', async () => (await plain()).quota, ['resourcequota']),
  {
    name: 'secret',
    summary: 'A secret of one of three kinds',
    commands: [
      entry('docker-registry', 'For pulling images from a registry', async () => (await secret()).dockerRegistry),
      entry('tls', 'A certificate and its key', async () => (await secret()).tls),
      entry('generic', 'From files or values', async () => (await secret()).generic),
    ],
  },
  entry('configmap', 'A config map from files or values', async () => (await import('./configmap.ts')).configmap, ['cm']),
  entry('serviceaccount', 'A service account', async () => (await plain()).serviceaccount, ['sa']),
  {
    name: 'service',
    aliases: ['svc'],
    summary: 'A service of one of four types',
    commands: [
      entry('clusterip', 'Inside the cluster', async () => (await service()).clusterip),
      entry('nodeport', 'On a port of every node', async () => (await service()).nodeport),
      entry('loadbalancer', 'Behind a load balancer', async () => (await service()).loadbalancer),
      entry('externalname', 'A name for something elsewhere', async () => (await service()).externalname),
    ],
  },
  entry('deployment', 'A deployment of an image', async () => (await workloads()).deployment, ['deploy']),
  entry('clusterrole', 'A cluster role with rules', async () => (await rbac()).clusterrole),
  entry('clusterrolebinding', 'A cluster role for users, groups and service accounts', async () => (await rbac()).clusterrolebinding),
  entry('role', 'A role with rules', async () => (await rbac()).role),
  entry('rolebinding', 'A role for users, groups and service accounts of a namespace', async () => (await rbac()).rolebinding),
  entry('poddisruptionbudget', 'How many pods may be away at a time', async () => (await plain()).poddisruptionbudget, ['pdb']),
  entry('priorityclass', 'A priority for pods', async () => (await plain()).priorityclass, ['pc']),
  entry('job', 'A job', async () => (await workloads()).job),
  entry('cronjob', 'A job that runs again and again', async () => (await workloads()).cronjob, ['cj']),
  entry('ingress', 'An ingress with its rules', async () => (await import('./ingress.ts')).ingress, ['ing']),
];
