import type { FieldError } from '../../field.ts';
import type { Versions } from '../../versions.ts';
import type { Draft, Place } from './draft.ts';
import type { Container, Pod, Policy, Volume } from './policy.ts';

/**
 * One rule of PodSecurityPolicy. Each of its parts reads a policy once and answers with what is to be done to pods under that policy,
 * or with nothing where the policy leaves the matter open: an open policy costs nothing per pod.
 */
export interface Strategy {
  /** As `akslab why` names it. */
  name: string;
  pod?(policy: Policy, versions: Versions): PodRule | undefined;
  /** Asked of each volume in turn; the first of the volume strategies that objects ends the checks of that volume. */
  volume?(policy: Policy, versions: Versions): VolumeRule | undefined;
  container?(policy: Policy, versions: Versions): ContainerRule | undefined;
}

export interface PodRule {
  /** Fills in what the policy sets where the pod is silent. */
  default?(draft: Draft): void;
  validate?(pod: Pod): Errors;
}

export type VolumeRule = (volume: Volume, index: number, pod: Pod) => Errors;

export interface ContainerRule {
  default?(draft: Draft, place: Place): void;
  validate?(container: Container, place: Place, pod: Pod): Errors;
}

/** Undefined or empty: nothing to object to. */
export type Errors = FieldError[] | undefined;

/** A policy that no provider can be made of; it is passed over as if it did not exist. */
export class UnusablePolicy extends Error {}
