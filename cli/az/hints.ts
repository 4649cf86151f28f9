import { ArmFailure, UsageError } from './errors.ts';

/** What to try next after a refusal: for trainees, and only with AKSLAB_HINTS=1. */
export function hintFor(error: unknown): string | undefined {
  if (error instanceof UsageError) return hintForUsage(error.message);
  if (error instanceof ArmFailure) return ARM_HINTS.find(([pattern]) => pattern.test(error.message))?.[1];
  return undefined;
}

const ARM_HINTS: [RegExp, string][] = [
  [
    /PodSecurityPolicyPreview is not enabled/,
    'register the feature (az feature register --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview), wait until az feature show says Registered, then refresh the provider (az provider register --namespace Microsoft.ContainerService)',
  ],
  [/^\(PodSecurityPolicyNotSupportedWithOrchestratorVersion\)/, 'Kubernetes 1.25 has no PodSecurityPolicy: stay below it, or run az aks update --disable-pod-security-policy first'],
  [/^\(ResourceGroupNotFound\)/, 'az group list -o table shows the groups there are; az group create --name <name> --location eastus makes one'],
  [/^\(ResourceNotFound\)/, 'az aks list -o table shows the clusters there are; akslab init --article makes the one of the article'],
  [/^\(OperationNotAllowed\).*in progress/, 'az aks show --query provisioningState tells when it is over'],
  [/^\(K8sVersionNotSupported\)/, 'az aks get-versions --location eastus -o table lists the versions'],
];

function hintForUsage(message: string): string | undefined {
  if (!/--(?:en|dis)able-pod-security-policy/.test(message)) return undefined;
  return 'this option comes with an extension: az extension add --name aks-preview';
}
