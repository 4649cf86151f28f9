import { OWNER_ONLY } from '../../../shared/terminal.ts';
import { AzError, messages } from '../../errors.ts';
import { readIfThere, writeInto } from '../../folder.ts';
import { clusterView } from '../../models/container-service.ts';
import { generateSshKey, isPublicKey } from '../../ssh.ts';
import type { Context } from '../../types.ts';
import { command, tagsOf } from '../define.ts';
import { groupPath, settleLocation } from '../group.ts';
import { createAddons } from './addons.ts';
import { CREATE_ARGUMENTS, isPreview } from './options.ts';
import { aksPaths } from './paths.ts';

export const CREATE_COMMANDS = [
  command('aks create', 'Create a managed Kubernetes cluster.', {
    arguments: CREATE_ARGUMENTS,
    examples: [
      {
        title: 'Create a cluster with one node',
        command: 'az aks create --resource-group myResourceGroup --name myAKSCluster --node-count 1 --generate-ssh-keys',
      },
    ],
    run: create,
  }),
];

async function create(context: Context) {
  const { values, arm } = context;
  const sshKey = values.noSshKey ? undefined : await publicKey(context);
  const location = values.location ? await settleLocation(arm, values.location) : (await arm.get(groupPath(arm, values.group))).location;
  checkNetwork(context);
  const addons = createAddons(values.addons);
  const preview = isPreview(context);
  const path = aksPaths(arm, preview).cluster(values.group, values.name);
  // The core's create updates a cluster that is there; aks-preview's, since 0.5.133, refuses.
  if (preview && (await arm.raw('GET', path)).code === 200) throw new AzError(messages.aks.exists(values.name, values.group));
  const made = await arm.put(path, body(values, location, sshKey, addons, arm.subscription().split('/')[2]!, preview), values.noWait);
  return made && clusterView(made, preview);
}

/** What the options about the network want of each other (acs `managed_cluster_decorator.py`, _get_outbound_type and _get_network_plugin). */
function checkNetwork({ values, log }: Context): void {
  const outbound = values.outboundType ?? 'loadBalancer';
  if (outbound !== 'loadBalancer') {
    if (values.loadBalancerSku === 'basic') throw new AzError(messages.aks.basicBalancer);
    // The option that would name the subnet is not simulated.
    if (outbound !== 'managedNATGateway') throw new AzError(messages.aks.subnetMissing);
  }
  const { networkPlugin, podCidr, serviceCidr, dnsServiceIp, dockerBridge, networkPolicy } = values;
  if (networkPlugin === 'azure' && podCidr) log.warning(messages.aks.podCidrOverwritten(podCidr));
  if (!networkPlugin && (podCidr || serviceCidr || dnsServiceIp || dockerBridge || networkPolicy))
    throw new AzError(messages.aks.networkPluginMissing);
}

/** The body as az sends it (acs `managed_cluster_decorator.py`, construct_mc_profile_default). */
function body(
  values: Context['values'],
  location: string,
  sshKey: string | undefined,
  addonProfiles: object,
  subscription: string,
  preview: boolean,
) {
  const pool = {
    count: values.nodeCount,
    vmSize: values.vmSize,
    osDiskSizeGB: values.diskSize,
    ...(values.maxPods && { maxPods: values.maxPods }),
    osType: 'Linux',
    enableAutoScaling: false,
    type: 'VirtualMachineScaleSets',
    mode: 'System',
    orchestratorVersion: values.version,
    upgradeSettings: {},
    ...(values.zones && { availabilityZones: values.zones }),
    ...(values.poolLabels && { nodeLabels: tagsOf(values.poolLabels) }),
    ...(values.poolTags && { tags: tagsOf(values.poolTags) }),
    enableNodePublicIP: false,
    name: values.poolName,
  };
  const azureNetwork = values.networkPlugin === 'azure';
  return {
    location,
    ...(values.tags && { tags: tagsOf(values.tags) }),
    identity: { type: 'SystemAssigned' },
    properties: {
      kubernetesVersion: values.version,
      dnsPrefix: values.dnsPrefix ?? defaultDnsPrefix(values.name, values.group, subscription),
      agentPoolProfiles: [pool],
      ...(sshKey !== undefined && { linuxProfile: { adminUsername: values.adminUsername, ssh: { publicKeys: [{ keyData: sshKey }] } } }),
      addonProfiles,
      ...(values.nodeResourceGroup && { nodeResourceGroup: values.nodeResourceGroup }),
      enableRBAC: !values.disableRbac,
      ...(preview && { enablePodSecurityPolicy: values.enablePsp ?? false }),
      networkProfile: {
        networkPlugin: values.networkPlugin ?? 'kubenet',
        ...(values.networkPolicy && { networkPolicy: values.networkPolicy }),
        ...(!azureNetwork && { podCidr: values.podCidr ?? '10.244.0.0/16' }),
        serviceCidr: values.serviceCidr ?? '10.0.0.0/16',
        dnsServiceIP: values.dnsServiceIp ?? '10.0.0.10',
        dockerBridgeCidr: values.dockerBridge ?? '172.17.0.1/16',
        outboundType: values.outboundType ?? 'loadBalancer',
        loadBalancerSku: values.loadBalancerSku ?? 'standard',
      },
      ...(values.channel && { autoUpgradeProfile: { upgradeChannel: values.channel } }),
      disableLocalAccounts: values.disableLocalAccounts ?? false,
      storageProfile: {},
    },
  };
}

/** acs `_get_default_dns_prefix`: parts of the names of cluster and group, and of the subscription's id. */
export function defaultDnsPrefix(name: string, group: string, subscription: string): string {
  const clean = (text: string, length: number) => text.replaceAll(/[^A-Za-z0-9-]/g, '').slice(0, length);
  const start = clean(name, 10);
  return `${/^[a-zA-Z]/.test(start) ? '' : 'a'}${start}-${clean(group, 16)}-${subscription.slice(0, 6)}`;
}

/** The key given, or that of the home, or a new one. Nothing is read from or written to the user's own ~/.ssh. */
async function publicKey({ values, terminal, lab, log }: Context): Promise<string> {
  const folder = `${lab.home}/.ssh`;
  const asked = values.sshKey as string | undefined;
  const found = asked !== undefined && isPublicKey(asked) ? asked : readIfThere(terminal.files, asked ?? `${folder}/id_rsa.pub`);
  if (found !== undefined && isPublicKey(found)) return found;
  if (!values.generateSshKeys) throw new AzError(messages.aks.noKey);
  const { privateKey, publicKey } = await generateSshKey('');
  writeInto(terminal.files, folder, 'id_rsa', privateKey, OWNER_ONLY);
  writeInto(terminal.files, folder, 'id_rsa.pub', publicKey);
  log.warning(messages.aks.keysGenerated(`${folder}/id_rsa`));
  return publicKey;
}
