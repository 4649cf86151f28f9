import { SUBSCRIPTION_ID } from '../../core/azure/data/account.ts';
import type { Lab } from '../shared/lab.ts';
import { catalogue } from './catalogue.ts';
import { AKS_PREVIEW, EXTENSION_INDEX } from './extensions.ts';
import type { Failure } from './last-failure.ts';
import { argumentsOf } from './parser.ts';
import { closest } from './suggest.ts';
import type { Command, Group, Unsupported } from './types.ts';

/** What to try next after a refusal: for trainees, with AKSLAB_HINTS=1 or when they ask `akslab why`. */
export async function hintFor(failure: Failure, lab: Lab): Promise<string | undefined> {
  for (const [by, pattern, hint] of HINTS) {
    const match = failure.by === by ? pattern.exec(failure.message) : null;
    if (match) return typeof hint === 'function' ? hint(match[1]!, failure.args, lab) : hint;
  }
  return undefined;
}

type Hint = string | ((found: string, args: readonly string[], lab: Lab) => string | undefined | Promise<string | undefined>);

const PSP_OPTIONS = ['--enable-pod-security-policy', '--disable-pod-security-policy'];
const OF_EXTENSION = `this option comes with an extension: az extension add --name ${AKS_PREVIEW}`;

/** By whom, the words (their first group is handed on), and what helps. */
const HINTS: [Failure['by'], RegExp, Hint][] = [
  ['parser', /^unrecognized arguments: .*?(--[a-z-]+)/, likelyOption],
  [
    'parser',
    /^the following arguments are required: --resource-group\/-g$/,
    'az configure --defaults group=<name> says once for all which group is meant',
  ],
  [
    'parser',
    /^'((?:en|dis)able-pod-security-policy)'/,
    (option) => `that is an option: az aks update --resource-group <group> --name <cluster> --${option}`,
  ],
  [
    'client',
    /^No extension found with name '([^']*)'/,
    (name) =>
      meant(
        name,
        EXTENSION_INDEX.map((entry) => entry.name),
      ) ?? 'az extension list-available -o table lists what can be added',
  ],
  [
    'client',
    /^The extension (\S+) is not installed/,
    (name) =>
      meant(
        name,
        EXTENSION_INDEX.map((entry) => entry.name),
      ) ?? `az extension list -o table shows what is installed; az extension add --name ${AKS_PREVIEW} adds one`,
  ],
  ['client', /^Please run 'az login'/, 'az login --use-device-code signs you in; nobody asks for the code here'],
  ['azure', /PodSecurityPolicyPreview is not enabled/, nextStepOfFeature],
  [
    'azure',
    /^\(PodSecurityPolicyNotSupportedWithOrchestratorVersion\)/,
    'Kubernetes 1.25 has no PodSecurityPolicy: stay below it, or run az aks update --disable-pod-security-policy first',
  ],
  [
    'azure',
    /^\(PodSecurityPolicyNotSupportedWithAzurePolicyAddon\)/,
    (_, args) => `only one of the two is possible: az aks disable-addons --addons azure-policy${target(args)}`,
  ],
  ['azure', /^\(ResourceGroupNotFound\) Resource group '([^']*)'/, likelyGroup],
  ['azure', /^\(ResourceNotFound\).*\/managedClusters\/([^' ]*)'/, likelyCluster],
  ['azure', /^\(InvalidResourceNamespace\).* '([^']*)' is invalid/, likelyProvider],
  ['azure', /^\(FeatureNotFound\) The feature '([^']*)'/, likelyFeature],
  ['azure', /^\(LocationNotAvailable\w*\) The provided location '([^']*)'/, likelyLocation],
  [
    'azure',
    /^\(InvalidResourceGroupLocation\).*exists in location '([^']*)'/,
    (location) => `a group stays where it is: use --location ${location}, or another name`,
  ],
  ['azure', /^\(OperationNotAllowed\).*in progress/, (_, args) => `az aks wait --updated${target(args)} waits until it is over`],
  ['azure', /^\(OperationNotAllowed\).*stopped/, (_, args) => `az aks start${target(args)}`],
  [
    'azure',
    /^\(OperationNotAllowed\) \w+grading Kubernetes version/,
    (_, args) => `upgrades go one minor version at a time: az aks get-upgrades${target(args)} -o table lists where this one may go`,
  ],
  ['azure', /^\(InvalidParameter\) The value of parameter (\S+) is invalid/, (parameter) => NAMING_RULES[parameter]],
  ['azure', /^\(K8sVersionNotSupported\)/, 'az aks get-versions --location eastus -o table lists the versions'],
];

/** What https://aka.ms/aks-naming-rules says. */
const NAMING_RULES: Record<string, string> = {
  resourceName: 'the name of a cluster has letters, numbers, _ and -, a letter or number first and last, and at most 63 of them',
  dnsPrefix: 'it has letters, numbers and hyphens, a letter or number first and last, and at most 54 of them',
  'agentPoolProfile.name': 'the name of a pool has lower-case letters and numbers, a letter first, and at most 12 of them',
  'agentPoolProfile.count': 'a system pool has 1 to 1000 nodes; only a pool of mode User may have none',
};

const meant = (word: string, choices: readonly string[]): string | undefined => {
  const lower = new Map(choices.map((choice) => [choice.toLowerCase(), choice]));
  const found = closest(word.toLowerCase(), [...lower.keys()], 0.6);
  return found === undefined ? undefined : `was ${lower.get(found)} meant?`;
};

/** An option of this command that is spelled nearly so, or of the extension that it lacks. */
function likelyOption(option: string, args: readonly string[]): string | undefined {
  if (PSP_OPTIONS.includes(option)) return OF_EXTENSION;
  let node: Group = catalogue([AKS_PREVIEW]);
  for (const word of args) {
    const child: Group | Command | Unsupported | undefined = node.children.get(word.toLowerCase());
    if (child?.kind === 'command')
      return meant(
        option,
        argumentsOf(child).flatMap(({ options }) => options.filter((one) => one.startsWith('--'))),
      );
    if (child?.kind !== 'group') return undefined;
    node = child;
  }
  return undefined;
}

const SUBSCRIPTION = `/subscriptions/${SUBSCRIPTION_ID}`;
const list = async (lab: Lab, path: string): Promise<any[]> =>
  ((await lab.arm({ method: 'GET', path })).body as { value?: any[] }).value ?? [];

async function likelyGroup(name: string, _: readonly string[], lab: Lab): Promise<string> {
  const groups = (await list(lab, `${SUBSCRIPTION}/resourcegroups`)).map((group) => group.name);
  return (
    meant(name, groups) ?? 'az group list -o table shows the groups there are; az group create --name <name> --location eastus makes one'
  );
}

async function likelyCluster(name: string, args: readonly string[], lab: Lab): Promise<string> {
  const clusters = (await list(lab, `${SUBSCRIPTION}/providers/${PROVIDER}/managedClusters`)).map((cluster) => ({
    name: cluster.name as string,
    group: cluster.id.split('/')[4] as string,
  }));
  const elsewhere = clusters.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (elsewhere) return `${elsewhere.name} is in the group ${elsewhere.group}`;
  const near = meant(
    name,
    clusters.map((one) => one.name),
  );
  return near ?? 'az aks list -o table shows the clusters there are; akslab init --article makes the one of the article';
}

async function likelyProvider(namespace: string, _: readonly string[], lab: Lab): Promise<string> {
  const providers = (await list(lab, `${SUBSCRIPTION}/providers`)).map((provider) => provider.namespace);
  return meant(namespace, providers) ?? 'az provider list -o table lists the providers';
}

async function likelyFeature(name: string, args: readonly string[], lab: Lab): Promise<string> {
  const namespace = valueOf(args, ['--namespace']) ?? PROVIDER;
  const features = (await list(lab, `${SUBSCRIPTION}/providers/Microsoft.Features/providers/${namespace}/features`)).map(
    (feature) => feature.name.split('/')[1],
  );
  return meant(name, features) ?? `az feature list --namespace ${namespace} -o table lists the features`;
}

async function likelyLocation(location: string, _: readonly string[], lab: Lab): Promise<string> {
  const locations = (await list(lab, `${SUBSCRIPTION}/locations`)).map((one) => one.name);
  return meant(location, locations) ?? 'az account list-locations --query "[].name" -o tsv lists the regions';
}

/** `--resource-group g --name n`, as far as the command line said so. */
const target = (args: readonly string[]): string =>
  [
    ['--resource-group', '-g'],
    ['--name', '-n'],
  ]
    .map((names) => [names[0], valueOf(args, names)])
    .map(([name, value]) => (value === undefined ? '' : ` ${name} ${value}`))
    .join('');

function valueOf(args: readonly string[], names: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => names.includes(arg.split('=')[0]!));
  return at < 0 ? undefined : args[at]!.includes('=') ? args[at]!.slice(args[at]!.indexOf('=') + 1) : args[at + 1];
}

const PROVIDER = 'Microsoft.ContainerService';
const FEATURE = `--namespace ${PROVIDER} --name PodSecurityPolicyPreview`;

/** Enabling takes three steps: register the feature, wait until it is, refresh the provider. */
async function nextStepOfFeature(_: string, __: readonly string[], lab: Lab): Promise<string> {
  const path = `${SUBSCRIPTION}/providers/Microsoft.Features/providers/${PROVIDER}/features/PodSecurityPolicyPreview`;
  const { state } = ((await lab.arm({ method: 'GET', path })).body as { properties: { state: string } }).properties;
  if (state === 'Registered')
    return `the feature is Registered, but the provider has not seen it yet: az provider register --namespace ${PROVIDER}`;
  if (state === 'Registering')
    return `the feature is still Registering: az feature show ${FEATURE}, and when it is Registered az provider register --namespace ${PROVIDER}`;
  return `register the feature: az feature register ${FEATURE}`;
}
