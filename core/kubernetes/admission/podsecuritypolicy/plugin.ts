/**
 * The PodSecurityPolicy admission plugin. After plugin/pkg/admission/security/podsecuritypolicy/admission.go.
 *
 * Creating a pod, the first policy in name order that admits it unchanged wins, else the first that admits it with its defaults filled in.
 * Updating one, and looking again once all plugins have had their say, a policy must admit it as it stands; the one that admitted it is asked first.
 */
import { equal, type KubeObject } from '../../object.ts';
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin, AdmissionRefusal } from '../types.ts';
import { mayUse, serviceAccountUser } from './authorization.ts';
import { noProviders, refusal } from './messages.ts';
import type { Pod, Policy } from './policy.ts';
import { providerFor, type Provider, type Verdict, type Violation } from './provider.ts';

/** Names the policy that admitted a pod. */
export const PSP_ANNOTATION = 'kubernetes.io/psp';
const AUDIT_PREFIX = 'podsecuritypolicy.admission.k8s.io';

export const podSecurityPolicy: AdmissionPlugin = {
  name: 'PodSecurityPolicy',

  admit(attributes, context) {
    if (ignores(attributes)) return undefined;
    const mutations = mutationsAllowed(attributes);
    if (mutations === 'none') return undefined;
    const pod = attributes.object as Pod;
    const outcome = judge(pod, attributes, context, mutations, mutations === 'all' ? undefined : hint(pod));
    if (outcome.kind !== 'admitted') return { forbidden: refusalText(outcome, context, 'admit') };

    const { metadata } = outcome.pod;
    Object.assign(
      pod,
      outcome.pod,
      mutations === 'all' ? { metadata: { ...metadata, annotations: { ...metadata.annotations, [PSP_ANNOTATION]: outcome.policy } } } : {},
    );
    attributes.annotations[`${AUDIT_PREFIX}/admit-policy`] = outcome.policy;
    return undefined;
  },

  validate(attributes, context): AdmissionRefusal | undefined {
    if (ignores(attributes)) return undefined;
    const pod = attributes.object as Pod;
    const outcome = judge(pod, attributes, context, 'none', hint(pod));
    if (outcome.kind !== 'admitted') return { forbidden: refusalText(outcome, context, 'validate') };
    attributes.annotations[`${AUDIT_PREFIX}/validate-policy`] = outcome.policy;
    return undefined;
  },
};

/** Which of a policy's defaults may be filled in: into a new pod all, into a running one only those of ephemeral containers being added. */
type Mutations = 'all' | 'ephemeralContainers' | 'none';

function mutationsAllowed({ operation, subresource }: AdmissionAttributes): Mutations {
  if (operation === 'CREATE') return 'all';
  return subresource === 'ephemeralcontainers' ? 'ephemeralContainers' : 'none';
}

function ignores({ operation, resource, subresource, object, oldObject }: AdmissionAttributes): boolean {
  if (operation !== 'CREATE' && operation !== 'UPDATE') return true;
  if (resource.plural !== 'pods' || resource.group !== '' || !object) return true;
  if (subresource !== '' && subresource !== 'ephemeralcontainers') return true;
  return operation === 'UPDATE' && oldObject !== undefined && onlyCollectorFieldsDiffer(object, oldObject);
}

/** The garbage collector must be able to let go of any pod (rbacregistry.IsOnlyMutatingGCFields). */
function onlyCollectorFieldsDiffer(object: KubeObject, old: KubeObject): boolean {
  const rest = ({ metadata, ...others }: KubeObject): unknown => {
    const {
      ownerReferences: _owners,
      finalizers: _finalizers,
      selfLink: _link,
      managedFields: _managed,
      resourceVersion: _version,
      ...kept
    } = metadata;
    return { ...others, metadata: kept };
  };
  return equal(rest(object), rest(old));
}

const hint = (pod: Pod): string | undefined => pod.metadata.annotations?.[PSP_ANNOTATION];

type Outcome = { kind: 'admitted'; pod: Pod; policy: string } | { kind: 'refused'; violations: Violation[] } | { kind: 'noProviders' };

function refusalText(outcome: Exclude<Outcome, { kind: 'admitted' }>, context: AdmissionContext, phase: 'admit' | 'validate'): string {
  return outcome.kind === 'noProviders' ? noProviders(context.versions) : refusal(context.versions, phase, outcome.violations);
}

/**
 * After computeSecurityContext. Evaluating is cheaper than asking RBAC, so who may use a policy is asked as late as can be; and most pods
 * are let in as they are, so only where none does that are defaults and objections gone through.
 */
function judge(
  pod: Pod,
  attributes: AdmissionAttributes,
  context: AdmissionContext,
  mutations: Mutations,
  first: string | undefined,
): Outcome {
  const providers = providersInOrder(context, first);
  if (!providers.length) return { kind: 'noProviders' };
  const usable = usableBy(pod, attributes, context);

  const unchanging = providers.find(({ name, admitsUnchanged }) => admitsUnchanged(pod) && usable(name));
  if (unchanging) return { kind: 'admitted', pod, policy: unchanging.name };

  const violations: Violation[] = [];
  for (const { name, evaluate } of providers) {
    const verdict = evaluate(pod);
    if (verdict.violations.length) {
      if (usable(name)) violations.push(...verdict.violations);
    } else if (verdict.changed && permitted(verdict, mutations) && usable(name)) {
      return { kind: 'admitted', pod: verdict.pod, policy: name };
    }
  }
  return { kind: 'refused', violations };
}

function providersInOrder(context: AdmissionContext, first: string | undefined): Provider[] {
  const providers: Provider[] = [];
  for (const policy of context.list('podsecuritypolicies.policy')) {
    const provider = providerFor(policy as Policy, context.versions);
    if (!provider) continue;
    if (provider.name === first) providers.unshift(provider);
    else providers.push(provider);
  }
  return providers;
}

function usableBy(pod: Pod, { user, namespace }: AdmissionAttributes, context: AdmissionContext): (policy: string) => boolean {
  const account = pod.spec.serviceAccountName;
  const accountUser = account ? serviceAccountUser(namespace, account) : undefined;
  return (policy) =>
    (accountUser !== undefined && mayUse(context, accountUser, namespace, policy)) || mayUse(context, user, namespace, policy);
}

/** Whether what a policy set may be set. */
function permitted(verdict: Verdict, allowed: Mutations): boolean {
  if (allowed === 'all') return true;
  return allowed === 'ephemeralContainers' && verdict.mutations.every((m) => m.field.startsWith('spec.ephemeralContainers['));
}
