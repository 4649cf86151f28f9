/** The commands of kubectl, in the order in which kubectl adds them: help lists them so, and suggestions come out so. A row's file is loaded when it runs. */
import type { CommandEntry } from './frame/types.ts';
import { CREATE_COMMANDS } from './commands/create/commands.ts';
import { CONFIG_COMMANDS } from './commands/config/commands.ts';

const BEGINNER = 'Basic Commands (Beginner)';
const INTERMEDIATE = 'Basic Commands (Intermediate)';
const DEPLOY = 'Deploy Commands';
const CLUSTER = 'Cluster Management Commands';
const TROUBLE = 'Troubleshooting and Debugging Commands';
const ADVANCED = 'Advanced Commands';
const SETTINGS = 'Settings Commands';
const OTHER = 'Other Commands';

export const COMMANDS: readonly CommandEntry[] = [
  { name: 'create', summary: 'Create a resource from a file or from stdin.', group: BEGINNER, load: () => import('./commands/create/index.ts'), commands: CREATE_COMMANDS },
  { name: 'run', summary: 'Run a particular image on the cluster', group: BEGINNER, load: () => import('./commands/run.ts') },
  { name: 'get', summary: 'Display one or many resources', group: INTERMEDIATE, load: () => import('./commands/get.ts') },
  { name: 'delete', summary: 'Delete resources by filenames, stdin, resources and names, or by resources and label selector', group: INTERMEDIATE, load: () => import('./commands/delete.ts') },
  { name: 'scale', summary: 'Set a new size for a Deployment, ReplicaSet or Replication Controller', group: DEPLOY, load: () => import('./commands/scale.ts') },
  { name: 'cluster-info', summary: 'Display cluster info', group: CLUSTER, load: () => import('./commands/cluster-info.ts') },
  {
    name: 'top',
    summary: 'Display Resource (CPU/Memory/Storage) usage.',
    group: CLUSTER,
    commands: [
      { name: 'node', aliases: ['nodes', 'no'], summary: 'Display Resource (CPU/Memory/Storage) usage of nodes', load: () => import('./commands/top/node.ts') },
      { name: 'pod', aliases: ['pods', 'po'], summary: 'Display Resource (CPU/Memory/Storage) usage of pods', load: () => import('./commands/top/pod.ts') },
    ],
  },
  {
    name: 'auth',
    summary: 'Inspect authorization',
    group: TROUBLE,
    commands: [{ name: 'can-i', summary: 'Check whether an action is allowed', load: () => import('./commands/auth/can-i.ts') }],
  },
  {
    name: 'apply',
    summary: 'Apply a configuration to a resource by filename or stdin',
    group: ADVANCED,
    load: () => import('./commands/apply/index.ts'),
    commands: [
      { name: 'set-last-applied', summary: 'Set the last-applied-configuration annotation on a live object to match the contents of a file.', load: () => import('./commands/apply/set-last-applied.ts') },
      { name: 'view-last-applied', summary: 'View latest last-applied-configuration annotations of a resource/object', load: () => import('./commands/apply/view-last-applied.ts') },
    ],
  },
  { name: 'patch', summary: 'Update field(s) of a resource', group: ADVANCED, load: () => import('./commands/patch.ts') },
  { name: 'replace', summary: 'Replace a resource by filename or stdin', group: ADVANCED, load: () => import('./commands/replace.ts') },
  { name: 'label', summary: 'Update the labels on a resource', group: SETTINGS, load: () => import('./commands/label.ts') },
  { name: 'annotate', summary: 'Update the annotations on a resource', group: SETTINGS, load: () => import('./commands/annotate.ts') },
  { name: 'api-resources', summary: 'Print the supported API resources on the server', group: OTHER, load: () => import('./commands/api-resources.ts') },
  { name: 'api-versions', summary: 'Print the supported API versions on the server, in the form of "group/version"', group: OTHER, load: () => import('./commands/api-versions.ts') },
  { name: 'config', summary: 'Modify kubeconfig files', group: OTHER, commands: CONFIG_COMMANDS },
  { name: 'version', summary: 'Print the client and server version information', group: OTHER, load: () => import('./commands/version.ts') },
  { name: 'options', summary: 'Print the list of flags inherited by all commands', load: () => import('./commands/options.ts') },
];
