import { aksCommands } from './commands/aks/index.ts';
import { ACCOUNT_COMMANDS } from './commands/account.ts';
import { CONFIG_COMMANDS } from './commands/config.ts';
import { EXTENSION_COMMANDS } from './commands/extension.ts';
import { FEATURE_COMMANDS } from './commands/feature.ts';
import { GROUP_COMMANDS } from './commands/group.ts';
import { PROVIDER_COMMANDS } from './commands/provider.ts';
import { REST_COMMANDS } from './commands/rest.ts';
import { VERSION_COMMANDS } from './commands/version.ts';
import { AKS_PREVIEW } from './extensions.ts';
import type { Command, Group } from './types.ts';

/** Groups that akslab has, with what help says of them. */
const GROUPS: Record<string, string> = {
  '': 'The Azure CLI, over a simulated Azure.',
  account: 'Subscriptions of the account.',
  aks: 'Managed Kubernetes clusters.',
  'aks nodepool': 'Node pools of a cluster.',
  config: 'Configuration of the CLI.',
  extension: 'Extensions of the CLI.',
  feature: 'Preview features of resource providers.',
  group: 'Resource groups.',
  provider: 'Resource providers.',
  resource: 'Resources.',
};

/** Commands and groups of az 2.45.0 that akslab does not have: known, so that they are neither misspelled nor never suggested. */
const ELSEWHERE: Record<string, string> = {
  '':
    'acr ad advisor afd ams apim appconfig appservice aro backup batch batchai bicep billing bot cache capacity cdn cloud cognitiveservices connection consumption container ' +
    'cosmosdb databoxedge demo deployment deployment-scripts deploymentmanager disk disk-access disk-encryption-set dla dls dms eventgrid eventhubs feedback find functionapp ' +
    'hdinsight identity image interactive iot keyvault kusto lab lock logicapp managed-cassandra managedapp managedservices maps mariadb monitor mysql netappfiles network ' +
    'policy postgres ppg private-link redis relay resourcemanagement restore-point role search security self-test servicebus sf sig signalr snapshot sql sshkey staticwebapp storage ' +
    'survey synapse tag term ts upgrade vm vmss webapp',
  account: 'lock management-group',
  aks: 'browse check-acr command install-cli oidc-issuer remove-dev-spaces rotate-certs snapshot update-credentials use-dev-spaces',
  'aks nodepool': 'get-upgrades snapshot start stop update wait',
  config: 'param-persist',
  feature: 'registration',
  group: 'deployment export lock wait',
  provider: 'operation permission',
  resource: 'create delete invoke-action link lock move show tag update wait',
};

/** What aks-preview adds to them. */
const ELSEWHERE_PREVIEW: Record<string, string> = {
  aks: 'egress-endpoints kanalyze kollect maintenanceconfiguration operation-abort pod-identity trustedaccess',
  'aks nodepool': 'operation-abort',
};

/** All commands as a tree, as they are with the extensions that are installed. */
export function catalogue(installed: readonly string[]): Group {
  const root = newGroup('');
  const groups = new Map([['', root]]);
  const groupOf = (name: string): Group => {
    const known = groups.get(name);
    if (known) return known;
    const group = newGroup(name);
    groups.set(name, group);
    groupOf(parentOf(name)).children.set(lastWord(name), group);
    return group;
  };
  for (const command of commands(installed)) groupOf(parentOf(command.name)).children.set(lastWord(command.name), command);
  const elsewhere = [...Object.entries(ELSEWHERE), ...(installed.includes(AKS_PREVIEW) ? Object.entries(ELSEWHERE_PREVIEW) : [])];
  for (const [name, words] of elsewhere) {
    for (const word of words.split(' ')) groupOf(name).children.set(word, { kind: 'unsupported', name: `${name} ${word}`.trim() });
  }
  return root;
}

const commands = (installed: readonly string[]): Command[] => [
  ...VERSION_COMMANDS,
  ...ACCOUNT_COMMANDS,
  ...GROUP_COMMANDS,
  ...EXTENSION_COMMANDS,
  ...FEATURE_COMMANDS,
  ...PROVIDER_COMMANDS,
  ...aksCommands(installed.includes(AKS_PREVIEW)),
  ...CONFIG_COMMANDS,
  ...REST_COMMANDS,
];

const newGroup = (name: string): Group => ({ kind: 'group', name, summary: GROUPS[name] ?? '', children: new Map() });
const lastWord = (name: string): string => name.slice(name.lastIndexOf(' ') + 1);
const parentOf = (name: string): string => name.slice(0, Math.max(name.lastIndexOf(' '), 0));
