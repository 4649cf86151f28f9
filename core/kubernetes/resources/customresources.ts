/** The resources that CustomResourceDefinitions add: after k8s.io/apiextensions-apiserver/pkg/registry/customresource. */
import { jsonPath } from '../../../formats/jsonpath/index.ts';
import type { FieldError } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { AGE, NAME, ageOf } from './columns.ts';
import { validateValue } from './crd/instance.ts';
import type { CrdSpec, CrdVersion, PrinterColumn } from './crd/types.ts';
import { applyDefaults, prune } from './crd/values.ts';
import type { ResourceDefinition, TableColumn } from './types.ts';
import { keepStatus } from './validation/common.ts';

/**
 * How the instances of a definition are served. All versions are the same object (there is no conversion webhook here): each is pruned,
 * defaulted and checked by the schema of the version that stores it.
 */
export function customResource(crd: KubeObject): ResourceDefinition {
  const spec = crd.spec as CrdSpec;
  const versions = spec.versions ?? [];
  const stored = versions.find(({ storage }) => storage) ?? versions[0]!;
  const schema = stored.schema?.openAPIV3Schema;
  const { names } = spec;
  const hasStatus = stored.subresources?.status !== undefined;
  const validate = (object: KubeObject): FieldError[] => (schema ? validateValue(object, schema) : []);
  return {
    group: spec.group,
    served: () => byPriority(versions.filter(({ served }) => served).map(({ name }) => name)),
    storageVersion: stored.name,
    kind: names.kind,
    listKind: names.listKind,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames,
    categories: names.categories,
    namespaced: spec.scope === 'Namespaced',
    verbs: ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'],
    isCustom: true,
    schema,
    deprecations: deprecationsOf(spec),
    nameRule: 'dns1123subdomain',
    allowCreateOnUpdate: false,
    default(object) {
      if (!schema) return;
      if (!spec.preserveUnknownFields) prune(object, schema, true);
      applyDefaults(object, schema);
    },
    prepareForCreate(object) {
      if (hasStatus) delete object.status;
      object.metadata.generation = 1;
    },
    prepareForUpdate(object, old) {
      if (hasStatus) keepStatus(object, old);
      const changed = !equal(withoutMetadata(object, hasStatus), withoutMetadata(old, hasStatus));
      object.metadata.generation = (old.metadata.generation ?? 0) + (changed ? 1 : 0);
    },
    validate,
    validateUpdate: (object) => validate(object),
    ...(hasStatus ? { status: { prepareForUpdate: keepStatusOnly, validateUpdate: (object: KubeObject) => validate(object) } } : {}),
    ...(stored.subresources?.scale ? { scale: scaleOf(stored.subresources.scale) } : {}),
    selectableFields: {},
    columns: columnsOf(stored),
  };
}

/** What those are told who use a deprecated version: the definition's words, or these. */
function deprecationsOf({ group, names, versions }: CrdSpec): Record<string, string> {
  const deprecated = (versions ?? []).filter((version) => version.deprecated);
  return Object.fromEntries(
    deprecated.map(({ name, deprecationWarning }) => [name, deprecationWarning ?? `${group}/${name} ${names.kind} is deprecated`]),
  );
}

function withoutMetadata(object: KubeObject, ignoresStatus: boolean): object {
  const { metadata: _, apiVersion: __, ...rest } = object;
  if (ignoresStatus) delete rest.status;
  return rest;
}

/** An update of the status changes that and nothing else, not even metadata. */
function keepStatusOnly(object: KubeObject, old: KubeObject): void {
  const { status } = object;
  const { managedFields, resourceVersion } = object.metadata;
  for (const field of Object.keys(object)) delete object[field];
  Object.assign(object, old, {
    metadata: { ...old.metadata, ...(managedFields ? { managedFields } : {}), ...(resourceVersion ? { resourceVersion } : {}) },
  });
  if (status === undefined) delete object.status;
  else object.status = status;
}

/** Kubernetes' order of versions: v2, v1, v1beta2, v1alpha1, then the others by name. */
export function byPriority(versions: string[]): string[] {
  const rank = (name: string): number[] => {
    const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(name);
    return match ? [match[2] === 'alpha' ? 1 : match[2] === 'beta' ? 2 : 3, Number(match[1]), Number(match[3] ?? 0)] : [0, 0, 0];
  };
  return [...versions].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const i = left.findIndex((part, n) => part !== right[n]);
    return i >= 0 ? right[i]! - left[i]! : a < b ? -1 : 1;
  });
}

/** Where `.spec.replicas` leads. */
const parts = (path: string): string[] => path.split('.').filter(Boolean);
const valueAt = (object: KubeObject, path: string): any => parts(path).reduce<any>((value, part) => value?.[part], object);

function scaleOf({
  specReplicasPath,
  statusReplicasPath,
  labelSelectorPath,
}: NonNullable<NonNullable<CrdVersion['subresources']>['scale']>): ResourceDefinition['scale'] {
  return {
    replicas: (object) => valueAt(object, specReplicasPath) ?? 0,
    setReplicas(object, replicas) {
      const names = parts(specReplicasPath);
      const owner = names.slice(0, -1).reduce<any>((value, part) => (value[part] ??= {}), object);
      owner[names.at(-1)!] = replicas;
    },
    statusReplicas: (object) => valueAt(object, statusReplicasPath) ?? 0,
    selector: (object) => (labelSelectorPath ? (valueAt(object, labelSelectorPath) ?? '') : ''),
  };
}

/** The definition's own columns after the name; the age where it has none. */
function columnsOf({ additionalPrinterColumns }: CrdVersion): TableColumn[] {
  return [NAME, ...(additionalPrinterColumns?.length ? additionalPrinterColumns.map(columnOf) : [AGE])];
}

function columnOf({ name, type, format, description, priority, jsonPath: template }: PrinterColumn): TableColumn {
  const path = jsonPath(`{${template}}`, { allowMissingKeys: true });
  return {
    name,
    type: type as TableColumn['type'],
    ...(format ? { format } : {}),
    ...(priority ? { priority } : {}),
    ...(description ? { description } : {}),
    cell(object, context) {
      const value = path.find(object)[0]?.[0];
      if (value === undefined || value === null) return '';
      if (type === 'date') return typeof value === 'string' ? ageOf(value, context) : '';
      if (type === 'string') return path.print(object);
      return value as number | boolean;
    },
  };
}
