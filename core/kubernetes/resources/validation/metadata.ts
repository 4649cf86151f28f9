/** metadata of every object: after k8s.io/apimachinery/pkg/api/validation/objectmeta.go. */
import { at, child, forbidden, go, invalid, quote, required, type FieldError, type Path } from '../../field.ts';
import type { ObjectMeta, OwnerReference } from '../../object.ts';
import type { NameRule } from '../types.ts';
import { validateAnnotations, validateLabels } from './labels.ts';
import { nameErrors, qualifiedName } from './names.ts';

export interface MetadataRules {
  namespaced: boolean;
  nameRule: NameRule;
}

const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);
const IMMUTABLE = 'field is immutable';

/** The generic server's ValidateObjectMeta: all of it, for a new object. */
export function validateObjectMeta(metadata: ObjectMeta, rules: MetadataRules, path: Path = 'metadata'): FieldError[] {
  return [
    ...ownNameErrors(metadata, rules, path),
    ...namespaceErrors(metadata, rules, path),
    ...immutableIntegerErrors(metadata.generation ?? 0, child(path, 'generation')),
    ...validateLabels(metadata.labels, child(path, 'labels')),
    ...validateAnnotations(metadata.annotations, child(path, 'annotations')),
    ...ownerReferenceErrors(metadata.ownerReferences ?? [], child(path, 'ownerReferences')),
    ...finalizersErrors(metadata.finalizers ?? [], child(path, 'finalizers')),
    ...managedFieldsErrors(metadata.managedFields ?? [], child(path, 'managedFields')),
  ];
}

/** What core's ValidateObjectMeta and ValidateObjectMetaUpdate add: a finalizer without a prefix is one of Kubernetes' own. */
export function kubeFinalizersErrors({ finalizers = [] }: ObjectMeta, path: Path = 'metadata'): FieldError[] {
  return finalizers.flatMap((name, i) => standardFinalizerErrors(name, at(child(path, 'finalizers'), i)));
}

/** ValidateObjectMetaUpdate: what an update may not change, and labels, annotations and owners once more. */
export function validateObjectMetaUpdate(metadata: ObjectMeta, old: ObjectMeta, path: Path = 'metadata'): FieldError[] {
  return [
    ...validateImmutableMeta(metadata, old, path),
    ...validateLabels(metadata.labels, child(path, 'labels')),
    ...validateAnnotations(metadata.annotations, child(path, 'annotations')),
    ...ownerReferenceErrors(metadata.ownerReferences ?? [], child(path, 'ownerReferences')),
    ...managedFieldsErrors(metadata.managedFields ?? [], child(path, 'managedFields')),
  ];
}

const IMMUTABLE_FIELDS = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'clusterName',
] as const;

/** What ValidateObjectMetaUpdate says beyond ValidateObjectMeta: all that it says where that found nothing. */
export function validateImmutableMeta(metadata: ObjectMeta, old: ObjectMeta, path: Path = 'metadata'): FieldError[] {
  const changed = IMMUTABLE_FIELDS.filter((field) => (metadata[field] ?? '') !== (old[field] ?? ''));
  return [
    ...(old.deletionTimestamp ? finalizerAdditions(metadata.finalizers ?? [], old.finalizers ?? [], child(path, 'finalizers')) : []),
    ...changed.map((field) => invalid(child(path, field), metadata[field] ?? null, IMMUTABLE)),
  ];
}

function ownNameErrors(metadata: ObjectMeta, { nameRule }: MetadataRules, path: Path): FieldError[] {
  const said = (field: 'name' | 'generateName', isPrefix: boolean): FieldError[] =>
    metadata[field]
      ? nameErrors(nameRule, metadata[field], isPrefix).map((text) => invalid(child(path, field), metadata[field], text))
      : [];
  return [
    ...said('generateName', true),
    ...(metadata.name ? said('name', false) : [required(child(path, 'name'), 'name or generateName is required')]),
  ];
}

function namespaceErrors({ namespace }: ObjectMeta, { namespaced }: MetadataRules, path: Path): FieldError[] {
  const where = child(path, 'namespace');
  if (!namespaced) return namespace ? [forbidden(where, 'not allowed on this type')] : [];
  if (!namespace) return [required(where)];
  return nameErrors('dns1123label', namespace, false).map((text) => invalid(where, namespace, text));
}

const immutableIntegerErrors = (value: number, where: Path): FieldError[] =>
  value < 0 ? [invalid(where, value, 'must be greater than or equal to 0')] : [];

function ownerReferenceErrors(owners: OwnerReference[], path: Path): FieldError[] {
  const errors: FieldError[] = [];
  let controller: string | undefined;
  for (const owner of owners) {
    errors.push(...oneOwnerErrors(owner, path));
    if (!owner.controller) continue;
    if (controller !== undefined) {
      errors.push(
        invalid(
          path,
          go(`[]v1.OwnerReference{${owners.map(ownerText).join(', ')}}`),
          `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${owner.name}`,
        ),
      );
    } else controller = owner.name;
  }
  return errors;
}

function oneOwnerErrors(owner: OwnerReference, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const parts = (owner.apiVersion ?? '').split('/');
  if (parts.length > 2 || !parts.at(-1))
    errors.push(invalid(child(path, 'apiVersion'), owner.apiVersion ?? '', 'version must not be empty'));
  for (const field of ['kind', 'name', 'uid'] as const)
    if (!owner[field]) errors.push(invalid(child(path, field), '', `${field} must not be empty`));
  if (owner.kind === 'Event' && owner.apiVersion === 'v1')
    errors.push(invalid(path, go(ownerText(owner)), '/v1, Kind=Event is disallowed from being an owner reference'));
  return errors;
}

const pointer = (value: boolean | undefined): string => (value === undefined ? '(*bool)(nil)' : '(*bool)(0xc000000000)');
const ownerText = ({ apiVersion = '', kind = '', name = '', uid = '', controller, blockOwnerDeletion }: OwnerReference): string =>
  `v1.OwnerReference{APIVersion:${quote(apiVersion)}, Kind:${quote(kind)}, Name:${quote(name)}, UID:${quote(uid)}, Controller:${pointer(controller)}, BlockOwnerDeletion:${pointer(blockOwnerDeletion)}}`;

const stringsText = (texts: string[]): string => `[]string{${texts.map(quote).join(', ')}}`;

/** Core's ValidateFinalizerName: a qualified name, with a prefix unless it is one of Kubernetes' own. */
export function validateFinalizerName(name: string, path: Path): FieldError[] {
  return [...finalizerNameErrors(name, path), ...standardFinalizerErrors(name, path)];
}

const finalizerNameErrors = (name: string, path: Path): FieldError[] => qualifiedName(name).map((text) => invalid(path, name, text));

const standardFinalizerErrors = (name: string, path: Path): FieldError[] =>
  name.includes('/') || STANDARD_FINALIZERS.has(name)
    ? []
    : [invalid(path, name, 'name is neither a standard finalizer name nor is it fully qualified')];

/** The real one names the list, not the entry. */
function finalizersErrors(finalizers: string[], path: Path): FieldError[] {
  const errors = finalizers.flatMap((name) => finalizerNameErrors(name, path));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalid(path, go(stringsText(finalizers)), 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  return errors;
}

function finalizerAdditions(finalizers: string[], old: string[], path: Path): FieldError[] {
  const added = finalizers.filter((name) => !old.includes(name));
  return added.length
    ? [forbidden(path, `no new finalizers can be added if the object is being deleted, found new finalizers ${stringsText(added)}`)]
    : [];
}

function managedFieldsErrors(entries: { [field: string]: unknown }[], path: Path): FieldError[] {
  return entries.flatMap((entry, i) => {
    const where = at(path, i);
    const { operation = '', fieldsType = '' } = entry as { operation?: string; fieldsType?: string };
    return [
      ...(operation === 'Apply' || operation === 'Update'
        ? []
        : [invalid(child(where, 'operation'), operation, 'must be `Apply` or `Update`')]),
      ...(fieldsType === '' || fieldsType === 'FieldsV1' ? [] : [invalid(child(where, 'fieldsType'), fieldsType, 'must be `FieldsV1`')]),
    ];
  });
}
