/** Policies and pods in a few words, for the tests of PodSecurityPolicy. */
import type { Pod, PodSpec, Policy, PolicySpec } from '../../core/kubernetes/admission/podsecuritypolicy/policy.ts';
import { providerFor } from '../../core/kubernetes/admission/podsecuritypolicy/provider.ts';
import { errorText } from '../../core/kubernetes/field.ts';
import { versionsOf } from '../../core/kubernetes/versions.ts';

const ANY = { rule: 'RunAsAny' };
/** Leaves open what has to be left open, and nothing else. */
const PLAIN: PolicySpec = { seLinux: ANY, runAsUser: ANY, supplementalGroups: ANY, fsGroup: ANY };

export function policy(spec: PolicySpec = {}, annotations?: Record<string, string>, name = 'test'): Policy {
  return {
    apiVersion: 'policy/v1beta1',
    kind: 'PodSecurityPolicy',
    metadata: { name, ...(annotations ? { annotations } : {}) },
    spec: { ...PLAIN, ...spec },
  };
}

export function pod(spec: PodSpec = {}, annotations?: Record<string, string>): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...(annotations ? { annotations } : {}) },
    spec: { securityContext: {}, containers: [{ name: 'a' }], ...spec },
  };
}

/** What a policy says of a pod: error texts, what it set by field, and the pod with that. */
export function judge(by: Policy, of: Pod, version = '1.20.2') {
  const provider = providerFor(by, versionsOf(version));
  if (!provider) throw new Error('the policy is unusable');
  const { violations, mutations, pod: result } = provider.evaluate(of);
  return {
    errors: violations.map(errorText),
    rules: violations.map((v) => v.rule),
    set: Object.fromEntries(mutations.map((m) => [m.field, m.to])),
    pod: result,
  };
}

export const errorsOf = (by: Policy, of: Pod, version?: string): string[] => judge(by, of, version).errors;
export const isUsable = (by: Policy): boolean => providerFor(by, versionsOf('1.20.2')) !== undefined;
/** A pod of one container with that securityContext. */
export const contextPod = (securityContext: object): Pod => pod({ containers: [{ name: 'a', securityContext }] });
