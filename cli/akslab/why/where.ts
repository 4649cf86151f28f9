/** Which cluster is meant, and who is signed in to it: the kubeconfig of the home, else the only cluster there is. */
import type { UserInfo } from '../../../core/kubernetes/apiserver/types.ts';
import { ADMIN, sandbox, type Sandbox } from '../../../core/kubernetes/explain/sandbox.ts';
import { readDocuments } from '../../../formats/goyaml/index.ts';
import { hostOf } from '../../shared/lab-host.ts';
import { CommandError, type CommandContext } from '../command.ts';

export interface Here {
  cluster: string;
  /** The context's namespace, or default. */
  namespace: string;
  user: UserInfo;
}

interface Kubeconfig {
  'current-context'?: string;
  contexts?: { name: string; context: { cluster: string; namespace?: string } }[];
  clusters?: { name: string; cluster: { server?: string } }[];
}

const INDEX = '/world/clusters/';

export async function whereAreWe(context: CommandContext): Promise<Here> {
  const config = kubeconfig(context);
  const current = config?.contexts?.find((c) => c.name === config['current-context'])?.context;
  const server = config?.clusters?.find((c) => c.name === current?.cluster)?.cluster.server;
  const ids = await context.lab.read((store, world) => {
    const named = server && world.clusterAt(hostOf(server))?.id;
    return named ? [named] : store.list(INDEX).map(({ key }) => key.slice(INDEX.length));
  });
  if (ids.length === 0) throw new CommandError('there is no cluster yet. "akslab init --article" makes one');
  if (ids.length > 1) throw new CommandError('there are several clusters: choose one with "az aks get-credentials"');
  return { cluster: ids[0]!, namespace: current?.namespace ?? 'default', user: ADMIN };
}

/** Hands out a copy of a cluster, to look at and to try things on, of one moment: nothing done to it is kept. */
export function onCopy<T>({ lab }: CommandContext, cluster: string, action: (box: Sandbox) => T): Promise<T> {
  return lab.read((store) => action(sandbox(cluster, store, lab.clock)));
}

/** The same, where there is anything to ask about policies. */
export function onCopyWithPolicies<T>(context: CommandContext, cluster: string, action: (box: Sandbox) => T): Promise<T> {
  return onCopy(context, cluster, (box) => {
    const { versions } = box.server;
    if (!versions.has('podSecurityPolicy'))
      throw new CommandError(
        `Kubernetes ${versions.gitVersion.slice(1)} has no PodSecurityPolicy: 1.25 removed it, so it refuses nothing here`,
      );
    return action(box);
  });
}

function kubeconfig({ terminal, lab }: CommandContext): Kubeconfig | undefined {
  const path = `${lab.home}/kubeconfig`;
  if (!terminal.files.stat(path)) return undefined;
  const [document] = readDocuments(terminal.files.read(path));
  if (!document || document.error !== undefined) throw new CommandError(`${path} cannot be read: ${document?.error ?? 'it is empty'}`);
  return document.value as Kubeconfig;
}
