import type { Command, Group } from './types.ts';
import { repr } from './python.ts';

/** A failure that ends the command with exit code 1, this message, and advice below it. */
export class AzError extends Error {
  constructor(
    message: string,
    readonly advice?: string,
  ) {
    super(message);
  }
}

/** A command line that the parser refuses: exit code 2. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly more: {
      /** The best guess at what was meant, printed below. */
      didYouMean?: string;
      /** It is the first word that is not known. */
      unknownGroup?: boolean;
      /** The command whose examples help. */
      command?: Command;
    } = {},
  ) {
    super(message);
  }
}

/** Where az itself has no message, and ends with a Python traceback: its exception. */
export class Crash extends Error {}

/** `-h` was met. */
export class HelpRequested extends Error {
  constructor(readonly of: Command | Group) {
    super('help');
  }
}

/** An answer of ARM that is an error. */
export class ArmFailure extends Error {
  constructor(
    readonly status: number,
    readonly error: { code?: string; message?: string; target?: string; details?: ArmDetail[]; innererror?: unknown },
  ) {
    super(armText(status, error));
  }
}

interface ArmDetail {
  code?: string;
  message?: string;
  target?: string;
}

export const REASONS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  500: 'Internal Server Error',
};

/** azure-core's ODataV4Format as printed. */
function armText(status: number, error: ArmFailure['error']): string {
  if (!error.code) return `Operation returned an invalid status '${REASONS[status] ?? status}'`;
  const lines = [`(${error.code}) ${error.message}`, `Code: ${error.code}`, `Message: ${error.message}`];
  if (error.target) lines.push(`Target: ${error.target}`);
  (error.details ?? []).forEach((detail, i) => {
    lines.push(
      `${i === 0 ? 'Exception Details:' : ''}\t(${detail.code}) ${detail.message}`,
      `\tCode: ${detail.code}`,
      `\tMessage: ${detail.message}`,
    );
    if (detail.target) lines.push(`\tTarget: ${detail.target}`);
  });
  if (error.innererror) lines.push(`Inner error: ${JSON.stringify(error.innererror, null, 4)}`);
  return lines.join('\n');
}

export const QUERY_DOCS = "To learn more about --query, please visit: 'https://docs.microsoft.com/cli/azure/query-azure-cli'";
const SEE_DEBUG = '\n\nUse --debug for more information';

/** The texts of az's own errors and warnings. */
export const messages = {
  reference: 'https://aka.ms/cli_ref',
  readMore: 'Read more about the command in reference docs',
  crash: 'The command failed with an unexpected error. Here is the traceback:',
  crashAdvice:
    'To check existing issues, please visit: https://github.com/Azure/azure-cli/issues\nTo open a new issue, please run `az feedback`',
  notLoggedIn: "Please run 'az login' to setup account.",
  accountListEmpty: 'Please run "az login" to access your accounts.',
  strangeSubscription: (subscription: string) => `Subscription '${subscription}' not recognized.`,
  subscriptionNotFound: (subscription: string) => `Subscription '${subscription}' not found. Check the spelling and casing and try again.`,
  noSubscription: (subscription: string) => `The subscription of '${subscription}' doesn't exist in cloud 'AzureCloud'.`,
  login: {
    deviceCodeAlone: "usage error: '--use-device-code' is not applicable with other arguments",
    certificateForPrincipal: "usage error: '--use-sn-issuer' is only applicable with a service principal",
    principalUsage: 'usage error: --service-principal --username NAME --password SECRET --tenant TENANT',
    passwordMissing: 'Please specify both username and password in non-interactive mode.',
    tenantMissing: 'Please supply tenant using "--tenant"',
    noAccounts: 'There are no active accounts.',
    unknownUser: (name: string, user: string) =>
      `AADSTS50034: The user account ${name} does not exist in the simulated tenant, whose user is ${user}.`,
    unknownTenant: (tenant: string, known: string) => `AADSTS90002: Tenant '${tenant}' not found. The simulated tenant is ${known}.`,
  },
  unsupported: (what: string) => `akslab does not simulate '${what}' yet.`,
  misspelled: (word: string) => `'${word}' is misspelled or not recognized by the system.`,
  invalidChoice: (command: string, value: string, option: string, choices: readonly string[]) =>
    `az ${command}: ${repr(value)} is not a valid value for '${option}'. Allowed values: ${choices.join(', ')}.`,
  querySyntax: (query: string) => `argument --query: invalid jmespath_type value: ${repr(query)}`,
  queryFailed: (reason: string) => `Invalid jmespath query supplied for \`--query\`: ${reason}`,
  extensionReference:
    "If the command is from an extension, please make sure the corresponding extension is installed. To learn more about extensions, please visit 'https://docs.microsoft.com/cli/azure/azure-cli-extensions-overview'",
  tableUnavailable: 'Table output unavailable. Use the --query option to specify an appropriate query. Use --debug for more info.',
  loudAndQuiet: "--only-show-errors can't be used together with --debug or --verbose",
  cancelled: 'Operation cancelled.',
  noTty: 'Unable to prompt for confirmation as no tty available. Use --yes.',
  waitCancelled: 'Long-running operation wait cancelled.  ',
  altered: (extension: string) => `The behavior of this command has been altered by the following extension: ${extension}`,
  deprecated: (what: string) => `${what} has been deprecated and will be removed in a future release.`,
  preview: (option: string) =>
    `Argument '${option}' is in preview and under development. Reference and support levels: https://aka.ms/CLI_refstatus`,
  experimental: (group: string) =>
    `Command group '${group}' is experimental and under development. Reference and support levels: https://aka.ms/CLI_refstatus`,
  featurePropagation: (feature: string, done: string, namespace: string) =>
    `Once the feature '${feature}' is ${done}, invoking 'az provider register -n ${namespace}' is required to get the change propagated`,
  providerOngoing: (doing: string, namespace: string) =>
    `${doing} is still on-going. You can monitor using 'az provider show -n ${namespace}'`,
  registeringForYou: (namespace: string) =>
    `Resource provider '${namespace}' used by this operation is not registered. We are registering for you.`,
  registrationSucceeded: 'Registration succeeded.',
  mutuallyExclusive: (a: string, b: string) => `Cannot specify ${a} and ${b} at the same time.`,
  extension: {
    preview: (name: string) => `The installed extension '${name}' is in preview.`,
    already: (name: string, version: string) => `Extension '${name}' ${version} is already installed.`,
    overridden: (version: string) => `It will be overridden with version ${version}.`,
    latest: (name: string) => `Latest version of '${name}' is already installed.`,
    latestUpdate: (name: string) => `Latest version of '${name}' is already installed.${SEE_DEBUG}`,
    notFound: (name: string) => `Extension ${name} not found.`,
    unknown: (name: string) => `No extension found with name '${name}'${SEE_DEBUG}`,
    unknownVersion: (name: string, version: string) => `Version '${version}' not found for extension '${name}'${SEE_DEBUG}`,
    incompatible: (name: string, version: string, core: string, least: string) =>
      `The '${name}' extension version ${version} is not compatible with your current CLI core version ${core}.\nThis extension requires a min of ${least} CLI core.\nPlease run 'az upgrade' to upgrade to a compatible version.${SEE_DEBUG}`,
    notInstalled: (name: string) => `The extension ${name} is not installed.`,
    usage: 'usage error: --name NAME | --source SOURCE',
  },
  config: {
    notSet: (name: string) => `Configuration '${name}' is not set.`,
    setUsage: 'usage error: [section].[name]=[value] ...',
    defaultsUsage: 'usage error: --defaults STRING=STRING STRING=STRING ...',
    interactive: 'This command is interactive and no tty available.',
  },
  kubeconfig: {
    merged: (context: string, path: string) => `Merged "${context}" as current context in ${path}`,
    permissions: (path: string, mode: string) =>
      `${path} has permissions "${mode}".\nIt should be readable and writable only by its owner.`,
    conflict: (name: string, where: string) => `A different object named ${name} already exists in ${where} in your kubeconfig file.`,
    ask: (name: string) => `A different object named ${name} already exists in your kubeconfig file.\nOverwrite?`,
    parse: (path: string, why: string) => `Error parsing ${path} (${why})`,
    missingKey: (key: string) =>
      `No such key '${key}' in existing config, please confirm whether it is a valid config file. May back up this config file, delete it and retry the command.`,
    adminFormat: '--format can only be specified when requesting clusterUser credential.',
  },
  aks: {
    name: '--name cannot exceed 63 characters and can only contain letters, numbers, underscores (_) or dashes (-).',
    version: '--kubernetes-version should be the full version number or major.minor version number, such as "1.7.12" or "1.7"',
    poolNameLength: '--nodepool-name can contain at most 12 characters',
    poolNameCharacters: '--nodepool-name should contain only alphanumeric characters',
    networkPolicy: '--network-policy should be provided in lowercase',
    networkPluginMissing: 'Please explicitly specify the network plugin type',
    podCidrOverwritten: (podCidr: string) =>
      `When using \`--network-plugin azure\` without the preview feature \`--network-plugin-mode overlay\` the provided pod CIDR "${podCidr}" will be overwritten with the subnet CIDR.`,
    basicBalancer: "userDefinedRouting doesn't support basic load balancer sku",
    subnetMissing:
      '--vnet-subnet-id must be specified for userDefinedRouting and it must be pre-configured with a route table with egress rules',
    label: (label: string, reason: string) => `Invalid label: ${label}. ${reason}`,
    labelReasons: {
      form: 'Label definition must be of format name=value.',
      prefixLength: "Label prefix can't be empty or more than 253 chars.",
      prefix:
        "Prefix part a DNS-1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
      nameLength: "Label name can't be empty or more than 63 chars.",
      name: "A qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
      valueLength: 'Label must not be more than 63 chars.',
      value:
        "A valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    },
    addonsRepeated: (names: string[]) =>
      `Duplicate addon${names.length > 1 ? 's' : ''} '${names.join(',')}' found in option --enable-addons.`,
    addonsUnknown: (names: string[]) =>
      `'${names.join(',')}' ${names.length > 1 ? 'are' : 'is'} not recognized by the --enable-addons argument.`,
    addonAbsent: (name: string) => `The addon ${name} is not installed.`,
    dnsPrefix: '--dns-prefix has no value',
    vmSetType: '--vm-set-type can only be VirtualMachineScaleSets or AvailabilitySet',
    format: '--format can only be azure or exec.',
    exists: (name: string, group: string) =>
      `The cluster '${name}' under resource group '${group}' already exists. Please use command 'az aks update' to update the existing cluster, or select a different cluster name to create a new cluster.`,
    noKey:
      'An RSA key file or key value must be supplied to SSH Key Value. You can use --generate-ssh-keys to let CLI generate one for you',
    keysGenerated: (key: string) =>
      `SSH key files '${key}' and '${key}.pub' have been generated under ~/.ssh to allow SSH access to the VM. If using machines without permanent storage like Azure Cloud Shell without an attached file share, back up your keys to a safe location`,
    unknownPool: (name: string) => `The nodepool "${name}" was not found.`,
    severalPools:
      'There are more than one node pool in the cluster. Please specify nodepool name or use az aks nodepool command to scale node pool',
    sameVersion: (version: string) =>
      `The cluster is already on version ${version} and is not in a failed state. No operations will occur when upgrading to the same version if the cluster is not in a failed state.`,
    reconcile: 'no argument specified to update would you like to reconcile to current settings?',
    specifyOne: (options: string) => `Please specify one or more of ${options}.`,
    upgradeWarning: 'Kubernetes may be unavailable during cluster upgrades.\n Are you sure you want to perform this operation?',
    upgradeAll: (version: string) =>
      `Since control-plane-only argument is not specified, this will upgrade the control plane AND all nodepools to version ${version}. Continue?`,
    upgradeControlPlane: (version: string) =>
      `Since control-plane-only argument is specified, this will upgrade only the control plane to ${version}. Node pool will not change. Continue?`,
    invalidAddon: (name: string) => `Invalid addon name: ${name}.`,
  },
};
