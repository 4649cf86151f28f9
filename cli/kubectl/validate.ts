/** Validation before anything is sent: after k8s.io/kubectl/pkg/validation and kube-openapi's validation of types. */
import { fieldsOf, typeNamed, typeOf, type FieldSchema, type FieldType } from '../../core/kubernetes/schema/index.ts';
import type { KubeObject } from '../../core/kubernetes/object.ts';

/** What is wrong with an object, in kubectl's words, or undefined. */
export function validationProblem(object: KubeObject): string | undefined {
  const { apiVersion, kind } = object as Partial<KubeObject>;
  const missing = [...(apiVersion ? [] : ['apiVersion not set']), ...(kind ? [] : ['kind not set'])];
  if (missing.length) return missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
  const [group, version] = apiVersion!.includes('/') ? apiVersion!.split('/') : ['', apiVersion!];
  const type = typeOf({ group: group!, version: version!, kind: kind! });
  if (!type) return undefined;
  const problems = objectProblems(object, type.name, kind!);
  if (!problems.length) return undefined;
  const texts = problems.map(({ path, message }) => `ValidationError(${path}): ${message}`);
  return texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
}

interface Problem {
  path: string;
  message: string;
}

/** An object against a type: unknown fields, wrong types, then what is missing. `path` is where it stands. */
function objectProblems(value: unknown, typeName: string, path: string): Problem[] {
  if (!isMap(value)) return [wrongType(path, typeName, kindOf(value), 'map')];
  const fields = fieldsOf(typeName);
  if (!fields.size && !typeNamed(typeName)) return [];
  const problems: Problem[] = [];
  for (const key of Object.keys(value).sort()) {
    if (value[key] === null || value[key] === undefined) continue;
    const field = fields.get(key);
    if (!field) {
      if (fields.size) problems.push({ path, message: `unknown field "${key}" in ${typeName}` });
      continue;
    }
    problems.push(...valueProblems(value[key], field.type, `${typeName}.${key}`, `${path}.${key}`));
  }
  for (const field of requiredFields(fields)) {
    if (value[field.name] === null || value[field.name] === undefined) problems.push({ path, message: `missing required field "${field.name}" in ${typeName}` });
  }
  return problems;
}

const requiredFields = (fields: ReadonlyMap<string, FieldSchema>): FieldSchema[] =>
  [...fields.values()].filter((f) => f.required).sort((a, b) => (a.requiredOrder ?? 0) - (b.requiredOrder ?? 0));

function valueProblems(value: unknown, type: FieldType, typePath: string, path: string): Problem[] {
  switch (type.kind) {
    case 'any':
      return [];
    case 'object':
      return objectProblems(value, type.type, path);
    case 'array':
      if (!Array.isArray(value)) return [wrongType(path, typePath, kindOf(value), 'array')];
      return value.flatMap((item, i) => (item === null ? [] : valueProblems(item, type.of, typePath, `${path}[${i}]`)));
    case 'map':
      if (!isMap(value)) return [wrongType(path, typePath, kindOf(value), 'map')];
      return Object.keys(value).sort().flatMap((key) => (value[key] === null ? [] : valueProblems(value[key], type.of, typePath, `${path}.${key}`)));
    default:
      return scalarProblems(value, EXPECTED[type.kind], typePath, path);
  }
}

/** What OpenAPI calls the scalars; a string takes every scalar. */
const EXPECTED: Record<string, 'string' | 'boolean' | 'integer' | 'number'> = {
  string: 'string', boolean: 'boolean', int32: 'integer', int64: 'integer', double: 'number', quantity: 'string', time: 'string', microTime: 'string', intOrString: 'string', bytes: 'string',
};

function scalarProblems(value: unknown, expected: string, typePath: string, path: string): Problem[] {
  const kind = kindOf(value);
  const scalar = kind !== 'map' && kind !== 'array';
  const fits = scalar && (expected === 'string' || kind === expected || ((expected === 'integer' || expected === 'number') && (kind === 'integer' || kind === 'number')));
  return fits ? [] : [wrongType(path, typePath, kind, expected)];
}

const wrongType = (path: string, typePath: string, got: string, expected: string): Problem => ({ path, message: `invalid type for ${typePath}: got "${got}", expected "${expected}"` });

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'object') return 'map';
  return typeof value === 'bigint' ? 'integer' : typeof value;
}
