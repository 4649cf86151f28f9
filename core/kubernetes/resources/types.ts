import type { UserInfo } from '../apiserver/types.ts';
import type { KubeObject } from '../object.ts';
import type { FieldError } from '../field.ts';
import type { Versions } from '../versions.ts';
import type { Random } from '../../random.ts';
import type { Schema } from './crd/types.ts';

/**
 * One kind of resource, as its file in this folder describes it; the registry (registry.ts) lists them all and the API server does the rest.
 *
 * Objects are handled in their storage version's JSON form, decoded by the schema (core/kubernetes/schema): unknown fields gone, zero
 * values that Go would leave out left out. On the write path the server calls, in this order:
 * create: decode, default, admission (mutating), prepareForCreate, validate, admission (validating), store;
 * update: decode, default, admission (mutating), prepareForUpdate, validateUpdate, admission (validating), store.
 */
export interface ResourceDefinition {
  /** API group, '' for core. */
  group: string;
  /** Served versions, preferred first, for a cluster of that version; none: not served there (`the server could not find ...`). */
  served(versions: Versions): readonly string[];
  /** The version in which objects are kept and handled here. */
  storageVersion: string;
  kind: string;
  /** Kind of the list, `<kind>List` unless given. */
  listKind?: string;
  plural: string;
  singular: string;
  shortNames?: readonly string[];
  categories?: readonly string[];
  namespaced: boolean;
  /** The verbs that discovery lists, in its (alphabetical) order; all eight unless given. */
  verbs?: readonly string[];
  /** Other groups under which the same objects are served, e.g. extensions for ingresses. */
  aliases?: readonly { group: string; served(versions: Versions): readonly string[] }[];
  /** Changes an object between its storage form and another served version. Identity but for apiVersion unless given. */
  toStorage?(object: KubeObject, from: string): KubeObject;
  fromStorage?(object: KubeObject, to: string): KubeObject;

  /** Added by a CustomResourceDefinition. */
  isCustom?: boolean;
  /** What a definition says of its custom resources; built-in kinds stand in the schema table. */
  schema?: Schema;
  /** Warnings for those who use these versions, where a definition says that they are deprecated. */
  deprecations?: Record<string, string>;

  /** Rule for metadata.name; the messages come from names.ts. */
  nameRule: NameRule;
  /** Fills in defaults, as the storage version's SetDefaults functions do. Changes the object. */
  default?(object: KubeObject, context: ResourceContext): void;
  /** Clears what a creator may not set (status), sets generation. Changes the object. */
  prepareForCreate?(object: KubeObject, context: ResourceContext): void;
  /** Keeps what an update may not change (status), bumps generation where the spec changed. Changes the object. */
  prepareForUpdate?(object: KubeObject, old: KubeObject, context: ResourceContext): void;
  /** Everything but metadata, which the server checks for all kinds alike. */
  validate?(object: KubeObject, context: ResourceContext): FieldError[];
  validateUpdate?(object: KubeObject, old: KubeObject, context: ResourceContext): FieldError[];
  /** Whether a PUT of an absent object creates it. */
  allowCreateOnUpdate?: boolean;

  /** Whether the kind has a status subresource; its own preparation and validation where the general one (all but status kept) is not enough. */
  status?: {
    prepareForUpdate?(object: KubeObject, old: KubeObject, context: ResourceContext): void;
    validateUpdate?(object: KubeObject, old: KubeObject, context: ResourceContext): FieldError[];
  };
  /** Where the scale subresource finds its numbers. */
  scale?: {
    replicas(object: KubeObject): number;
    setReplicas(object: KubeObject, replicas: number): void;
    statusReplicas(object: KubeObject): number;
    selector(object: KubeObject): string;
  };
  /** Fields that a field selector may name, besides metadata.name and, where there is one, metadata.namespace. */
  selectableFields?: Record<string, (object: KubeObject) => string>;
  /** Columns of the server-side table, Name first. Age and wide ones included. */
  columns: readonly TableColumn[];
  /** More than one row or odd rows; overrides the cells of columns. */
  rows?(object: KubeObject, context: TableContext): TableCell[][];
  /** Seconds of grace on deletion, unless the request says otherwise: pods only. */
  gracePeriodSeconds?(object: KubeObject): number;
}

export type NameRule = 'dns1123subdomain' | 'dns1123label' | 'dns1035label' | 'pathSegment';

export interface ResourceContext {
  versions: Versions;
  /** Milliseconds since the epoch. */
  now: number;
  /** The group and version that the client speaks (`networking.k8s.io/v1beta1`): some messages name that version's fields. */
  requestVersion?: string;
  /** What is stored of a resource (`services`), all namespaces: for addresses and ports of which there is one only. */
  stored?(resource: string): readonly KubeObject[];
  /** Nothing will be stored: what is given out once only (a service's address) is not given. */
  dryRun?: boolean;
  random?: Random;
  /** Who asks: a certificate signing request remembers it. */
  user?: UserInfo;
}

export type TableCell = string | number | boolean;

export interface TableContext extends ResourceContext {}

/** After metav1.TableColumnDefinition: priority 0 is always shown, more only with -o wide. */
export interface TableColumn {
  name: string;
  type: 'string' | 'integer' | 'boolean' | 'date';
  format?: string;
  priority?: number;
  description?: string;
  cell(object: KubeObject, context: TableContext): TableCell;
}
