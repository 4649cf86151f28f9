import { timestamp } from '../../clock.ts';
import type { KubeObject } from '../object.ts';
import { CREATED_AT, NAME } from './columns.ts';
import type { CrdNames, CrdSpec } from './crd/types.ts';
import { crdFromV1beta1, crdToV1beta1 } from './crd/v1beta1.ts';
import { validateCrd, validateCrdUpdate } from './crd/validate.ts';
import type { ResourceContext, ResourceDefinition } from './types.ts';
import { countGeneration, keepAllButStatus, keepStatus } from './validation/common.ts';

function setDefaults(crd: KubeObject): void {
  const { spec } = crd;
  const { names } = spec as CrdSpec;
  names.singular ||= (names.kind ?? '').toLowerCase();
  if (names.kind) names.listKind ||= `${names.kind}List`;
  spec.conversion ??= { strategy: 'None' };
  if (!crd.status?.storedVersions?.length) crd.status = { ...crd.status, storedVersions: storedVersions(spec) };
}

const storedVersions = ({ versions }: CrdSpec): string[] => (versions ?? []).filter(({ storage }) => storage).map(({ name }) => name);

/** The schema was optional in v1beta1. */
const requiresSchema = ({ requestVersion }: ResourceContext): boolean => !requestVersion?.endsWith('/v1beta1');

/** What the naming controller calls a name that another definition of the group has taken, by what the name is. */
const CONFLICTS: Record<string, string> = {
  plural: 'PluralConflict',
  singular: 'SingularConflict',
  shortNames: 'ShortNamesConflict',
  kind: 'KindConflict',
  listKind: 'ListKindConflict',
};

/** The names that this definition may not have (namingController.calculateNamesAndConditions). */
function conflictsOf(crd: KubeObject, others: readonly KubeObject[]): { reason: string; message: string }[] {
  const { group, names } = crd.spec as CrdSpec;
  const accepted = others
    .filter((other) => other.spec.group === group && other.metadata.name !== crd.metadata.name)
    .map(({ status }) => (status?.acceptedNames ?? {}) as Partial<CrdNames>);
  const resources = new Set(accepted.flatMap(({ plural, singular, shortNames = [] }) => [plural, singular, ...shortNames]));
  const kinds = new Set(accepted.flatMap(({ kind, listKind }) => [kind, listKind]));
  return Object.entries(CONFLICTS).flatMap(([field, reason]) => {
    const taken = field === 'kind' || field === 'listKind' ? kinds : resources;
    const clashing = [names[field as keyof CrdNames] ?? []].flat().filter((name) => taken.has(name));
    return clashing.map((name) => ({ reason, message: `${JSON.stringify(name)} is already in use` }));
  });
}

/** What the naming and establishing controllers say at once. */
function establish(crd: KubeObject, { now, stored }: ResourceContext): void {
  const spec = crd.spec as CrdSpec;
  const lastTransitionTime = timestamp(now);
  const [conflict] = conflictsOf(crd, stored?.('customresourcedefinitions.apiextensions.k8s.io') ?? []);
  const condition = (type: string, holds: boolean, reason: string, message: string) => ({
    type,
    status: holds ? 'True' : 'False',
    lastTransitionTime,
    reason,
    message,
  });
  crd.status = {
    acceptedNames: conflict ? { plural: '', kind: '' } : spec.names,
    conditions: conflict
      ? [
          condition('NamesAccepted', false, conflict.reason, conflict.message),
          condition('Established', false, 'NotAccepted', 'not all names are accepted'),
        ]
      : [
          condition('NamesAccepted', true, 'NoConflicts', 'no conflicts found'),
          condition('Established', true, 'InitialNamesAccepted', 'the initial names have been accepted'),
        ],
    storedVersions: storedVersions(spec),
  };
}

/** An update may store objects under another version from now on. */
function rememberStoredVersions(crd: KubeObject): void {
  const stored = ((crd.spec as CrdSpec).versions ?? []).find(({ storage }) => storage)?.name;
  const known: string[] = crd.status?.storedVersions ?? [];
  const isAccepted = crd.status?.acceptedNames?.plural !== '';
  crd.status = {
    ...crd.status,
    ...(isAccepted ? { acceptedNames: crd.spec.names } : {}),
    storedVersions: stored && !known.includes(stored) ? [...known, stored] : known,
  };
}

export const customResourceDefinitions: ResourceDefinition = {
  group: 'apiextensions.k8s.io',
  served: (versions) => (versions.has('v1beta1Apis') ? ['v1', 'v1beta1'] : ['v1']),
  storageVersion: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
  nameRule: 'dns1123subdomain',
  toStorage: (crd, from) => (from.endsWith('/v1beta1') ? crdFromV1beta1(crd) : crd),
  fromStorage: (crd, to) => (to.endsWith('/v1beta1') ? crdToV1beta1(crd) : crd),
  default: setDefaults,
  prepareForCreate(crd, context) {
    crd.metadata.generation = 1;
    establish(crd, context);
  },
  prepareForUpdate(crd, old) {
    keepStatus(crd, old);
    rememberStoredVersions(crd);
    countGeneration(crd, old);
  },
  validate: (crd, context) => validateCrd(crd, requiresSchema(context)),
  validateUpdate: (crd, old, context) => [...validateCrd(crd, requiresSchema(context)), ...validateCrdUpdate(crd, old)],
  status: { prepareForUpdate: keepAllButStatus },
  columns: [NAME, CREATED_AT],
};
