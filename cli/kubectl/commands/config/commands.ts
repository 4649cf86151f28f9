/** The commands of `kubectl config`, in kubectl's order. */
import type { CommandEntry } from '../../frame/types.ts';

export const CONFIG_COMMANDS: readonly CommandEntry[] = [
  { name: 'view', summary: 'Show the kubeconfig', load: () => import('./view.ts') },
  { name: 'set-cluster', summary: 'Make or change a cluster entry', load: () => import('./set-cluster.ts') },
  { name: 'set-credentials', summary: 'Make or change a user entry', load: () => import('./set-credentials.ts') },
  { name: 'set-context', summary: 'Make or change a context', load: () => import('./set-context.ts') },
  { name: 'set', summary: 'Set one value', load: () => import('./set.ts') },
  { name: 'unset', summary: 'Remove one value', load: () => import('./unset.ts') },
  { name: 'current-context', summary: 'Which context is the current one', load: () => import('./current-context.ts') },
  { name: 'use-context', aliases: ['use'], summary: 'Make a context the current one', load: () => import('./use-context.ts') },
  { name: 'get-contexts', summary: 'List the contexts', load: () => import('./get-contexts.ts') },
  { name: 'get-clusters', summary: 'List the clusters', load: () => import('./get-clusters.ts') },
  { name: 'get-users', summary: 'List the users', load: () => import('./get-users.ts') },
  { name: 'delete-cluster', summary: 'Remove a cluster', load: () => import('./delete-cluster.ts') },
  { name: 'delete-context', summary: 'Remove a context', load: () => import('./delete-context.ts') },
  { name: 'delete-user', summary: 'Remove a user', load: () => import('./delete-user.ts') },
  { name: 'rename-context', summary: 'Give a context another name', load: () => import('./rename-context.ts') },
];
