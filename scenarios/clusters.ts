/** The cluster that a scenario starts with. */
import { readFiles, writeFiles } from './client-files.ts';
import type { Session } from './session.ts';
import type { Scenario } from './types.ts';

export type StartCluster = NonNullable<Scenario['cluster']>;

interface Made {
  state: unknown;
  /** The clients' files in the state home: kubeconfig, extensions, keys. */
  files: Map<string, Buffer>;
}

/** What this process has made, by host and cluster: the next scenario that starts alike begins with a copy. */
const made = new Map<string, Made>();

/** Makes the cluster and fetches its credentials. Returns the command that failed and what it said, if one did. */
export async function makeCluster(cluster: StartCluster, session: Session): Promise<string | undefined> {
  const { host } = session;
  const key = host.alike && JSON.stringify([host.alike, cluster]);
  const copy = key && made.get(key);
  if (copy) {
    await host.restore(copy.state);
    writeFiles(host.lab.home, copy.files);
    return undefined;
  }
  for (const line of clusterCommands(cluster)) {
    const { code, stderr } = await session.run(line);
    if (code !== 0) return `${line}: exit code ${code}: ${stderr.trim()}`;
  }
  if (key) made.set(key, { state: await host.snapshot(), files: readFiles(host.lab.home) });
  return undefined;
}

function clusterCommands(cluster: StartCluster): string[] {
  const named = `--resource-group ${cluster.group} --name ${cluster.name}`;
  const enable = [
    'az extension add --name aks-preview --only-show-errors',
    'az feature register --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview --only-show-errors --output none',
    'sleep 600',
    'az provider register --namespace Microsoft.ContainerService --only-show-errors',
  ];
  return [
    ...(cluster.podSecurityPolicy ? enable : []),
    `az group create --name ${cluster.group} --location eastus --output none`,
    `az aks create ${named} --kubernetes-version ${cluster.version} --node-count ${cluster.nodes} --generate-ssh-keys${cluster.podSecurityPolicy ? ' --enable-pod-security-policy' : ''} --only-show-errors --output none`,
    `az aks get-credentials ${named} --admin --only-show-errors`,
  ];
}
