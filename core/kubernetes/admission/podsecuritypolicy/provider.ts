/**
 * A policy made ready to judge pods. After pkg/security/podsecuritypolicy/provider.go: first every default, then every check; the pod, then
 * init containers, containers and ephemeral containers.
 */
import type { FieldError } from '../../field.ts';
import type { Versions } from '../../versions.ts';
import { containerAt, draftOf, isChanged, mutationsOf, type Draft, type Mutation, type Place } from './draft.ts';
import { containerLists, type ContainerList, type Pod, type Policy } from './policy.ts';
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
  /** Whether the pod is let in just as it is. Cheaper than a verdict: the first thing to set or to object to settles it. */
  admitsUnchanged(pod: Pod): boolean;
  evaluate(pod: Pod): Verdict;
}

/** One step of the work, and the rule that it belongs to. */
type Step<Action> = { rule: string; act: Action };
type PodDefault = NonNullable<PodRule['default']>;
type PodCheck = NonNullable<PodRule['validate']>;
type ContainerDefault = NonNullable<ContainerRule['default']>;
type ContainerCheck = NonNullable<ContainerRule['validate']>;

/** All that is to be done to a pod under one policy, in order. */
interface Plan {
  containerLists: readonly ContainerList[];
  podDefaults: Step<PodDefault>[];
  containerDefaults: Step<ContainerDefault>[];
  podChecks: Step<PodCheck>[];
  volumeChecks: Step<VolumeRule>[];
  latePodChecks: Step<PodCheck>[];
  containerChecks: Step<ContainerCheck>[];
}

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
    const latePod = rules(LATE_POD_STRATEGIES, (s) => s.pod?.(policy, versions));
    const container = rules(CONTAINER_STRATEGIES, (s) => s.container?.(policy, versions));
    const plan: Plan = {
      containerLists: containerLists(versions),
      podDefaults: only([...pod, ...latePod], (rule) => rule.default),
      containerDefaults: only(container, (rule) => rule.default),
      podChecks: only(pod, (rule) => rule.validate),
      volumeChecks: rules(VOLUME_STRATEGIES, (s) => s.volume?.(policy, versions)),
      latePodChecks: only(latePod, (rule) => rule.validate),
      containerChecks: only(container, (rule) => rule.validate),
    };
    return {
      name: policy.metadata.name!,
      admitsUnchanged: (subject) => admitsUnchanged(subject, plan),
      evaluate: (subject) => evaluate(subject, plan),
    };
  } catch (error) {
    if (error instanceof UnusablePolicy) return undefined;
    throw error;
  }
}

function rules<T>(strategies: readonly Strategy[], make: (strategy: Strategy) => T | undefined): Step<T>[] {
  return strategies.flatMap((strategy) => {
    const act = make(strategy);
    return act === undefined ? [] : [{ rule: strategy.name, act }];
  });
}

const only = <T, Action>(steps: readonly Step<T>[], part: (rule: T) => Action | undefined): Step<Action>[] =>
  steps.flatMap(({ rule, act }) => {
    const found = part(act);
    return found === undefined ? [] : [{ rule, act: found }];
  });

function admitsUnchanged(pod: Pod, plan: Plan): boolean {
  const places = placesOf(pod, plan);
  const draft = draftOf(pod);
  setDefaults(draft, places, plan, true);
  if (isChanged(draft)) return false;

  for (const { act } of plan.podChecks) if (act(pod)?.length) return false;
  for (const [i, volume] of pod.spec.volumes?.entries() ?? [])
    for (const { act } of plan.volumeChecks) if (act(volume, i, pod)?.length) return false;
  for (const { act } of plan.latePodChecks) if (act(pod)?.length) return false;
  for (const place of places) {
    const container = containerAt(pod, place);
    for (const { act } of plan.containerChecks) if (act(container, place, pod)?.length) return false;
  }
  return true;
}

function evaluate(subject: Pod, plan: Plan): Verdict {
  const draft = draftOf(subject);
  const places = placesOf(subject, plan);
  setDefaults(draft, places, plan);

  const { pod } = draft;
  const violations: Violation[] = [];
  for (const { rule, act } of plan.podChecks) note(violations, rule, act(pod));
  pod.spec.volumes?.forEach((volume, i) => plan.volumeChecks.some(({ rule, act }) => note(violations, rule, act(volume, i, pod))));
  for (const { rule, act } of plan.latePodChecks) note(violations, rule, act(pod));
  for (const place of places) {
    const container = containerAt(pod, place);
    for (const { rule, act } of plan.containerChecks) note(violations, rule, act(container, place, pod));
  }
  return {
    violations,
    changed: isChanged(draft),
    get mutations() {
      return mutationsOf(draft);
    },
    pod,
  };
}

/** @returns whether there was anything to note. */
function note(violations: Violation[], rule: string, errors: Errors): boolean {
  if (!errors?.length) return false;
  for (const error of errors) violations.push(Object.assign(error, { rule }));
  return true;
}

/** @param firstOnly stops at the first default that is set. */
function setDefaults(draft: Draft, places: Place[], { podDefaults, containerDefaults }: Plan, firstOnly = false): void {
  for (const { rule, act } of podDefaults) {
    draft.rule = rule;
    act(draft);
    if (firstOnly && isChanged(draft)) return;
  }
  if (!containerDefaults.length) return;
  for (const place of places) {
    for (const { rule, act } of containerDefaults) {
      draft.rule = rule;
      act(draft, place);
      if (firstOnly && isChanged(draft)) return;
    }
  }
}

function placesOf(pod: Pod, plan: Plan): Place[] {
  const places: Place[] = [];
  for (const list of plan.containerLists) {
    const count = pod.spec[list]?.length ?? 0;
    for (let index = 0; index < count; index++) places.push({ list, index });
  }
  return places;
}
