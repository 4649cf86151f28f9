import { AzError, messages } from '../../errors.ts';
import { clusterView } from '../../models/container-service.ts';
import type { Context } from '../../types.ts';
import { GROUP, NO_WAIT, arranged, command, required } from '../define.ts';
import { ENABLE_ADDONS_OPTIONS } from './known-options.ts';
import { CLUSTER, isPreview } from './options.ts';
import { aksPaths } from './paths.ts';

/** Addons by az's name for them, with the service's. */
const ADDONS: Record<string, string> = {
  http_application_routing: 'httpApplicationRouting',
  monitoring: 'omsagent',
  'virtual-node': 'aciConnectorLinux',
  'kube-dashboard': 'kubeDashboard',
  'azure-policy': 'azurepolicy',
  'ingress-appgw': 'ingressApplicationGateway',
  confcom: 'ACCSGXDevicePlugin',
  'open-service-mesh': 'openServiceMesh',
  'azure-keyvault-secrets-provider': 'azureKeyvaultSecretsProvider',
};
const SIMULATED = ['azure-policy'];

type Profiles = Record<string, { enabled: boolean; config?: null }>;

/** The profiles of addons that a cluster is made with, `azure-policy,monitoring`. */
export function createAddons(names: string | undefined): Profiles {
  const asked = names ? names.split(',') : [];
  const repeated = [...new Set(asked.filter((name, i) => asked.indexOf(name) !== i))];
  if (repeated.length) throw new AzError(messages.aks.addonsRepeated(repeated));
  const unknown = asked.filter((name) => !Object.hasOwn(ADDONS, name));
  if (unknown.length) throw new AzError(messages.aks.addonsUnknown(unknown));
  return Object.fromEntries(asked.map((name) => [simulated(name), { enabled: true }]));
}

function simulated(name: string): string {
  if (!SIMULATED.includes(name)) throw new AzError(messages.unsupported(`--addons ${name}`));
  return ADDONS[name]!;
}

/** acs `_update_addons`. */
function changeAddons(profiles: Profiles, names: string, enabled: boolean): Profiles {
  const changed = { ...profiles };
  for (const name of names.split(',')) {
    if (!Object.hasOwn(ADDONS, name)) throw new AzError(messages.aks.invalidAddon(name));
    if (!enabled && !Object.hasOwn(changed, ADDONS[name]!)) throw new AzError(messages.aks.addonAbsent(ADDONS[name]!));
    changed[simulated(name)] = { ...changed[ADDONS[name]!], enabled };
  }
  return changed;
}

const ADDONS_OPTION = required('--addons -a', 'addons', 'Addons, separated by commas: azure-policy.');

export const ADDON_COMMANDS = [
  command('aks enable-addons', 'Enable addons of a cluster.', {
    arguments: arranged(ENABLE_ADDONS_OPTIONS, [GROUP, CLUSTER, ADDONS_OPTION, NO_WAIT]),
    run: (context) => change(context, true),
  }),
  command('aks disable-addons', 'Disable addons of a cluster.', {
    arguments: [GROUP, CLUSTER, ADDONS_OPTION, NO_WAIT],
    run: (context) => change(context, false),
  }),
];

async function change(context: Context, enabled: boolean) {
  const { arm, values } = context;
  const preview = isPreview(context);
  const path = aksPaths(arm, preview).cluster(values.group, values.name);
  const cluster = await arm.get(path);
  const addons = changeAddons(cluster.properties.addonProfiles ?? {}, values.addons, enabled);
  const changed = await arm.put(path, { ...cluster, properties: { ...cluster.properties, addonProfiles: addons } }, values.noWait);
  return changed && clusterView(changed, preview);
}
