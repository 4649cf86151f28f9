/** /openapi/v2 in JSON: the definitions of what is served, from the schema table, and the operations by which clients find out that dryRun is known. */
import type { JsonObject } from '../../object.ts';
import { groupVersion, type Served } from '../../resources/registry.ts';
import { typeNamed, typeOf, type FieldSchema, type FieldType, type Scalar, type TypeSchema } from '../../schema/index.ts';
import type { ApiServer } from '../server.ts';

const SCALARS: Record<Scalar, JsonObject> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  quantity: { type: 'string' },
  time: { type: 'string', format: 'date-time' },
  microTime: { type: 'string', format: 'date-time' },
  intOrString: { type: 'string', format: 'int-or-string' },
  bytes: { type: 'string', format: 'byte' },
  any: { type: 'object' },
};

export function openapi(server: ApiServer): JsonObject {
  const definitions: JsonObject = {};
  for (const served of server.registry.served) {
    if (served.resource.isCustom) defineCustom(served, definitions);
    else
      for (const kind of [served.resource.kind, served.resource.listKind ?? `${served.resource.kind}List`])
        define(typeOf({ group: served.group, version: served.version, kind }), definitions);
  }
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: server.versions.gitVersion },
    paths: Object.fromEntries(server.registry.served.map((served) => [itemPath(served), { patch: patchOperation(served) }])),
    definitions,
  };
}

/** What a definition says of its instances, with what every object has. */
function defineCustom({ group, version, resource }: Served, definitions: JsonObject): void {
  const { kind, schema } = resource;
  define(typeNamed(OBJECT_META), definitions);
  const own = (schema ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }) as JsonObject;
  const common = { apiVersion: SCALARS.string, kind: SCALARS.string, metadata: { $ref: `#/definitions/${OBJECT_META}` } };
  definitions[`${group.split('.').reverse().join('.')}.${version}.${kind}`] = {
    ...own,
    properties: { ...common, ...(own.properties as JsonObject) },
    'x-kubernetes-group-version-kind': [{ group, version, kind }],
  };
}

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Adds a type and all that it refers to. */
function define(type: TypeSchema | undefined, definitions: JsonObject): void {
  if (!type || definitions[type.name]) return;
  const properties: JsonObject = {};
  const required: string[] = [];
  definitions[type.name] = {
    type: 'object',
    properties,
    ...(type.kinds.length
      ? { 'x-kubernetes-group-version-kind': type.kinds.map(({ group, version, kind }) => ({ group, version, kind })) }
      : {}),
  };
  for (const field of type.fields.values()) {
    properties[field.name] = { ...typeEntry(field.type, definitions), ...extensions(field) };
    if (field.required) required.push(field.name);
  }
  if (required.length) (definitions[type.name] as JsonObject).required = required;
}

function typeEntry(type: FieldType, definitions: JsonObject): JsonObject {
  switch (type.kind) {
    case 'object':
      define(typeNamed(type.type), definitions);
      return { $ref: `#/definitions/${type.type}` };
    case 'array':
      return { type: 'array', items: typeEntry(type.of, definitions) };
    case 'map':
      return { type: 'object', additionalProperties: typeEntry(type.of, definitions) };
    default:
      return SCALARS[type.kind];
  }
}

function extensions(field: FieldSchema): JsonObject {
  const out: JsonObject = {};
  if (field.patchStrategies.length) out['x-kubernetes-patch-strategy'] = field.patchStrategies.join(',');
  if (field.mergeKey) out['x-kubernetes-patch-merge-key'] = field.mergeKey;
  if (field.listType) out['x-kubernetes-list-type'] = field.listType;
  if (field.listMapKeys) out['x-kubernetes-list-map-keys'] = [...field.listMapKeys];
  return out;
}

function itemPath({ group, version, resource }: Served): string {
  const root = group ? `/apis/${groupVersion(group, version)}` : `/api/${version}`;
  return `${root}${resource.namespaced ? '/namespaces/{namespace}' : ''}/${resource.plural}/{name}`;
}

const patchOperation = ({ group, version, resource }: Served): JsonObject => ({
  'x-kubernetes-action': 'patch',
  'x-kubernetes-group-version-kind': { group, version, kind: resource.kind },
  parameters: ['dryRun', 'fieldManager', 'force'].map((name) => ({
    name,
    in: 'query',
    type: name === 'force' ? 'boolean' : 'string',
    uniqueItems: true,
  })),
  responses: { 200: { description: 'OK' } },
});
