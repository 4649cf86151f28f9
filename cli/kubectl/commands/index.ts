/** All commands, in the order and groups of kubectl's own help. A new command is a file beside this one and a row here. */
import type { CommandEntry } from '../cobra/types.ts';

interface Group {
  title: string;
  commands: CommandEntry[];
}

const entry = (name: string, short: string, load: CommandEntry['load'], more: Partial<CommandEntry> = {}): CommandEntry => ({ name, short, load, ...more });

const GROUPS: readonly Group[] = [
  {
    title: 'Basic Commands (Beginner)',
    commands: [
      entry('create', 'Create a resource from a file, from stdin or by a generator', async () => (await import('./create/index.ts')).create),
      entry('expose', 'Make a service for a workload', async () => (await import('./expose.ts')).expose),
      entry('run', 'Run an image in a pod', async () => (await import('./run.ts')).run),
      entry('set', 'Set one feature of an object', async () => (await import('./set/index.ts')).set),
    ],
  },
  {
    title: 'Basic Commands (Intermediate)',
    commands: [
      entry('explain', 'Say what the fields of a resource are', async () => (await import('./explain/index.ts')).explain),
      entry('get', 'Show one or many resources', async () => (await import('./get.ts')).get),
      entry('edit', 'Edit an object of the server in your editor', async () => (await import('./edit.ts')).edit),
      entry('delete', 'Delete objects by file, name or label', async () => (await import('./delete.ts')).deleteCommand),
    ],
  },
  {
    title: 'Deploy Commands',
    commands: [
      entry('rollout', 'Look after the rollout of a workload', async () => (await import('./rollout/index.ts')).rollout),
      entry('scale', 'Set how many replicas a workload has', async () => (await import('./scale.ts')).scale),
      entry('autoscale', 'Make a horizontal pod autoscaler for a workload', async () => (await import('./autoscale.ts')).autoscale),
    ],
  },
  {
    title: 'Cluster Management Commands',
    commands: [
      entry('certificate', 'Approve or deny certificate requests', async () => (await import('./unsupported.ts')).certificate),
      entry('cluster-info', 'Show where the control plane is', async () => (await import('./cluster-info.ts')).clusterInfo, { aliases: ['clusterinfo'] }),
      entry('top', 'Show what nodes and pods use', async () => (await import('./top.ts')).top),
      entry('cordon', 'Mark a node as unschedulable', async () => (await import('./cordon.ts')).cordon),
      entry('uncordon', 'Mark a node as schedulable', async () => (await import('./cordon.ts')).uncordon),
      entry('drain', 'Empty a node for maintenance', async () => (await import('./drain.ts')).drain),
      entry('taint', 'Change the taints of nodes', async () => (await import('./taint.ts')).taint),
    ],
  },
  {
    title: 'Troubleshooting and Debugging Commands',
    commands: [
      entry('describe', 'Show the details of objects', async () => (await import('./describe.ts')).describe),
      entry('logs', 'Print what a container wrote', async () => (await import('./logs.ts')).logs),
      entry('attach', 'Attach to a running container', async () => (await import('./unsupported.ts')).attach),
      entry('exec', 'Run a command in a container', async () => (await import('./exec.ts')).exec),
      entry('port-forward', 'Forward local ports to a pod', async () => (await import('./unsupported.ts')).portForward),
      entry('proxy', 'Run a proxy to the API server', async () => (await import('./unsupported.ts')).proxy),
      entry('cp', 'Copy files from and to containers', async () => (await import('./unsupported.ts')).cp),
      entry('auth', 'Ask what one may do', async () => (await import('./auth/index.ts')).auth),
      entry('debug', 'Debug a workload or a node', async () => (await import('./unsupported.ts')).debug),
    ],
  },
  {
    title: 'Advanced Commands',
    commands: [
      entry('diff', 'Show what apply would change', async () => (await import('./diff.ts')).diff),
      entry('apply', 'Bring objects to what files say', async () => (await import('./apply/index.ts')).apply),
      entry('patch', 'Change fields of an object', async () => (await import('./patch.ts')).patch),
      entry('replace', 'Replace an object by what a file says', async () => (await import('./replace.ts')).replace),
      entry('wait', 'Wait until a condition holds', async () => (await import('./wait.ts')).wait),
      entry('kustomize', 'Build a kustomization', async () => (await import('./kustomize.ts')).kustomize),
    ],
  },
  {
    title: 'Settings Commands',
    commands: [
      entry('label', 'Change the labels of objects', async () => (await import('./label.ts')).label),
      entry('annotate', 'Change the annotations of objects', async () => (await import('./annotate.ts')).annotate),
      entry('completion', 'Print completion code for a shell', async () => (await import('./completion.ts')).completion),
    ],
  },
  {
    title: 'Other Commands',
    commands: [
      entry('api-resources', 'Print the resources that the server has', async () => (await import('./api-resources.ts')).apiResources),
      entry('api-versions', 'Print the API versions that the server has', async () => (await import('./api-versions.ts')).apiVersions),
      entry('config', 'Change the kubeconfig file', async () => (await import('./config/index.ts')).config),
      entry('plugin', 'Work with plugins', async () => (await import('./plugin.ts')).plugin),
      entry('version', 'Print the versions of client and server', async () => (await import('./version.ts')).version),
      entry('options', 'Print the flags that all commands take', async () => (await import('./options.ts')).options),
      entry('alpha', 'Commands that are not finished', async () => (await import('./unsupported.ts')).alpha, { hidden: true }),
      entry('help', 'Help about any command', async () => (await import('./help.ts')).help, { hidden: true }),
    ],
  },
];

export const COMMANDS: readonly CommandEntry[] = GROUPS.flatMap((g) => g.commands);

export function rootHelp(): string {
  const groups = GROUPS.map(({ title, commands }) => `${title}:\n${commands.filter((c) => !c.hidden).map((c) => `  ${c.name.padEnd(13)} ${c.short}`).join('\n')}`);
  return `kubectl controls the Kubernetes cluster manager. This one is akslab's: it works on simulated clusters.\n\n${groups.join('\n\n')}\n\nUsage:\n  kubectl [flags] [options]\n\nUse "kubectl <command> --help" for more information about a given command.\nUse "kubectl options" for a list of global command-line options (applies to all commands).\n`;
}
