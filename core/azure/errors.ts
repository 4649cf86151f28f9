import type { JsonObject } from '../store.ts';
import type { ArmResponse } from './types.ts';

/** A request that ARM or a resource provider refuses; the router turns it into its answer. */
export class ArmError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** `rp` errors of the container service come without the `error` envelope. */
    readonly from: 'gateway' | 'rp',
    readonly more: JsonObject = {},
  ) {
    super(message);
  }

  response(): ArmResponse {
    const error: JsonObject = { code: this.code, message: this.message, ...this.more };
    return this.from === 'gateway'
      ? { code: this.status, headers: { 'x-ms-failure-cause': 'gateway' }, body: { error } }
      : { code: this.status, body: { ...error, subcode: '' } };
  }
}

const gateway = (status: number, code: string, message: string, more?: JsonObject) => new ArmError(status, code, message, 'gateway', more);
const service = (status: number, code: string, message: string, target?: string) =>
  new ArmError(status, code, message, 'rp', target === undefined ? {} : { target });

/** Every error that Azure's side gives: code, status and text in one place. */
export const armErrors = {
  notFound: (path: string) => gateway(404, 'NotFound', `No HTTP resource was found that matches the request URI '${path}'.`),
  methodNotAllowed: (method: string) =>
    gateway(405, 'MethodNotAllowed', `The requested resource does not support http method '${method}'.`),
  invalidContent: () => gateway(400, 'InvalidRequestContent', 'The request content was invalid and could not be deserialized.'),
  subscriptionNotFound: (id: string) => gateway(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`),
  groupNotFound: (name: string) => gateway(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`),
  groupBeingDeleted: (name: string) =>
    gateway(409, 'ResourceGroupBeingDeleted', `The resource group '${name}' is in deprovisioning state and cannot perform this operation.`),
  groupLocation: (asked: string, has: string) =>
    gateway(
      409,
      'InvalidResourceGroupLocation',
      `Invalid resource group location '${asked}'. The Resource group already exists in location '${has}'.`,
    ),
  groupName: (name: string, characters: string) =>
    gateway(
      400,
      'InvalidResourceGroupName',
      `The provided resource group name '${name}' has these invalid characters: '${characters}'. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.`,
    ),
  groupNameEnd: (name: string) =>
    gateway(400, 'InvalidResourceGroupName', `The provided resource group name '${name}' must not end with a period.`),
  groupNameLength: (name: string) =>
    gateway(400, 'InvalidResourceGroupName', `The provided resource group name '${name}' is longer than the limit of 90 characters.`),
  locationRequired: () => gateway(400, 'LocationRequired', 'The location property is required for this definition.'),
  locationNotAvailable: (location: string, type: string, available: readonly string[]) =>
    gateway(
      400,
      'LocationNotAvailableForResourceType',
      `The provided location '${location}' is not available for resource type '${type}'. List of available regions for the resource type is '${available.join(',')}'.`,
    ),
  resourceNotFound: (type: string, name: string, group: string) =>
    gateway(
      404,
      'ResourceNotFound',
      `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    ),
  resourceLocation: (name: string, group: string, has: string, asked: string) =>
    gateway(
      409,
      'InvalidResourceLocation',
      `The resource '${name}' already exists in location '${has}' in resource group '${group}'. A resource with the same name cannot be created in location '${asked}'. Please select a new resource name.`,
    ),
  namespaceInvalid: (namespace: string) => gateway(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`),
  featureNotFound: (feature: string) => gateway(404, 'FeatureNotFound', `The feature '${feature}' could not be found.`),
  providerInUse: (namespace: string) =>
    gateway(
      409,
      'CannotUnregisterProvider',
      `The resource provider '${namespace}' cannot be unregistered: resources of it exist in the subscription.`,
    ),
  subscriptionNotRegistered: (namespace: string) => {
    const message = `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
    return gateway(409, 'MissingSubscriptionRegistration', message, {
      details: [{ code: 'MissingSubscriptionRegistration', target: namespace, message }],
    });
  },

  operationNotFound: (id: string) => service(404, 'NotFound', `The operation '${id}' was not found.`),
  agentPoolNotFound: (pool: string, cluster: string) =>
    service(404, 'NotFound', `Agent pool '${pool}' was not found in managed cluster '${cluster}'.`),
  operationInProgress: (state: string) =>
    service(
      409,
      'OperationNotAllowed',
      `Operation is not allowed: Another operation (${state}) is in progress, please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details`,
    ),
  clusterStopped: () =>
    service(409, 'OperationNotAllowed', 'Operation is not allowed while the managed cluster is stopped. Please start it first.'),
  /** Starting what runs, stopping what is stopped: MicrosoftDocs/azure-docs#85161. */
  powerUnchanged: (provisioning: string, power: string) =>
    service(
      400,
      'OperationNotAllowed',
      `managed cluster is in Provisioning State(${provisioning}) and Power State(${power}), ${power === 'Running' ? 'starting' : 'stopping'} cannot be performed`,
    ),
  featureNotEnabled: (feature: string) =>
    service(400, 'BadRequest', `Feature ${feature} is not enabled. Please see https://aka.ms/aks/previews for how to enable features.`),
  pspRequiresRbac: () => service(400, 'PodSecurityPolicyRequiresRBAC', 'PodSecurityPolicyRequiresRBAC'),
  pspVersion: (version: string) =>
    service(
      400,
      'PodSecurityPolicyNotSupportedWithOrchestratorVersion',
      `PodSecurityPolicy is not supported with Kubernetes version ${version}: it was removed in 1.25. Disable pod security policy first. See https://aka.ms/aks/psp for more details.`,
    ),
  pspAzurePolicy: () =>
    service(
      400,
      'PodSecurityPolicyNotSupportedWithAzurePolicyAddon',
      'PodSecurityPolicy is not supported with azure policy addon. Please see https://aka.ms/aks/azpodpolicy for how to enable this feature.',
    ),
  versionNotSupported: (version: string) =>
    service(
      400,
      'K8sVersionNotSupported',
      `Version ${version} is not supported in this region. Please use [az aks get-versions] command to get the supported version list in this region. For more information, please check https://aka.ms/supported-version-list`,
      'kubernetesVersion',
    ),
  /** rancher/rancher#24071, rancher/dashboard#11884; newest first. */
  upgradeNotAllowed: (from: string, to: string, available: readonly string[], up: boolean) =>
    service(
      400,
      'OperationNotAllowed',
      `${up ? 'Upgrading' : 'Downgrading'} Kubernetes version ${from} to ${to} is not allowed. Available upgrades: [${available.join(' ')}]. Please see https://aka.ms/aks-supported-k8s-ver for version details.`,
    ),
  /** MicrosoftDocs' page about NodePoolMcVersionIncompatible. */
  poolVersion: (version: string, cluster: string, minors: { pool: number; cluster: number }) =>
    service(
      400,
      'NodePoolMcVersionIncompatible',
      `Node pool version ${version} and control plane version ${cluster} are incompatible. ${
        minors.pool >= minors.cluster
          ? `Minor version of node pool version ${minors.pool} is bigger than control plane version ${minors.cluster}.`
          : `Minor version of node pool cannot be more than 2 versions less than control plane's version. Minor version of node pool is ${minors.pool} and control plane is ${minors.cluster}.`
      } For more information, please check https://aka.ms/version-skew-policy.`,
      'agentPoolProfile.orchestratorVersion',
    ),
  changeNotAllowed: (property: string) =>
    service(400, 'PropertyChangeNotAllowed', `Changing property '${property}' is not allowed.`, property),
  invalidParameter: (parameter: string, detail: string) =>
    service(400, 'InvalidParameter', `The value of parameter ${parameter} is invalid. ${detail}`, parameter),
  /** What breaks a rule about names and sizes: Azure/AKS#3300, Azure/azure-cli#22442. */
  namingRules: (parameter: string) =>
    service(
      400,
      'InvalidParameter',
      `The value of parameter ${parameter} is invalid. Please see https://aka.ms/aks-naming-rules for more details.`,
      parameter,
    ),
  lastSystemPool: () => service(400, 'OperationNotAllowed', 'There has to be at least one system agent pool.'),
};
