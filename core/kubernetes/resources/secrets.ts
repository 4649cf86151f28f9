import { JsonSyntaxError, unmarshal } from '../../../formats/gojson.ts';
import { at, invalid, required, tooLong, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, count, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { checked, immutable } from './validation/common.ts';
import { decodedLength, DATA_LIMIT, immutableDataErrors } from './validation/data.ts';
import { configMapKey } from './validation/names.ts';

const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
const DOCKER_CONFIG = '.dockercfg';
const DOCKER_CONFIG_JSON = '.dockerconfigjson';

/** What a secret of some type must hold besides. */
const TYPE_RULES: Record<string, (secret: KubeObject) => FieldError[]> = {
  'kubernetes.io/service-account-token': (secret) =>
    secret.metadata.annotations?.[ACCOUNT_NAME] ? [] : [required(`metadata.annotations[${ACCOUNT_NAME}]`)],
  'kubernetes.io/dockercfg': (secret) => validateJsonKey(secret, DOCKER_CONFIG),
  'kubernetes.io/dockerconfigjson': (secret) => validateJsonKey(secret, DOCKER_CONFIG_JSON),
  // One of the two would do, and either alone is missed as both are.
  'kubernetes.io/basic-auth': (secret) =>
    hasKey(secret, 'username') || hasKey(secret, 'password') ? [] : [required('data[%s][username]'), required('data[%s][password]')],
  'kubernetes.io/ssh-auth': (secret) => (secret.data?.['ssh-privatekey'] ? [] : [required('data[%s][ssh-privatekey]')]),
  'kubernetes.io/tls': (secret) => ['tls.crt', 'tls.key'].filter((key) => !hasKey(secret, key)).map((key) => required(at('data', key))),
};

const hasKey = (secret: KubeObject, key: string): boolean => Object.hasOwn(secret.data ?? {}, key);

function validateJsonKey(secret: KubeObject, key: string): FieldError[] {
  if (!hasKey(secret, key)) return [required(at('data', key))];
  const complaint = jsonObjectError(decodeText(secret.data[key]));
  return complaint ? [invalid(at('data', key), '<secret contents redacted>', complaint)] : [];
}

/** What Go says of a text that is no JSON object. */
function jsonObjectError(json: string): string | undefined {
  try {
    const value = unmarshal(json);
    if (value === null || (typeof value === 'object' && !Array.isArray(value))) return undefined;
    const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.message;
    throw error;
  }
}

function decodeText(base64: string): string {
  const bytes = Uint8Array.from(atob(base64 ?? ''), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

function encodeText(plain: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(plain)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The write-only stringData goes into data (conversion from v1), the type is Opaque unless given. */
function setDefaults(secret: KubeObject): void {
  if (secret.stringData) {
    secret.data = { ...secret.data };
    for (const [key, value] of Object.entries(secret.stringData as Record<string, string>)) secret.data[key] = encodeText(value);
    secret.data = Object.fromEntries(Object.entries(secret.data).sort(([a], [b]) => (a < b ? -1 : 1)));
    delete secret.stringData;
  }
  secret.type ||= 'Opaque';
}

function validate(secret: KubeObject): FieldError[] {
  const data: Record<string, string> = secret.data ?? {};
  const errors = Object.keys(data).flatMap((key) => checked(configMapKey, key, at('data', key)));
  const size = Object.values(data).reduce((sum, value) => sum + decodedLength(value), 0);
  if (size > DATA_LIMIT) errors.push(tooLong('data', '', DATA_LIMIT));
  return [...errors, ...(TYPE_RULES[secret.type]?.(secret) ?? [])];
}

export const secrets: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default: setDefaults,
  prepareForUpdate(secret, old) {
    // A client that leaves out the type means the type that is there.
    secret.type ||= old.type;
  },
  validate,
  validateUpdate: (secret, old) => [
    ...immutable(secret.type, old.type, 'type'),
    ...immutableDataErrors(secret, old, ['data']),
    ...validate(secret),
  ],
  selectableFields: { type: (secret) => secret.type },
  columns: [NAME, text('Type', (secret) => secret.type), count('Data', (secret) => Object.keys(secret.data ?? {}).length), AGE],
};
