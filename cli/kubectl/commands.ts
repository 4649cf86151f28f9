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
  {
    name: 'create',
    summary: 'Make objects, from files or by their names',
    group: BEGINNER,
    load: () => import('./commands/create/index.ts'),
    commands: CREATE_COMMANDS,
  },
  { name: 'expose', summary: 'Make a service for a workload', group: BEGINNER, load: () => import('./commands/expose.ts') },
  { name: 'run', summary: 'Start a pod from an image', group: BEGINNER, load: () => import('./commands/run.ts') },
  {
    name: 'set',
    summary: 'Set one feature of an object',
    group: BEGINNER,
    commands: [
      { name: 'env', summary: 'Environment variables of containers', load: () => import('./commands/set/env.ts') },
      { name: 'image', summary: 'Images of containers', load: () => import('./commands/set/image.ts') },
      { name: 'resources', summary: 'What containers ask for and may use', load: () => import('./commands/set/resources.ts') },
      { name: 'selector', summary: 'Selector of a service', load: () => import('./commands/set/selector.ts') },
      {
        name: 'serviceaccount',
        aliases: ['sa'],
        summary: 'Service account of a workload',
        load: () => import('./commands/set/serviceaccount.ts'),
      },
      { name: 'subject', summary: 'Subjects of a role binding', load: () => import('./commands/set/subject.ts') },
    ],
  },
  {
    name: 'explain',
    summary: 'Fields of a resource, and what they are for',
    group: INTERMEDIATE,
    load: () => import('./commands/explain.ts'),
  },
  { name: 'get', summary: 'List objects', group: INTERMEDIATE, load: () => import('./commands/get.ts') },
  { name: 'edit', summary: 'Change objects in an editor', group: INTERMEDIATE, load: () => import('./commands/edit.ts') },
  { name: 'delete', summary: 'Delete objects', group: INTERMEDIATE, load: () => import('./commands/delete.ts') },
  {
    name: 'rollout',
    summary: 'Look after the rollout of a workload',
    group: DEPLOY,
    commands: [
      { name: 'history', summary: 'Its revisions', load: () => import('./commands/rollout/history.ts') },
      { name: 'pause', summary: 'Stop reacting to changes', load: () => import('./commands/rollout/pause.ts') },
      { name: 'restart', summary: 'Replace the pods by new ones', load: () => import('./commands/rollout/restart.ts') },
      { name: 'resume', summary: 'Go on reacting to changes', load: () => import('./commands/rollout/resume.ts') },
      { name: 'status', summary: 'How far it is', load: () => import('./commands/rollout/status.ts') },
      { name: 'undo', summary: 'Back to an earlier revision', load: () => import('./commands/rollout/undo.ts') },
    ],
  },
  { name: 'scale', summary: 'Change how many pods a workload has', group: DEPLOY, load: () => import('./commands/scale.ts') },
  {
    name: 'autoscale',
    summary: 'Make a horizontal pod autoscaler for a workload',
    group: DEPLOY,
    load: () => import('./commands/autoscale.ts'),
  },
  {
    name: 'certificate',
    summary: 'Decide on certificate signing requests',
    group: CLUSTER,
    commands: [
      { name: 'approve', summary: 'Grant a request', load: () => import('./commands/certificate/approve.ts') },
      { name: 'deny', summary: 'Turn a request down', load: () => import('./commands/certificate/deny.ts') },
    ],
  },
  { name: 'cluster-info', summary: 'Where the cluster is', group: CLUSTER, load: () => import('./commands/cluster-info.ts') },
  {
    name: 'top',
    summary: 'What pods and nodes use',
    group: CLUSTER,
    commands: [
      { name: 'node', aliases: ['nodes', 'no'], summary: 'What nodes use', load: () => import('./commands/top/node.ts') },
      { name: 'pod', aliases: ['pods', 'po'], summary: 'What pods use', load: () => import('./commands/top/pod.ts') },
    ],
  },
  { name: 'cordon', summary: 'Keep new pods from a node', group: CLUSTER, load: () => import('./commands/cordon.ts') },
  { name: 'uncordon', summary: 'Let new pods onto a node again', group: CLUSTER, load: () => import('./commands/uncordon.ts') },
  { name: 'drain', summary: 'Empty a node', group: CLUSTER, load: () => import('./commands/drain.ts') },
  { name: 'taint', summary: 'Change the taints of nodes', group: CLUSTER, load: () => import('./commands/taint.ts') },
  { name: 'describe', summary: 'Show everything about an object', group: TROUBLE, load: () => import('./commands/describe.ts') },
  { name: 'logs', summary: 'Show what a container has written', group: TROUBLE, load: () => import('./commands/logs.ts') },
  { name: 'attach', summary: 'Join a running container', group: TROUBLE, load: () => import('./commands/attach.ts') },
  { name: 'exec', summary: 'Run a program in a container', group: TROUBLE, load: () => import('./commands/exec.ts') },
  { name: 'port-forward', summary: 'Bring a port of a pod here', group: TROUBLE, load: () => import('./commands/port-forward.ts') },
  { name: 'proxy', summary: 'Open the API server on a local port', group: TROUBLE, load: () => import('./commands/proxy.ts') },
  { name: 'cp', summary: 'Copy files from and to containers', group: TROUBLE, load: () => import('./commands/cp.ts') },
  {
    name: 'auth',
    summary: 'Who may do what',
    group: TROUBLE,
    commands: [
      { name: 'can-i', summary: 'Whether something is allowed', load: () => import('./commands/auth/can-i.ts') },
      { name: 'reconcile', summary: 'Add to roles and bindings what files say', load: () => import('./commands/auth/reconcile.ts') },
    ],
  },
  { name: 'debug', summary: 'Add a container to a pod to look into it', group: TROUBLE, load: () => import('./commands/debug.ts') },
  { name: 'diff', summary: 'Show what an apply would change', group: ADVANCED, load: () => import('./commands/diff.ts') },
  {
    name: 'apply',
    summary: 'Bring objects to what files say',
    group: ADVANCED,
    load: () => import('./commands/apply/index.ts'),
    commands: [
      {
        name: 'set-last-applied',
        summary: 'Note what a file says as what was applied last',
        load: () => import('./commands/apply/set-last-applied.ts'),
      },
      { name: 'view-last-applied', summary: 'Show what was applied last', load: () => import('./commands/apply/view-last-applied.ts') },
    ],
  },
  { name: 'patch', summary: 'Change single fields of an object', group: ADVANCED, load: () => import('./commands/patch.ts') },
  { name: 'replace', summary: 'Put an object in the place of another', group: ADVANCED, load: () => import('./commands/replace.ts') },
  { name: 'wait', summary: 'Wait until objects have a condition', group: ADVANCED, load: () => import('./commands/wait.ts') },
  { name: 'kustomize', summary: 'Print what a kustomization makes', group: ADVANCED, load: () => import('./commands/kustomize.ts') },
  { name: 'label', summary: 'Change the labels of objects', group: SETTINGS, load: () => import('./commands/label.ts') },
  { name: 'annotate', summary: 'Change the annotations of objects', group: SETTINGS, load: () => import('./commands/annotate.ts') },
  {
    name: 'completion',
    summary: 'What a shell must read to complete command lines',
    group: SETTINGS,
    load: () => import('./commands/completion.ts'),
  },
  {
    name: 'alpha',
    summary: 'Commands that are not finished',
    commands: [{ name: 'debug', summary: 'Now kubectl debug', load: () => import('./commands/debug.ts') }],
  },
  { name: 'config', summary: 'Look at and change kubeconfig files', group: OTHER, commands: CONFIG_COMMANDS },
  {
    name: 'plugin',
    summary: 'Programs that extend kubectl',
    group: OTHER,
    commands: [{ name: 'list', summary: 'Those that are on PATH', load: () => import('./commands/plugin/list.ts') }],
  },
  { name: 'version', summary: 'Versions of this kubectl and of the server', group: OTHER, load: () => import('./commands/version.ts') },
  {
    name: 'api-versions',
    summary: 'Groups and versions that the server has',
    group: OTHER,
    load: () => import('./commands/api-versions.ts'),
  },
  { name: 'api-resources', summary: 'Resources that the server has', group: OTHER, load: () => import('./commands/api-resources.ts') },
  { name: 'options', summary: 'Options that every command has', load: () => import('./commands/options.ts') },
  { name: '__complete', summary: 'What a word could become', load: () => import('./commands/complete.ts') },
];
