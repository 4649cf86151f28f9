/**
 * A policy made ready to judge pods. After pkg/security/podsecuritypolicy/provider.go: first every default, then every check; the pod, then
 * init containers, containers and ephemeral containers.
 */
import type { FieldError } from '../../field.ts';
import type { Versions } from '../../versions.ts';
import { containerAt, draftOf, mutationsOf, type Draft, type Mutation, type Place } from './draft.ts';
import { CONTAINER_LISTS, type Pod, type Policy } from './policy.ts';
import { CONTAINER_STRATEGIES, LATE_POD_STRATEGIES, POD_STRATEGIES, VOLUME_STRATEGIES } from './registry.ts';
import { UnusablePolicy, type ContainerRule, type Errors, type PodRule, type Strategy, type VolumeRule } from './strategy.ts';

/** A field error, and the rule of the policy that made it. */
export interface Violation extends FieldError {
  rule: string;
}

/** What a policy says of a pod. */
export interface Verdict {
  /** None: the policy admits `pod`. */
  violations: Violation[];
  /** Whether the policy set anything. */
  changed: boolean;
  /** What it set, in order. Put into words when it is asked for. */
  readonly mutations: Mutation[];
  /** The pod with the mutations; the very pod that was asked about where there are none. */
  pod: Pod;
}

export interface Provider {
  name: string;
  evaluate(pod: Pod): Verdict;
}

type Named<T> = { name: string; rule: T };

/** Compiled policies by their (immutable) object, for one minor version each. */
const compiled = new WeakMap<Policy, { minor: number; provider: Provider | undefined }>();

/** @returns undefined for a policy that the real server makes no provider of, such as MustRunAs without ranges. */
export function providerFor(policy: Policy, versions: Versions): Provider | undefined {
  const known = compiled.get(policy);
  if (known?.minor === versions.minor) return known.provider;
  const provider = compile(policy, versions);
  compiled.set(policy, { minor: versions.minor, provider });
  return provider;
}

function compile(policy: Policy, versions: Versions): Provider | undefined {
  try {
    const pod = rules(POD_STRATEGIES, (s) => s.pod?.(policy, versions));
    const volume = rules(VOLUME_STRATEGIES, (s) => s.volume?.(policy, versions));
    const latePod = rules(LATE_POD_STRATEGIES, (s) => s.pod?.(policy, versions));
    const container = rules(CONTAINER_STRATEGIES, (s) => s.container?.(policy, versions));
    return { name: policy.metadata.name!, evaluate: (subject) => evaluate(subject, pod, volume, latePod, container) };
  } catch (error) {
    if (error instanceof UnusablePolicy) return undefined;
    throw error;
  }
}

function rules<T>(strategies: readonly Strategy[], make: (strategy: Strategy) => T | undefined): Named<T>[] {
  return strategies.flatMap((strategy) => {
    const rule = make(strategy);
    return rule === undefined ? [] : [{ name: strategy.name, rule }];
  });
}

function evaluate(subject: Pod, podRules: Named<PodRule>[], volumeRules: Named<VolumeRule>[], lateRules: Named<PodRule>[], containerRules: Named<ContainerRule>[]): Verdict {
  const draft = draftOf(subject);
  const places = placesOf(subject);
  setDefaults(draft, places, podRules, lateRules, containerRules);

  const { pod } = draft;
  const violations: Violation[] = [];
  const note = (rule: string, errors: Errors): boolean => {
    if (!errors?.length) return false;
    for (const error of errors) violations.push({ ...error, rule });
    return true;
  };

  for (const { name, rule } of podRules) if (rule.validate) note(name, rule.validate(pod));
  pod.spec.volumes?.forEach((volume, i) => volumeRules.some(({ name, rule }) => note(name, rule(volume, i, pod))));
  for (const { name, rule } of lateRules) if (rule.validate) note(name, rule.validate(pod));
  for (const place of places) {
    const container = containerAt(pod, place);
    for (const { name, rule } of containerRules) if (rule.validate) note(name, rule.validate(container, place, pod));
  }
  return {
    violations,
    changed: draft.notes.length > 0,
    get mutations() {
      return mutationsOf(draft);
    },
    pod,
  };
}

function setDefaults(draft: Draft, places: Place[], podRules: Named<PodRule>[], lateRules: Named<PodRule>[], containerRules: Named<ContainerRule>[]): void {
  for (const list of [podRules, lateRules]) {
    for (const { name, rule } of list) {
      if (!rule.default) continue;
      draft.rule = name;
      rule.default(draft);
    }
  }
  for (const place of places) {
    for (const { name, rule } of containerRules) {
      if (!rule.default) continue;
      draft.rule = name;
      rule.default(draft, place);
    }
  }
}

function placesOf(pod: Pod): Place[] {
  const places: Place[] = [];
  for (const list of CONTAINER_LISTS) {
    const count = pod.spec[list]?.length ?? 0;
    for (let index = 0; index < count; index++) places.push({ list, index });
  }
  return places;
}
