import { AzError, messages } from '../../errors.ts';
import { clusterView } from '../../models/container-service.ts';
import type { Context } from '../../types.ts';
import { GROUP, NO_WAIT, arranged, command, required } from '../define.ts';
import { ENABLE_ADDONS_OPTIONS } from './known-options.ts';
import { CLUSTER, isPreview } from './options.ts';
import { aksPaths } from './paths.ts';

/** Addons by az's name for them; those without the service's name are not simulated. */
const ADDONS: Record<string, string | undefined> = {
  'azure-policy': 'azurepolicy',
  http_application_routing: undefined,
  monitoring: undefined,
  'virtual-node': undefined,
  'kube-dashboard': undefined,
  'ingress-appgw': undefined,
  confcom: undefined,
  'open-service-mesh': undefined,
  'azure-keyvault-secrets-provider': undefined,
};

/** The profiles of addons named in a list with commas. */
export function addonProfiles(names: string, enabled: boolean): Record<string, { enabled: boolean }> {
  return Object.fromEntries(
    names.split(',').map((name) => {
      if (!Object.hasOwn(ADDONS, name)) throw new AzError(messages.aks.invalidAddon(name));
      const profile = ADDONS[name];
      if (profile === undefined) throw new AzError(messages.unsupported(`--addons ${name}`));
      return [profile, { enabled }];
    }),
  );
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
  const addons = { ...cluster.properties.addonProfiles, ...addonProfiles(values.addons, enabled) };
  const changed = await arm.put(path, { ...cluster, properties: { ...cluster.properties, addonProfiles: addons } }, values.noWait);
  return changed && clusterView(changed, preview);
}
