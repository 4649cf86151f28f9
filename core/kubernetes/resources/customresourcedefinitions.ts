import { timestamp } from '../../clock.ts';
import type { KubeObject } from '../object.ts';
import { CREATED_AT, NAME } from './columns.ts';
import type { CrdSpec } from './crd/types.ts';
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

/** What the naming and establishing controllers say at once where no names clash. */
function establish(crd: KubeObject, now: number): void {
  const spec = crd.spec as CrdSpec;
  const lastTransitionTime = timestamp(now);
  crd.status = {
    acceptedNames: spec.names,
    conditions: [
      { type: 'NamesAccepted', status: 'True', lastTransitionTime, reason: 'NoConflicts', message: 'no conflicts found' },
      { type: 'Established', status: 'True', lastTransitionTime, reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' },
    ],
    storedVersions: storedVersions(spec),
  };
}

/** An update may store objects under another version from now on. */
function rememberStoredVersions(crd: KubeObject): void {
  const stored = ((crd.spec as CrdSpec).versions ?? []).find(({ storage }) => storage)?.name;
  const known: string[] = crd.status?.storedVersions ?? [];
  crd.status = { ...crd.status, acceptedNames: crd.spec.names, storedVersions: stored && !known.includes(stored) ? [...known, stored] : known };
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
  prepareForCreate(crd, { now }) {
    crd.metadata.generation = 1;
    establish(crd, now);
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
