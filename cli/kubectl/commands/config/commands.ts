/** The commands of `kubectl config`, in kubectl's order. */
import type { CommandEntry } from '../../frame/types.ts';

export const CONFIG_COMMANDS: readonly CommandEntry[] = [
  { name: 'view', summary: 'Display merged kubeconfig settings or a specified kubeconfig file', load: () => import('./view.ts') },
  { name: 'set-cluster', summary: 'Sets a cluster entry in kubeconfig', load: () => import('./set-cluster.ts') },
  { name: 'set-credentials', summary: 'Sets a user entry in kubeconfig', load: () => import('./set-credentials.ts') },
  { name: 'set-context', summary: 'Sets a context entry in kubeconfig', load: () => import('./set-context.ts') },
  { name: 'set', summary: 'Sets an individual value in a kubeconfig file', load: () => import('./set.ts') },
  { name: 'unset', summary: 'Unsets an individual value in a kubeconfig file', load: () => import('./unset.ts') },
  { name: 'current-context', summary: 'Displays the current-context', load: () => import('./current-context.ts') },
  { name: 'use-context', aliases: ['use'], summary: 'Sets the current-context in a kubeconfig file', load: () => import('./use-context.ts') },
  { name: 'get-contexts', summary: 'Describe one or many contexts', load: () => import('./get-contexts.ts') },
  { name: 'get-clusters', summary: 'Display clusters defined in the kubeconfig', load: () => import('./get-clusters.ts') },
  { name: 'get-users', summary: 'Display users defined in the kubeconfig', load: () => import('./get-users.ts') },
  { name: 'delete-cluster', summary: 'Delete the specified cluster from the kubeconfig', load: () => import('./delete-cluster.ts') },
  { name: 'delete-context', summary: 'Delete the specified context from the kubeconfig', load: () => import('./delete-context.ts') },
  { name: 'delete-user', summary: 'Delete the specified user from the kubeconfig', load: () => import('./delete-user.ts') },
  { name: 'rename-context', summary: 'Renames a context from the kubeconfig file.', load: () => import('./rename-context.ts') },
];
