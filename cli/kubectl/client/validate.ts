/** The check of a file against the schema before it is sent: k8s.io/kubectl/pkg/validation over kube-openapi's proto validation. */
import { typeNamed, typeOf, type FieldSchema, type FieldType, type TypeSchema } from '../../../core/kubernetes/schema/index.ts';
import { splitVersion } from './files.ts';

const ADVICE = 'if you choose to ignore these errors, turn validation off with --validate=false';

/** What is wrong with a document, or undefined. */
export function validationError(document: unknown): string | undefined {
  const errors = documentErrors(document);
  if (!errors.length) return undefined;
  const unique = [...new Set(errors)];
  return `error validating data: ${unique.length === 1 ? unique[0] : `[${unique.join(', ')}]`}; ${ADVICE}`;
}

function documentErrors(document: unknown): string[] {
  if (!isMap(document)) return [`invalid object to validate: ${JSON.stringify(document)}`];
  const errors: string[] = [];
  if (!document.apiVersion) errors.push('apiVersion not set');
  else if (typeof document.apiVersion !== 'string') errors.push('apiVersion is not string type');
  if (!document.kind) errors.push('kind not set');
  else if (typeof document.kind !== 'string') errors.push('kind is not string type');
  if (errors.length) return errors;
  if ((document.kind as string).endsWith('List') && Array.isArray(document.items)) return document.items.flatMap(documentErrors);
  const [group, version] = splitVersion(document.apiVersion);
  const kind = document.kind as string;
  const type = typeOf({ group, version, kind });
  return type ? objectErrors(document, type, kind) : [];
}

type Map = { [key: string]: unknown };
const isMap = (value: unknown): value is Map => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param path where the value stands, `Pod.spec.containers[0]`; @param schemaPath what the schema calls it. */
function valueErrors(value: unknown, type: FieldType, path: string, schemaPath: string): string[] {
  if (value === null) return [`unknown object type "nil" in ${path}`];
  switch (type.kind) {
    case 'object': {
      const schema = typeNamed(type.type);
      return schema ? objectErrors(value, schema, path) : [];
    }
    case 'array':
      if (!Array.isArray(value)) return [wrongType(path, schemaPath, value, 'array')];
      return value.flatMap((item, i) => valueErrors(item, type.of, `${path}[${i}]`, schemaPath));
    case 'map':
      if (!isMap(value)) return [wrongType(path, schemaPath, value, 'map')];
      return Object.keys(value)
        .sort()
        .flatMap((key) => valueErrors(value[key], type.of, `${path}.${key}`, schemaPath));
    default:
      return scalarErrors(value, type.kind, path, schemaPath);
  }
}

function objectErrors(value: unknown, schema: TypeSchema, path: string): string[] {
  if (!schema.fields.size) return [];
  if (!isMap(value)) return [wrongType(path, schema.name, value, 'map')];
  const errors: string[] = [];
  for (const key of Object.keys(value).sort()) {
    if (value[key] === null) continue;
    const field = schema.fields.get(key);
    if (field) errors.push(...valueErrors(value[key], field.type, `${path}.${key}`, `${schema.name}.${key}`));
    else errors.push(`ValidationError(${path}): unknown field ${JSON.stringify(key)} in ${schema.name}`);
  }
  for (const field of required(schema)) {
    if (value[field.name] === undefined || value[field.name] === null) {
      errors.push(`ValidationError(${path}): missing required field ${JSON.stringify(field.name)} in ${schema.name}`);
    }
  }
  return errors;
}

/** Required fields in the schema's own order. */
const required = ({ fields }: TypeSchema): FieldSchema[] =>
  [...fields.values()].filter((field) => field.required).sort((a, b) => (a.requiredOrder ?? 0) - (b.requiredOrder ?? 0));

type OpenApiType = 'string' | 'boolean' | 'integer' | 'number' | 'array' | 'map';
/** What OpenAPI calls a scalar, and which JSON types it takes. Strings take numbers too, as they always did. */
const SCALARS: Record<string, { name: OpenApiType; takes: OpenApiType[] } | undefined> = {
  boolean: { name: 'boolean', takes: ['boolean'] },
  int32: { name: 'integer', takes: ['integer', 'number'] },
  int64: { name: 'integer', takes: ['integer', 'number'] },
  double: { name: 'number', takes: ['integer', 'number'] },
  ...Object.fromEntries(
    ['string', 'quantity', 'time', 'microTime', 'intOrString', 'bytes'].map((kind) => [
      kind,
      { name: 'string', takes: ['string', 'integer', 'number'] },
    ]),
  ),
};

function scalarErrors(value: unknown, kind: string, path: string, schemaPath: string): string[] {
  const scalar = SCALARS[kind];
  if (!scalar || scalar.takes.includes(typeName(value))) return [];
  return [wrongType(path, schemaPath, value, scalar.name)];
}

function typeName(value: unknown): OpenApiType {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'map' : (typeof value as 'string' | 'boolean');
}

const wrongType = (path: string, schemaPath: string, value: unknown, expected: string): string =>
  `ValidationError(${path}): invalid type for ${schemaPath}: got ${JSON.stringify(typeName(value))}, expected ${JSON.stringify(expected)}`;
