/** What may stand where on the command lines of which commands. A command without a row has no arguments to offer. */

/** One place: resource types, names of the type before, names of a resource, entries of the kubeconfig, or fixed words. */
export type Place =
  'type' | 'name' | 'resource' | { namesOf: string } | { kubeconfig: 'contexts' | 'clusters' | 'users' } | { words: readonly string[] };

const TYPE_AND_NAMES: readonly Place[] = ['type', 'name'];
const PODS: readonly Place[] = [{ namesOf: 'pods' }];
const NODES: readonly Place[] = [{ namesOf: 'nodes' }];
const WORKLOADS: readonly Place[] = [{ words: ['deployment', 'daemonset', 'statefulset'] }, 'name'];
const CONTEXTS: readonly Place[] = [{ kubeconfig: 'contexts' }];
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'use', 'watch'];

/** By the words of the command. The last place goes for all further arguments. */
export const ARGUMENTS: Readonly<Record<string, readonly Place[]>> = {
  ...Object.fromEntries(['get', 'describe', 'delete', 'edit', 'label', 'annotate', 'patch', 'wait'].map((name) => [name, TYPE_AND_NAMES])),
  ...Object.fromEntries(['env', 'image', 'resources', 'serviceaccount'].map((name) => [`set ${name}`, WORKLOADS])),
  ...Object.fromEntries(['history', 'pause', 'restart', 'resume', 'status', 'undo'].map((name) => [`rollout ${name}`, WORKLOADS])),
  ...Object.fromEntries(['logs', 'exec', 'attach', 'port-forward', 'debug', 'top pod'].map((name) => [name, PODS])),
  ...Object.fromEntries(['cordon', 'uncordon', 'drain', 'top node'].map((name) => [name, NODES])),
  ...Object.fromEntries(['use-context', 'delete-context', 'rename-context', 'set-context'].map((name) => [`config ${name}`, CONTEXTS])),
  'config delete-cluster': [{ kubeconfig: 'clusters' }],
  'config delete-user': [{ kubeconfig: 'users' }],
  'set selector': [{ words: ['service'] }, 'name'],
  'set subject': [{ words: ['clusterrolebinding', 'rolebinding'] }, 'name'],
  taint: [{ words: ['nodes'] }, 'name'],
  explain: ['type'],
  expose: [{ words: ['deployment', 'pod', 'replicaset', 'replicationcontroller', 'service'] }, 'name'],
  scale: [{ words: ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'] }, 'name'],
  autoscale: [{ words: ['deployment', 'replicaset', 'replicationcontroller'] }, 'name'],
  'auth can-i': [{ words: VERBS }, 'type', 'name'],
  'certificate approve': [{ namesOf: 'certificatesigningrequests' }],
  'certificate deny': [{ namesOf: 'certificatesigningrequests' }],
  completion: [{ words: ['bash', 'zsh'] }],
};

/** Values of options, by name. */
export const VALUES: Readonly<Record<string, Place>> = {
  namespace: { namesOf: 'namespaces' },
  context: { kubeconfig: 'contexts' },
  cluster: { kubeconfig: 'clusters' },
  user: { kubeconfig: 'users' },
  output: { words: ['custom-columns=', 'go-template=', 'json', 'jsonpath=', 'name', 'wide', 'yaml'] },
  'dry-run': { words: ['client', 'none', 'server'] },
  cascade: { words: ['background', 'foreground', 'orphan'] },
  type: { words: ['json', 'merge', 'strategic'] },
};
