import type { KubeObject, ObjectMeta } from '../object.ts';
import type { UserInfo } from '../apiserver/types.ts';
import type { ResourceDefinition } from '../resources/types.ts';
import type { Versions } from '../versions.ts';
import type { Random } from '../../random.ts';

/** What an admission plugin sees of a request: after k8s.io/apiserver/pkg/admission.Attributes. */
export interface AdmissionAttributes {
  operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  resource: ResourceDefinition;
  subresource: string;
  namespace: string;
  /** Empty on a create with generateName. */
  name: string;
  user: UserInfo;
  /** The object as it will be stored; mutating plugins change it. Undefined on DELETE. */
  object?: KubeObject;
  /** What is stored; undefined on CREATE. */
  oldObject?: KubeObject;
  dryRun: boolean;
  /** Annotations for the audit trail, by key (`podsecuritypolicy.admission.k8s.io/admit-policy`): plugins add to it. */
  annotations: Record<string, string>;
  warnings: string[];
}

/** What a plugin may look up. Reads come from the same cluster; writes by plugins do not exist but for quota usage. */
export interface AdmissionContext {
  versions: Versions;
  now: number;
  random: Random;
  /** Objects of a resource (`pods`, `podsecuritypolicies.policy`), in name order; shared, never change them. */
  list(resource: string, namespace?: string): KubeObject[];
  get(resource: string, namespace: string, name: string): KubeObject | undefined;
  /** RBAC's answer for a user: the plugin's own question, not the request's. */
  authorize(
    user: UserInfo,
    question: { verb: string; group: string; resource: string; name?: string; namespace?: string; subresource?: string },
  ): boolean;
  /** Replaces an object's status, past admission: quota usage only. */
  updateStatus(resource: string, object: KubeObject): void;
}

/** A refusal. `message` is what follows `pods "x" is forbidden: ` for a Forbidden one; another Status may be given whole. */
export type AdmissionRefusal =
  | { forbidden: string; causes?: { reason: string; message: string; field: string }[] }
  | { status: { code: number; reason: string; message: string; details?: object } };

/** One plugin of the chain. Returning a refusal ends the request. */
export interface AdmissionPlugin {
  name: string;
  admit?(attributes: AdmissionAttributes, context: AdmissionContext): AdmissionRefusal | undefined;
  validate?(attributes: AdmissionAttributes, context: AdmissionContext): AdmissionRefusal | undefined;
}

export type { ObjectMeta };
