import type { Duration } from '../../latency.ts';
import type { JsonObject, JsonValue } from '../../store.ts';
import { SUBSCRIPTION_ID } from '../data/account.ts';
import { CONTAINER_SERVICE, FEATURES, PROVIDERS, PSP_FEATURE, findFeature, findProvider, same } from '../data/registry.ts';
import { armErrors } from '../errors.ts';
import type { AzureHost } from '../host.ts';
import type { Call, Route } from '../router.ts';
import { cancel, plan, type Effects } from '../transitions.ts';

/**
 * Resource providers and preview features with their registration (Microsoft.Resources and Microsoft.Features).
 * A provider sees a feature's state as it was when the provider was last registered: `propagated` is what it has seen.
 */
interface FeatureRecord {
  state: string;
  propagated: boolean;
}

const featureKey = (namespace: string, name: string) => `/azure/features/${namespace.toLowerCase()}/${name.toLowerCase()}`;
const providerKey = (namespace: string) => `/azure/providers/${namespace.toLowerCase()}`;

/** Whether the container service honours PodSecurityPolicyPreview: registered, and the provider refreshed since. */
export const pspFeatureEnabled = (host: AzureHost): boolean => featureRecord(host, CONTAINER_SERVICE, PSP_FEATURE).propagated;

export const providerRegistered = (host: AzureHost, namespace: string): boolean => providerState(host, namespace) === 'Registered';

export function registrationRoutes(host: AzureHost): Route[] {
  const features = '/subscriptions/{subscription}/providers/Microsoft.Features';
  const feature = `${features}/providers/{namespace}/features/{feature}`;
  const provider = '/subscriptions/{subscription}/providers/{namespace}';
  return [
    { method: 'GET', path: `${features}/features`, handle: () => listFeatures(() => true) },
    {
      method: 'GET',
      path: `${features}/providers/{namespace}/features`,
      handle: ({ params }) => (requireProvider(params.namespace!), listFeatures((f) => same(f.namespace, params.namespace!))),
    },
    { method: 'GET', path: feature, handle: (call) => ({ code: 200, body: featureBody(...requireFeature(call)) }) },
    { method: 'POST', path: `${feature}/register`, handle: (call) => moveFeature(call, 'Registered', 'Registering', 'featureRegister') },
    {
      method: 'POST',
      path: `${feature}/unregister`,
      handle: (call) => moveFeature(call, 'Unregistered', 'Unregistering', 'featureUnregister'),
    },
    {
      method: 'GET',
      path: '/subscriptions/{subscription}/providers',
      handle: () => ({ code: 200, body: { value: PROVIDERS.map((p) => providerBody(p.namespace)) } }),
    },
    { method: 'GET', path: provider, handle: ({ params }) => ({ code: 200, body: providerBody(requireProvider(params.namespace!)) }) },
    { method: 'POST', path: `${provider}/register`, handle: ({ params }) => register(requireProvider(params.namespace!)) },
    { method: 'POST', path: `${provider}/unregister`, handle: ({ params }) => unregister(requireProvider(params.namespace!)) },
  ];

  function listFeatures(wanted: (feature: { namespace: string }) => boolean) {
    return { code: 200, body: { value: FEATURES.filter(wanted).map((f) => featureBody(f.namespace, f.name)) as JsonValue } };
  }

  function requireFeature({ params }: Call): [string, string] {
    requireProvider(params.namespace!);
    const found = findFeature(params.namespace!, params.feature!);
    if (!found) throw armErrors.featureNotFound(params.feature!);
    return [found.namespace, found.name];
  }

  function moveFeature(call: Call, goal: string, onTheWay: string, kind: string) {
    const [namespace, name] = requireFeature(call);
    const record = featureRecord(host, namespace, name);
    const settled = record.state === goal || (goal === 'Unregistered' && record.state === 'NotRegistered');
    if (!settled && record.state !== onTheWay) {
      const key = featureKey(namespace, name);
      cancel(host, key);
      host.store.put(key, { ...record, state: onTheWay });
      plan(host, kind, key, 'featureRegister');
    }
    return { code: 200, body: featureBody(namespace, name) };
  }

  function featureBody(namespace: string, name: string): JsonObject {
    return {
      properties: { state: featureRecord(host, namespace, name).state },
      id: `/subscriptions/${SUBSCRIPTION_ID}/providers/Microsoft.Features/providers/${namespace}/features/${name}`,
      type: 'Microsoft.Features/providers/features',
      name: `${namespace}/${name}`,
    };
  }

  /** Registering again what is registered is how a user makes the provider see its features: it answers at once. */
  function register(namespace: string) {
    const state = providerState(host, namespace);
    if (state === 'Registered') propagate(host, namespace);
    else if (state !== 'Registering') moveProvider(namespace, 'Registering', 'providerRegister', 'providerRegister');
    return { code: 200, body: providerBody(namespace) };
  }

  function unregister(namespace: string) {
    if (same(namespace, CONTAINER_SERVICE) && host.store.count('/azure/clusters/') > 0) throw armErrors.providerInUse(namespace);
    const state = providerState(host, namespace);
    if (state === 'Registered' || state === 'Registering')
      moveProvider(namespace, 'Unregistering', 'providerUnregister', 'providerRegister');
    return { code: 200, body: providerBody(namespace) };
  }

  function moveProvider(namespace: string, state: string, kind: string, what: Duration): void {
    const key = providerKey(namespace);
    cancel(host, key);
    host.store.put(key, { namespace, state });
    plan(host, kind, key, what);
  }

  function providerBody(namespace: string): JsonObject {
    const { authorization, resourceTypes } = findProvider(namespace)!;
    return {
      id: `/subscriptions/${SUBSCRIPTION_ID}/providers/${namespace}`,
      namespace,
      authorizations: [authorization],
      resourceTypes: resourceTypes as unknown as JsonValue,
      registrationState: providerState(host, namespace),
      registrationPolicy: 'RegistrationRequired',
    };
  }
}

export function registrationEffects(host: AzureHost): Effects {
  const featureState = (state: string) => (key: string) => {
    const record = (host.store.get(key)?.value ?? {}) as unknown as FeatureRecord;
    host.store.put(key, { ...record, state });
  };
  const providerTo = (state: string) => (key: string) => {
    const { namespace } = host.store.get(key)!.value as { namespace: string };
    host.store.put(key, { namespace, state });
    if (state === 'Registered') propagate(host, namespace);
  };
  return {
    featureRegister: featureState('Registered'),
    featureUnregister: featureState('Unregistered'),
    providerRegister: providerTo('Registered'),
    providerUnregister: providerTo('Unregistered'),
  };
}

/** The provider sees its features as they now are. */
function propagate(host: AzureHost, namespace: string): void {
  for (const feature of FEATURES) {
    if (!same(feature.namespace, namespace)) continue;
    const record = featureRecord(host, feature.namespace, feature.name);
    const propagated = record.state === 'Registered';
    if (propagated !== record.propagated) host.store.put(featureKey(feature.namespace, feature.name), { ...record, propagated });
  }
}

function requireProvider(namespace: string): string {
  const found = findProvider(namespace);
  if (!found) throw armErrors.namespaceInvalid(namespace);
  return found.namespace;
}

const featureRecord = (host: AzureHost, namespace: string, name: string): FeatureRecord =>
  (host.store.get(featureKey(namespace, name))?.value as unknown as FeatureRecord | undefined) ?? {
    state: 'NotRegistered',
    propagated: false,
  };

const providerState = (host: AzureHost, namespace: string): string =>
  (host.store.get(providerKey(namespace))?.value as { state: string } | undefined)?.state ?? 'Registered';
