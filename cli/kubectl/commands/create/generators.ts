/** All generators of `kubectl create`, in its order. */
import type { Command } from '../../cobra/types.ts';
import { generatorCommand } from './generator.ts';
import { configmap } from './configmap.ts';
import { namespace, poddisruptionbudget, priorityclass, quota, serviceaccount } from './plain.ts';
import { clusterrole, clusterrolebinding, role, rolebinding } from './rbac.ts';
import { secret } from './secret.ts';
import { service } from './service.ts';
import { cronjob, deployment, job } from './workloads.ts';
import { ingress } from './ingress.ts';

export const GENERATORS: readonly Command[] = [
  ...[namespace, quota].map(generatorCommand),
  secret,
  ...[configmap, serviceaccount].map(generatorCommand),
  service,
  ...[deployment, clusterrole, clusterrolebinding, role, rolebinding, poddisruptionbudget, priorityclass, job, cronjob, ingress].map(generatorCommand),
];
