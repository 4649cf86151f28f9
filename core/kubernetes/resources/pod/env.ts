/** Environment variables of a container, and the fields of a pod that they and downward-API volumes may show. */
import { at, child, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import { formatQuantity, nanoOf, quantity } from '../../quantity.ts';
import { configMapKey, dns1123Subdomain, envVarName, nameErrors, qualifiedName } from '../validation/names.ts';
import { list, type Fields } from './rules.ts';

export const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIP',
  'status.podIPs',
];
export const VOLUME_FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];
const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
/** Fields that the pod knows by a label, whether or not they may be shown (ConvertDownwardAPIFieldLabel). */
const LABELS = new Set([...ENV_FIELDS, ...VOLUME_FIELDS, 'spec.restartPolicy', 'spec.schedulerName', 'status.phase']);

const BYTES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const DIVISORS: Record<string, { values: string[]; name: string }> = {
  cpu: { values: ['1m', '1'], name: 'cpu' },
  memory: { values: BYTES, name: 'memory' },
  'ephemeral-storage': { values: BYTES, name: 'local ephemeral storage' },
};

export function validateEnv(variables: Fields[] | undefined, path: Path): FieldError[] {
  return list(variables).flatMap((variable, i) => {
    const where = at(path, i);
    const name = variable.name
      ? envVarName(variable.name).map((text) => invalid(child(where, 'name'), variable.name, text))
      : [required(child(where, 'name'))];
    return [...name, ...(variable.valueFrom ? validateValueFrom(variable, child(where, 'valueFrom')) : [])];
  });
}

function validateValueFrom({ value, valueFrom }: Fields, path: Path): FieldError[] {
  const checks: Record<string, (source: Fields, path: Path) => FieldError[]> = {
    fieldRef: (source, where) => validateFieldRef(source, ENV_FIELDS, where),
    resourceFieldRef: (source, where) => validateResourceFieldRef(source, false, where),
    configMapKeyRef: validateKeyRef,
    secretKeyRef: validateKeyRef,
  };
  const given = Object.keys(checks).filter((source) => valueFrom[source]);
  const errors = given.flatMap((source) => checks[source]!(valueFrom[source], child(path, source)));
  if (given.length === 0)
    errors.push(invalid(path, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`'));
  if (value) {
    if (given.length > 0) errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  } else if (given.length > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  return errors;
}

function validateKeyRef({ name = '', key }: Fields, path: Path): FieldError[] {
  const keyPath = child(path, 'key');
  return [
    ...dns1123Subdomain(name).map((text) => invalid(child(path, 'name'), name, text)),
    ...(key ? configMapKey(key).map((text) => invalid(keyPath, key, text)) : [required(keyPath)]),
  ];
}

/** @param shown the fields that may be shown there */
export function validateFieldRef({ apiVersion, fieldPath }: Fields, shown: readonly string[], path: Path): FieldError[] {
  if (!apiVersion) return [required(child(path, 'apiVersion'))];
  if (!fieldPath) return [required(child(path, 'fieldPath'))];
  const cannot = (why: string): FieldError[] => [invalid(child(path, 'fieldPath'), fieldPath, `error converting fieldPath: ${why}`)];
  if (apiVersion !== 'v1') return cannot(`unsupported pod version: ${apiVersion}`);
  const subscripted = /^([^[]*)\['(.*)'\]$/.exec(fieldPath);
  if (subscripted) {
    const [, field, key] = subscripted as unknown as [string, string, string];
    if (field !== 'metadata.annotations' && field !== 'metadata.labels')
      return cannot(`field label does not support subscript: ${fieldPath}`);
    return qualifiedName(field === 'metadata.annotations' ? key.toLowerCase() : key).map((text) => invalid(path, key, text));
  }
  const internal = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  if (!LABELS.has(internal)) return cannot(`field label not supported: ${fieldPath}`);
  return shown.includes(internal) ? [] : [notSupported(child(path, 'fieldPath'), internal, shown)];
}

/** @param inVolume a volume must name the container */
export function validateResourceFieldRef({ containerName, resource, divisor }: Fields, inVolume: boolean, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  if (inVolume && !containerName) errors.push(required(child(path, 'containerName')));
  else if (!resource) errors.push(required(child(path, 'resource')));
  else if (!RESOURCES.includes(resource)) errors.push(notSupported(child(path, 'resource'), resource, RESOURCES));
  return RESOURCES.includes(resource) ? [...errors, ...validateDivisor(resource, divisor ?? '0', path)] : errors;
}

/** The canonical text counts: 1024 is not 1Ki. */
function validateDivisor(resource: string, divisor: string, path: Path): FieldError[] {
  const { values, name } = DIVISORS[resource.slice(resource.indexOf('.') + 1)]!;
  if (nanoOf(divisor) === 0n || values.includes(formatQuantity(quantity(divisor)))) return [];
  const listed = values.length === 2 ? values.join(' and ') : values.join(', ');
  return [invalid(child(path, 'divisor'), resource, `only divisor's values ${listed} are supported with the ${name} resource`)];
}

export function validateEnvFrom(sources: Fields[] | undefined, path: Path): FieldError[] {
  return list(sources).flatMap((source, i) => {
    const where = at(path, i);
    const given = ['configMapRef', 'secretRef'].filter((ref) => source[ref]);
    const errors = source.prefix ? envVarName(source.prefix).map((text) => invalid(child(where, 'prefix'), source.prefix, text)) : [];
    for (const ref of given) errors.push(...validateRefName(source[ref].name, child(where, ref, 'name')));
    // The real one names the list here, not the entry.
    if (given.length === 0) errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    if (given.length > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
    return errors;
  });
}

/** The real one takes it for the start of a name: it may end with a dash. */
function validateRefName(name: string | undefined, path: Path): FieldError[] {
  if (!name) return [required(path)];
  return nameErrors('dns1123subdomain', name, true).map((text) => invalid(path, name, text));
}
