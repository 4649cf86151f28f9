import { SUBSCRIPTION_ID } from '../../core/azure/data/account.ts';
import type { Lab } from '../shared/lab.ts';
import type { Failure } from './last-failure.ts';

/** What to try next after a refusal: for trainees, with AKSLAB_HINTS=1 or when they ask `akslab why`. */
export async function hintFor({ by, message }: Pick<Failure, 'by' | 'message'>, lab: Lab): Promise<string | undefined> {
  if (by === 'parser') return USAGE_HINTS.find(([pattern]) => pattern.test(message))?.[1];
  if (by !== 'azure') return undefined;
  const hint = ARM_HINTS.find(([pattern]) => pattern.test(message))?.[1];
  return typeof hint === 'function' ? hint(lab) : hint;
}

const USAGE_HINTS: [RegExp, string][] = [
  [
    /^unrecognized arguments: .*--(?:en|dis)able-pod-security-policy/,
    'this option comes with an extension: az extension add --name aks-preview',
  ],
];

const ARM_HINTS: [RegExp, string | ((lab: Lab) => Promise<string>)][] = [
  [/PodSecurityPolicyPreview is not enabled/, nextStepOfFeature],
  [
    /^\(PodSecurityPolicyNotSupportedWithOrchestratorVersion\)/,
    'Kubernetes 1.25 has no PodSecurityPolicy: stay below it, or run az aks update --disable-pod-security-policy first',
  ],
  [
    /^\(ResourceGroupNotFound\)/,
    'az group list -o table shows the groups there are; az group create --name <name> --location eastus makes one',
  ],
  [/^\(ResourceNotFound\)/, 'az aks list -o table shows the clusters there are; akslab init --article makes the one of the article'],
  [/^\(OperationNotAllowed\).*in progress/, 'az aks wait --updated waits until it is over'],
  [/^\(K8sVersionNotSupported\)/, 'az aks get-versions --location eastus -o table lists the versions'],
];

const PROVIDER = 'Microsoft.ContainerService';
const FEATURE = `--namespace ${PROVIDER} --name PodSecurityPolicyPreview`;

/** Enabling takes three steps: register the feature, wait until it is, refresh the provider. */
async function nextStepOfFeature(lab: Lab): Promise<string> {
  const path = `/subscriptions/${SUBSCRIPTION_ID}/providers/Microsoft.Features/providers/${PROVIDER}/features/PodSecurityPolicyPreview`;
  const { state } = ((await lab.arm({ method: 'GET', path })).body as { properties: { state: string } }).properties;
  if (state === 'Registered')
    return `the feature is Registered, but the provider has not seen it yet: az provider register --namespace ${PROVIDER}`;
  if (state === 'Registering')
    return `the feature is still Registering: az feature show ${FEATURE}, and when it is Registered az provider register --namespace ${PROVIDER}`;
  return `register the feature: az feature register ${FEATURE}`;
}
