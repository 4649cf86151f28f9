/** What fields are for, in akslab's own words: security-related fields have them, and what every object has. */
import { COMMON } from './common.ts';
import { POD } from './pod.ts';
import { POLICY } from './policy.ts';
import { RBAC } from './rbac.ts';
import type { Words } from './types.ts';

/** By a type's short name, `core.v1.PodSpec`. */
const TYPES: Readonly<Record<string, Words>> = { ...POLICY, ...POD, ...RBAC, ...COMMON };

/** Fields that every object has. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  apiVersion: 'The API group and version in which this object is written, such as policy/v1beta1.',
  kind: 'What kind of object this is, such as Pod. It cannot change.',
  metadata: 'Name, namespace, labels and everything else that objects of all kinds have.',
};

const shortName = (type: string): string =>
  type.replace('io.k8s.apimachinery.pkg.apis.', '').replace('io.k8s.api.', '').replace('rbac.v1beta1.', 'rbac.v1.');

export const wordsForType = (type: string): string => TYPES[shortName(type)]?.is ?? '';

export function wordsForField(type: string, field: string): string {
  const words = TYPES[shortName(type)]?.fields;
  return (words && Object.hasOwn(words, field) ? words[field] : EVERYWHERE[field]) ?? '';
}
