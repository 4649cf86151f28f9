/** Bodies in YAML: those of server-side apply, and what says that it is YAML. */
import { yamlToJson } from '../../../formats/goyaml/index.ts';
import type { JsonValue } from '../object.ts';
import { badRequest } from './errors.ts';

/** @throws BadRequest */
export function parseYaml(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // Not JSON, which is YAML too, so read as YAML.
  }
  try {
    return plain(yamlToJson(text) as YamlValue);
  } catch (error) {
    throw badRequest(`error decoding YAML: ${(error as Error).message}`);
  }
}

type YamlValue = JsonValue | bigint | YamlValue[] | { [key: string]: YamlValue };

/** Integers that a double cannot hold come as bigint. */
function plain(value: YamlValue): JsonValue {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
